package dev.kiln.runtime.data;

import java.nio.file.Path;

/**
 * A file that was left out because it can't be read as an image.
 *
 * @param reason one line that names the file
 */
public record SkippedImage(Path file, String reason) {}
