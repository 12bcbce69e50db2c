/**
 * Threads that work on the chunks of a batch together, to the same bits for any number of them.
 * Exported for generated code only and promised to nobody: they may change with any version.
 */
package dev.kiln.runtime.internal.parallel;
