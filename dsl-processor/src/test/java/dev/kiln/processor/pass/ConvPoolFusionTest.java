package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvPoolFusionTest {

    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0f);

    private static final Operand INPUT = of("input", 6, 1);
    private static final Operand WEIGHT = of("weight", 3, 4);
    private static final Operand MAP = of("map", 4, 4);
    private static final Operand POOLED = of("pooled", 2, 4);

    private static final Step CONVOLUTION = convolution(RELU);
    private static final Step POOL = pool(2);

    @Test
    void convolutionAndPoolBecomeOneStep() {
        List<Step> merged = apply(CONVOLUTION, POOL);
        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).kernel()).isInstanceOf(ConvolutionMaxPool.class);
        assertThat(merged.get(0).operands()).containsExactly(INPUT, WEIGHT, MAP, POOLED).inOrder();
    }

    @Test
    void partsAreTheStepsThatWereMerged() {
        Step merged = apply(CONVOLUTION, POOL).get(0);
        List<Step> parts = ConvPoolFusion.withParts(merged).toList();
        assertThat(parts.stream().map(Step::kernel).toList())
                .containsExactly(CONVOLUTION.kernel(), POOL.kernel(), merged.kernel())
                .inOrder();
        assertThat(parts.get(0).operands()).isEqualTo(CONVOLUTION.operands());
        assertThat(parts.get(1).operands()).isEqualTo(POOL.operands());
        assertThat(ConvPoolFusion.withParts(POOL).toList()).containsExactly(POOL);
    }

    @Test
    void anotherReaderOfTheMapKeepsItsConvolutionApart() {
        Step reader = Step.of("again", new ActivationForward(RELU, 64), MAP, of("other", 4, 4));
        assertThat(apply(CONVOLUTION, POOL, reader))
                .containsExactly(CONVOLUTION, POOL, reader)
                .inOrder();
    }

    @Test
    void poolOfAnotherMapStaysApart() {
        Step other = Step.of("pool", POOL.kernel(), of("another", 4, 4), POOLED);
        Step reader = Step.of("again", new ActivationForward(RELU, 64), MAP, of("other", 4, 4));
        assertThat(apply(CONVOLUTION, other, reader))
                .containsExactly(CONVOLUTION, other, reader)
                .inOrder();
    }

    @Test
    void overlappingWindowsAndOtherActivationsStayApart() {
        Step overlapping = pool(1);
        Step tanh = convolution(new Activation(Activation.Kind.TANH, 0f));
        assertThat(apply(CONVOLUTION, overlapping)).hasSize(2);
        assertThat(apply(tanh, POOL)).hasSize(2);
    }

    @Test
    void onlyWholeMapsAndWindowsSideBySideCanBeMerged() {
        ConvolutionForward k = (ConvolutionForward) CONVOLUTION.kernel();
        Window w = window(4, 4, 2, 2);
        ChannelSlice slice = new ChannelSlice(0, 4, 8);
        assertThat(exists(k, w)).isTrue();
        assertThat(exists(k, window(4, 8, 2, 2))).isFalse();
        assertThat(exists(k, window(w, new Pair(2, 2), Padding.NONE))).isFalse();
        assertThat(exists(k, window(w, Pair.ONE, new Padding(1, 1, 1, 1)))).isFalse();
        assertThat(ConvolutionMaxPool.exists(k, new MaxPoolForward(w, slice))).isFalse();
        assertThat(exists(new ConvolutionForward(k.window(), 1, 4, false, RELU, slice), w))
                .isFalse();
        Activation leaky = new Activation(Activation.Kind.LEAKY_RELU, 0.1f);
        assertThat(exists(new ConvolutionForward(k.window(), 1, 4, false, leaky), w)).isFalse();
    }

    private static boolean exists(ConvolutionForward convolution, Window pool) {
        return ConvolutionMaxPool.exists(convolution, new MaxPoolForward(pool));
    }

    private static Window window(Window w, Pair dilation, Padding padding) {
        return new Window(w.input(), w.kernel(), w.stride(), dilation, padding);
    }

    @Test
    void whatDoesNotPayStaysApart() {
        assertThat(ConvPoolFusion.apply(List.of(CONVOLUTION, POOL), k -> false).result())
                .hasSize(2);
    }

    private static List<Step> apply(Step... steps) {
        return ConvPoolFusion.apply(List.of(steps), k -> true).result();
    }

    private static Step convolution(Activation activation) {
        Window window = window(6, 1, 3, 1);
        return Step.of(
                "convolution",
                new ConvolutionForward(window, 1, 4, false, activation),
                INPUT,
                WEIGHT,
                MAP);
    }

    private static Step pool(int stride) {
        return Step.of("pool", new MaxPoolForward(window(4, 4, 2, stride)), MAP, POOLED);
    }

    private static Window window(int size, int channels, int kernel, int stride) {
        return new Window(
                new Shape(size, size, channels),
                new Pair(kernel, kernel),
                new Pair(stride, stride),
                Pair.ONE,
                Padding.NONE);
    }

    private static Operand of(String name, int size, int channels) {
        return new Operand.Of(new Tensor(name, new Shape(size, size, channels)));
    }
}
