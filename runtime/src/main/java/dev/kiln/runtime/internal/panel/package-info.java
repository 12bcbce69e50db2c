/**
 * Products of large layers: a few micro-kernels that all such layers share, so that HotSpot has
 * little to compile however many layers a network has.
 */
package dev.kiln.runtime.internal.panel;
