package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.emit.kernel.pool.VectorMaxPool;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution with whole vectors of channels and the maximum pool behind it. Where windows have
 * room in the registers ({@link PooledTile}), the map is never stored; else the rows of it that a
 * row of windows sees are in {@code scratch}, so it never leaves the first-level cache.
 */
public record PooledSliding(ConvolutionMaxPool kernel) {

    static boolean exists(ConvolutionMaxPool k) {
        return k.convolution().groups() == 1 && Lanes.fill(k.convolution().filters());
    }

    private Shape map() {
        return kernel.convolution().output();
    }

    private int rowOfMap() {
        return map().width() * map().channels();
    }

    /** Where the rows of the map begin, behind the image with its border. */
    private int sums() {
        return kernel.convolution().scratch();
    }

    /** Floats of {@code scratch}. */
    int scratch() {
        return sums() + (tile().isPresent() ? 0 : kernel.size().rows() * rowOfMap());
    }

    private Bordered source() {
        ConvolutionForward convolution = kernel.convolution();
        return Bordered.of(
                "input", convolution.window().input(), Border.ofInput(convolution.window()));
    }

    private VectorSliding loops() {
        return VectorConvolution.forwardLoops(
                kernel.name(),
                kernel.convolution(),
                source(),
                new Image("scratch", "rowZero", map()));
    }

    /** None where the map is stored first. */
    Optional<PooledTile> tile() {
        return PooledTile.of(loops(), kernel.size(), kernel.output());
    }

    List<MethodSpec> methods(MethodSpec.Builder signature) {
        return tile().map(tile -> pooled(tile, signature)).orElseGet(() -> mapFirst(signature));
    }

    private List<MethodSpec> pooled(PooledTile tile, MethodSpec.Builder signature) {
        CodeBlock code = source().overSamples(tile.code());
        return List.of(signature.addCode(sizes()).addCode(code).build(), tile.method());
    }

    private CodeBlock sizes() {
        Sizes sizes = source().sizes().sample("output", kernel.output());
        return sizes.and("a row of the map", map().width(), map().channels()).comment();
    }

    private List<MethodSpec> mapFirst(MethodSpec.Builder signature) {
        VectorSliding loops = loops();
        int high = kernel.size().rows();
        Shape output = kernel.output();
        CodeBlock body =
                CodeBlock.builder()
                        .add(
                                Comment.of(
                                        "The rows of the map that a row of windows sees, then their maxima."))
                        .beginControlFlow(
                                "for (int joined = 0; joined < $L; joined++)", output.height())
                        .add(Comment.of("Where the first row of the map would be."))
                        .addStatement("int rowZero = $L - joined * $L", sums(), high * rowOfMap())
                        .add(loops.code("joined * " + high, "joined * " + high + " + " + high))
                        .addStatement(
                                "$LMaxima(scratch, output, $L)",
                                kernel.name(),
                                Index.of("sample", output.size())
                                        .plus("joined", output.width() * output.channels()))
                        .endControlFlow()
                        .build();
        List<MethodSpec> methods = new ArrayList<>();
        signature.addCode(sizes()).addCode(source().overSamples(body));
        methods.add(signature.build());
        methods.addAll(loops.methods());
        methods.add(maxima());
        return methods;
    }

    private MethodSpec maxima() {
        int channels = map().channels();
        List<CodeBlock> taps = new ArrayList<>();
        for (int row = 0; row < kernel.size().rows(); row++) {
            for (int column = 0; column < kernel.size().columns(); column++) {
                int tap = row * rowOfMap() + column * channels;
                Index at =
                        Index.of("column", kernel.size().columns() * channels)
                                .plus("lane", 1)
                                .plus(sums() + tap);
                taps.add(Lanes.load("scratch", at));
            }
        }
        CodeBlock maximum =
                CodeBlock.builder()
                        .addStatement(
                                "$L.intoArray(output, $L)",
                                VectorMaxPool.maximum(taps),
                                Index.of("to", 1).plus("column", channels).plus("lane", 1))
                        .build();
        return MethodSpec.methodBuilder(kernel.name() + "Maxima")
                .addJavadoc("The maxima of windows $L side by side.\n", kernel.size())
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "scratch")
                .addParameter(float[].class, "output")
                .addParameter(int.class, "to")
                .beginControlFlow(
                        "for (int column = 0; column < $L; column++)", kernel.output().width())
                .addCode(Lanes.blocks("lane", channels, 1, maximum))
                .endControlFlow()
                .build();
    }
}
