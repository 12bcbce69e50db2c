/** Training: optimizers, the training loop, what it tells its listeners, and evaluation. */
package dev.kiln.runtime.train;
