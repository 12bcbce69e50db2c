/**
 * From files of images to pixels: parsing, decoding, scaling. Exported to nobody; {@link
 * dev.kiln.runtime.data.Images} is what users call.
 */
package dev.kiln.runtime.internal.image;
