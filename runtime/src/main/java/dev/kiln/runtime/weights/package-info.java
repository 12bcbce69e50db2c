/** Weights in files: the safetensors format, memory layouts, and matching a file with a network. */
package dev.kiln.runtime.weights;
