/** Numerical building blocks that generated kernels call, bit-identical on every machine. */
package dev.kiln.runtime.kernel;
