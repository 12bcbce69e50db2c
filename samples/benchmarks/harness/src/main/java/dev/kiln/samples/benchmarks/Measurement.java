package dev.kiln.samples.benchmarks;

import dev.kiln.samples.benchmarks.Library.Prediction;
import dev.kiln.samples.benchmarks.Library.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the main method of every peer does: measures networks by metrics and prints a {@link Line}
 * for each. Metrics are {@code train128}, {@code infer64} (images per second), {@code one}
 * (microseconds for an image), {@code pair} (those with two threads), {@code settle} (seconds from
 * the start of the process until an image takes as long as in the end), {@code memory-train128} and
 * so on (peak memory of the process), {@code check-infer64}, {@code check-train} (difference from
 * Kiln) and {@code cold}, which only prints the class of an image.
 */
public final class Measurement {

    private static final int PAIR = 2;

    private final Library library;
    private final String peer;
    private final Specimen specimen;

    private Measurement(Library library, Specimen specimen) {
        this.library = library;
        this.peer = System.getProperty("peer", "peer");
        this.specimen = specimen;
    }

    /**
     * Measures.
     *
     * @param arguments networks, by comma; metrics, by comma
     */
    public static void run(Library library, String[] arguments) throws Exception {
        Path folder = Path.of(System.getProperty("specimens", "target/specimens"));
        for (String network : arguments[0].split(",", -1)) {
            Specimen specimen = new Specimen(folder, Architecture.of(network));
            for (String metric : arguments[1].split(",", -1)) {
                if (metric.equals("cold")) { // before anything that would need to be loaded too
                    System.out.println(first(library, specimen));
                } else if (metric.equals("version")) {
                    System.out.println(library.version());
                } else {
                    new Measurement(library, specimen).measure(metric);
                }
            }
        }
    }

    private static int first(Library library, Specimen specimen) throws Exception {
        Prediction prediction = library.prediction(specimen, 1);
        float[] outputs =
                prediction.predict(library.arrange(specimen.network(), specimen.images(1)));
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    private void measure(String metric) throws Exception {
        boolean memory = metric.startsWith("memory-");
        String speed = memory ? metric.substring("memory-".length()) : metric;
        if (metric.equals("check-train")) {
            OptionalDouble difference = Agreement.ofTraining(library, specimen);
            if (difference.isPresent()) {
                print(metric, Spread.of(difference.getAsDouble()), "nats");
            }
        } else if (metric.startsWith("check-infer")) {
            int samples = samples(metric, "check-infer");
            double difference = Agreement.ofPredictions(library, specimen, samples);
            print(metric, Spread.of(difference), "nats");
        } else if (speed.startsWith("train")) {
            training(metric, samples(speed, "train"), memory);
        } else if (speed.startsWith("infer")) {
            prediction(metric, samples(speed, "infer"), memory);
        } else if (speed.equals("one")) {
            one(metric, library.prediction(specimen, 1), memory);
        } else if (metric.equals("pair")) {
            Optional<Prediction> prediction = library.sharedPrediction(specimen, PAIR);
            if (prediction.isPresent()) {
                one(metric, prediction.get(), false);
            }
        } else if (metric.equals("settle")) {
            settle(metric);
        } else {
            throw new IllegalArgumentException("no metric " + metric);
        }
    }

    private static int samples(String metric, String word) {
        return Integer.parseInt(metric.substring(word.length()));
    }

    private void training(String metric, int samples, boolean memory) throws Exception {
        Optional<Training> training =
                library.training(specimen, images(samples), specimen.labels(samples));
        if (training.isPresent()) {
            measure(metric, samples, memory, training.get()::step);
        }
    }

    private void prediction(String metric, int samples, boolean memory) throws Exception {
        float[] images = images(samples);
        Prediction prediction = library.prediction(specimen, samples);
        verify(prediction.predict(images));
        measure(metric, samples, memory, () -> prediction.predict(images));
    }

    private void one(String metric, Prediction prediction, boolean memory) throws Exception {
        float[] image = images(1);
        verify(prediction.predict(image));
        if (memory) {
            measure(metric, 1, true, () -> prediction.predict(image));
        } else {
            print(metric, Stopwatch.latency(() -> prediction.predict(image)), "us");
        }
    }

    private void settle(String metric) throws Exception {
        Prediction prediction = library.prediction(specimen, 1);
        float[] image = images(1);
        double seconds = Settling.seconds(() -> prediction.predict(image));
        verify(prediction.predict(image));
        print(metric, Spread.of(seconds), "s");
    }

    private void verify(float[] outputs) throws IOException {
        double difference = Agreement.of(library, specimen, outputs);
        if (!(difference < Agreement.TOLERANCE)) {
            throw new IllegalStateException("this is another network: off by " + difference);
        }
    }

    private void measure(String metric, int samples, boolean memory, Stopwatch.Task task)
            throws Exception {
        if (memory) {
            Stopwatch.run(task);
            print(metric, Spread.of(peak()), "MB");
        } else {
            print(metric, Stopwatch.throughput(samples, task), "img/s");
        }
    }

    private float[] images(int count) throws IOException {
        return library.arrange(specimen.network(), specimen.images(count));
    }

    /** The most memory that this process has had, from Linux's account of it. */
    private static double peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6;
            }
        }
        throw new IOException("the system does not tell the peak of memory");
    }

    private void print(String metric, Spread spread, String unit) {
        System.out.println(new Line(peer, specimen.network().label(), metric, spread, unit).text());
    }
}
