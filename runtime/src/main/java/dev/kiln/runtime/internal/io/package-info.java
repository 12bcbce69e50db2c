/** Opening and replacing files, with errors that name them. Exported to nobody. */
package dev.kiln.runtime.internal.io;
