/** Threads that work on the chunks of a batch together, to the same bits for any number of them. */
package dev.kiln.runtime.parallel;
