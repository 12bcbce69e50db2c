/**
 * Pictures of trainings: {@link dev.kiln.pictures.Pictures} draws each, a {@link
 * dev.kiln.pictures.Page} holds several.
 */
package dev.kiln.pictures;
