package dev.kiln.processor.emit.kernel.panel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.WINOGRAD_PANELS;
import static dev.kiln.processor.emit.code.RuntimeTypes.WINOGRAD_PRODUCT;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.PanelWinograd;
import dev.kiln.processor.graph.kernel.WinogradPanels;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import java.util.List;
import java.util.function.UnaryOperator;

/** Methods that hand 3x3 convolutions in Winograd's tiles to the runtime. */
final class PanelWinogradCode {

    /** Channels of all tiles that go through at a time: their patches and sums stay in a cache. */
    private static final int NUMBERS = 8192;

    private PanelWinogradCode() {}

    static List<MethodSpec> methods(PanelWinograd k, MethodSpec.Builder signature) {
        return methods(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    static List<MethodSpec> methods(
            PanelWinograd k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        Bordered source = source(k);
        Image image = source.image();
        int sample = k.tiles().resultRows() * k.tiles().resultColumns() * k.target().total();
        CodeBlock call =
                CodeBlock.builder()
                        .addStatement(
                                "$L.forward($L, $L, panels, $L, $L,$W$L, $L, scratch, $L, rows)",
                                name(k),
                                image.array(),
                                image.base(),
                                k.bias() ? "bias" : "null",
                                k.isGradient() ? "inputGradient" : "output",
                                Index.of("sample", sample).plus(k.target().from()),
                                k.activation().kind() == Activation.Kind.RELU,
                                PanelGeometry.bordered(source))
                        .build();
        return List.of(
                signature
                        .addCode(source.overSamples(CodeBlock.join(List.of(call, behind), "")))
                        .addCode(end)
                        .build());
    }

    private static Bordered source(PanelWinograd k) {
        WinogradTiling tiles = k.tiles();
        return Bordered.of(
                k.isGradient() ? "outputGradient" : "input", tiles.source(), tiles.border());
    }

    private static String name(PanelWinograd k) {
        return k.name() + "Tiles";
    }

    private static int pitch(PanelWinograd k) {
        return k.tiles().bordered().width() * k.tiles().source().channels();
    }

    /** Rows of tiles at a time, as even as possible. */
    private static int band(PanelWinograd k) {
        WinogradTiling tiles = k.tiles();
        int numbers = tiles.source().channels() + k.results();
        int most = Math.max(1, NUMBERS / numbers / tiles.columns());
        int bands = (tiles.rows() + most - 1) / most;
        return (tiles.rows() + bands - 1) / bands;
    }

    static FieldSpec constant(PanelWinograd k) {
        WinogradTiling tiles = k.tiles();
        int pixel = k.target().total();
        return FieldSpec.builder(WINOGRAD_PRODUCT, name(k), PRIVATE, STATIC, FINAL)
                .addJavadoc(
                        "$L rows of $L tiles, $L at a time.\n",
                        tiles.rows(),
                        tiles.columns(),
                        band(k))
                .initializer(
                        "new $T($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                        WINOGRAD_PRODUCT,
                        pitch(k),
                        tiles.source().channels(),
                        k.results(),
                        tiles.resultRows(),
                        tiles.resultColumns(),
                        pixel,
                        tiles.resultColumns() * pixel,
                        band(k))
                .build();
    }

    /** Floats of working memory: the source in its border, and that of the runtime behind it. */
    static int scratch(PanelWinograd k) {
        int tiles = band(k) * k.tiles().columns();
        return PanelGeometry.bordered(source(k))
                + WinogradTiling.POSITIONS
                        * (WinogradTiling.apart(tiles * k.tiles().source().channels())
                                + WinogradTiling.apart(tiles * k.results()))
                + WinogradTiling.PATCH * pitch(k)
                + PanelForms.SCRATCH;
    }

    /** {@code array}: the array that is passed for an argument of the kernel. */
    static CodeBlock weights(WinogradPanels k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.pack($L, $L, $L, $L, $L)",
                WINOGRAD_PANELS,
                array.apply("weight"),
                k.channels(),
                k.results(),
                k.turned(),
                array.apply("panels"));
    }
}
