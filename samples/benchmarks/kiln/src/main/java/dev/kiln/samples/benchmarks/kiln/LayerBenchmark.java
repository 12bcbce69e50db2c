package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Shape;
import dev.kiln.samples.benchmarks.Line;
import dev.kiln.samples.benchmarks.Spread;
import dev.kiln.samples.benchmarks.Stopwatch;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Speed of {@link Layers} with one image, beside what the core can do at most: fused multiply-adds,
 * or for depth-wise convolutions copying in main memory, in bytes read and written. Prints two
 * lines for each layer. Multiply-adds are those of the definition; Winograd's convolutions need
 * fewer. A predictor of one layer copies its result, which layers within a network do not.
 */
public final class LayerBenchmark {

    private static final long SEED = 1;

    /** Numbers that no cache holds. */
    private static final int MANY = 1 << 25;

    private static float sink;

    private LayerBenchmark() {}

    /**
     * A predictor of one convolution.
     *
     * @param depthwise whether each channel is for itself
     */
    private record Convolution(Predictor predictor, int kernel, boolean depthwise) {

        /** Shapes, such as {@code 3x3,7x7x512,to,7x7x512}. */
        String label() {
            String word = depthwise ? "depth-wise,%s" : "%s";
            return word.formatted(
                    String.join(
                            ",",
                            kernel + "x" + kernel,
                            text(predictor.input()),
                            "to",
                            text(predictor.output())));
        }

        private static String text(Shape shape) {
            return shape.height() + "x" + shape.width() + "x" + shape.channels();
        }

        double flops() {
            int inputs = depthwise ? 1 : predictor.input().channels();
            return 2.0 * predictor.output().size() * kernel * kernel * inputs;
        }

        /** Numbers that are read and written. */
        int moved() {
            return predictor.input().size() + predictor.output().size();
        }
    }

    private static Convolution[] all() {
        return new Convolution[] {
            new Convolution(Layers_StemPredictor.of(Layers_StemNetwork.initialize(SEED)), 7, false),
            new Convolution(
                    Layers_Conv56Predictor.of(Layers_Conv56Network.initialize(SEED)), 3, false),
            new Convolution(
                    Layers_Conv28Predictor.of(Layers_Conv28Network.initialize(SEED)), 3, false),
            new Convolution(
                    Layers_Conv14Predictor.of(Layers_Conv14Network.initialize(SEED)), 3, false),
            new Convolution(
                    Layers_Conv7Predictor.of(Layers_Conv7Network.initialize(SEED)), 3, false),
            new Convolution(
                    Layers_StridedConv28Predictor.of(Layers_StridedConv28Network.initialize(SEED)),
                    3,
                    false),
            new Convolution(
                    Layers_Pointwise56Predictor.of(Layers_Pointwise56Network.initialize(SEED)),
                    1,
                    false),
            new Convolution(
                    Layers_Pointwise14Predictor.of(Layers_Pointwise14Network.initialize(SEED)),
                    1,
                    false),
            new Convolution(
                    Layers_Pointwise7Predictor.of(Layers_Pointwise7Network.initialize(SEED)),
                    1,
                    false),
            new Convolution(
                    Layers_StridedPointwise14Predictor.of(
                            Layers_StridedPointwise14Network.initialize(SEED)),
                    1,
                    false),
            new Convolution(
                    Layers_Depthwise112Predictor.of(Layers_Depthwise112Network.initialize(SEED)),
                    3,
                    true),
            new Convolution(
                    Layers_Depthwise56Predictor.of(Layers_Depthwise56Network.initialize(SEED)),
                    3,
                    true),
            new Convolution(
                    Layers_Depthwise14Predictor.of(Layers_Depthwise14Network.initialize(SEED)),
                    3,
                    true),
        };
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        Spread runs = Stopwatch.throughput(1, () -> sink += FmaLimit.run());
        Spread limit = runs.times(FmaLimit.flops() / 1e9);
        Spread memory = Stopwatch.throughput(1, copy(MANY)).times(2.0 * Float.BYTES * MANY / 1e9);
        for (Convolution convolution : all()) {
            Spread rate = Stopwatch.throughput(1, task(convolution.predictor()));
            if (convolution.depthwise()) {
                double gigabytes = (double) Float.BYTES * convolution.moved() / 1e9;
                print("kiln", convolution, rate.times(gigabytes), "GB/s");
                print("limit", convolution, memory, "GB/s");
            } else {
                print("kiln", convolution, rate.times(convolution.flops() / 1e9), "GFLOP/s");
                print("limit", convolution, limit, "GFLOP/s");
            }
        }
    }

    private static void print(String peer, Convolution convolution, Spread spread, String unit) {
        System.out.println(new Line(peer, convolution.label(), "layers", spread, unit).text());
    }

    private static Stopwatch.Task task(Predictor predictor) {
        FMatrixRMaj image = FMatrixRMaj.wrap(1, predictor.input().size(), numbers(predictor));
        FMatrixRMaj result = new FMatrixRMaj(1, predictor.output().size());
        return () -> predictor.predict(image, result);
    }

    private static float[] numbers(Predictor predictor) {
        Random random = new Random(SEED);
        float[] numbers = new float[predictor.input().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static Stopwatch.Task copy(int numbers) {
        float[] from = new float[numbers];
        float[] to = new float[numbers];
        Arrays.fill(from, 1);
        return () -> {
            System.arraycopy(from, 0, to, 0, numbers);
            sink += to[numbers - 1];
        };
    }
}
