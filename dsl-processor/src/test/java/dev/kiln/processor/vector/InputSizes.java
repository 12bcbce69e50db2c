package dev.kiln.processor.vector;

import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.shape.Window;
import java.util.Map;

/**
 * The sizes of arrays that kernels read, behind which they must not look: in a network the last
 * sample ends with the array.
 */
final class InputSizes {

    private InputSizes() {}

    /** By the names of arguments; not all of them are known. */
    static Map<String, Integer> of(Kernel kernel, int samples) {
        if (kernel instanceof LinearWithStatistics k) {
            return of(k.linear(), samples);
        }
        if (kernel instanceof ConvolutionMaxPool k) {
            return of(k.convolution(), samples);
        }
        if (kernel instanceof MaxPoolForward k) {
            return Map.of("input", samples * k.window().input().size());
        }
        if (kernel instanceof ConvolutionForward k) {
            return Map.of(
                    "input",
                    samples * k.window().input().size(),
                    "weight",
                    weights(k.window(), k.groups(), k.filters()));
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return Map.of(
                    "outputGradient",
                    samples * k.output().size(),
                    "weight",
                    weights(k.window(), k.groups(), k.filters()));
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            return Map.of(
                    "input", samples * k.window().input().size(),
                    "outputGradient", samples * k.output().size());
        }
        if (kernel instanceof WinogradForward k) {
            return Map.of("input", samples * k.convolution().window().input().size());
        }
        if (kernel instanceof WinogradInputGradient k) {
            return Map.of("outputGradient", samples * k.convolution().output().size());
        }
        if (kernel instanceof WinogradWeightGradient k) {
            return of(k.convolution(), samples);
        }
        return ofProduct(kernel, samples);
    }

    private static Map<String, Integer> ofProduct(Kernel kernel, int samples) {
        if (kernel instanceof DenseForward k) {
            return Map.of(
                    "input", samples * k.rows() * k.source().total(),
                    "weight", k.source().total() * k.outputs());
        }
        if (kernel instanceof DenseInputGradient k) {
            return Map.of(
                    "outputGradient", samples * k.rows() * k.outputs(),
                    "weight", k.inputs() * k.outputs());
        }
        if (kernel instanceof DenseWeightGradient k) {
            return Map.of(
                    "input", samples * k.rows() * k.inputs(),
                    "outputGradient", samples * k.rows() * k.outputs());
        }
        return Map.of();
    }

    private static int weights(Window w, int groups, int filters) {
        return w.kernel().rows() * w.kernel().columns() * w.input().channels() / groups * filters;
    }
}
