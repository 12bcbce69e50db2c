/** Samples to train and evaluate on: in memory, and from IDX files. */
package dev.kiln.runtime.data;
