/**
 * Numerical building blocks that generated kernels call, bit-identical on every machine. Exported
 * for generated code only and promised to nobody: they may change with any version.
 */
package dev.kiln.runtime.internal.kernel;
