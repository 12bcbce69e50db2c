/** Opening and replacing files, with errors that name them. */
package dev.kiln.runtime.io;
