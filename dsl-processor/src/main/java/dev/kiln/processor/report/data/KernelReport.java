package dev.kiln.processor.report.data;

import java.util.List;
import java.util.Optional;

/**
 * A kernel, and the forms in which it could be written.
 *
 * @param name name of the method
 * @param text what it computes
 * @param plain the form that is written in plain Java
 * @param vector the form that is written with the Vector API
 * @param others forms that were not taken
 * @param scratchFloats floats of working memory of a thread
 * @param tiles tiles of an image, of Winograd's convolutions; else 0
 * @param nanoseconds predicted for a sample, in the faster of the written forms
 */
public record KernelReport(
        String name,
        String text,
        FormReport plain,
        Optional<FormReport> vector,
        List<FormReport> others,
        int scratchFloats,
        int tiles,
        double nanoseconds) {

    /**
     * A form.
     *
     * @param family {@code plain} or {@code vector}
     * @param nanoseconds predicted for a sample; infinite where it can't be used, 0 where it has no
     *     price
     */
    public record FormReport(String family, String name, double nanoseconds) {

        public boolean isPriced() {
            return nanoseconds > 0;
        }
    }

    public KernelReport {
        others = List.copyOf(others);
    }
}
