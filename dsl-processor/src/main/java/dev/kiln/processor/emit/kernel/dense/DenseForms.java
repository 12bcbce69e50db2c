package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.plain;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.List;

/** The forms of dense layers and 1x1 convolutions, which have several rows a sample. */
public final class DenseForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    body("tiles", DenseForward.class, PlainDense::forward)
                            .cost(k -> many(k) ? pixels(k).cost().ofTiles() : tiles(k))
                            .followed(PlainDense::forward),
                    body(
                                    "axpy over pixels",
                                    DenseForward.class,
                                    k -> pixels(k).code(CodeBlock.of("")))
                            .where(k -> many(k))
                            .cost(k -> pixels(k).cost().ofAxpy())
                            .followed(DenseForms::pixels)
                            .accumulators(k -> pixels(k).accumulators()),
                    body("axpy over units", DenseForward.class, AxpyDense::forward)
                            .where(k -> !many(k))
                            .cost(k -> AxpyDense.cost(k).ofAxpy())
                            .accumulators(AxpyDense::accumulators),
                    vector("joined product", DenseForward.class, DenseForms::joined)
                            .where(k -> VectorDense.joined(k).isPresent())
                            .scratch(VectorDense::scratch),
                    vector("product", DenseForward.class, VectorDense::forward)
                            .followed(VectorDense::forward)
                            .scratch(VectorDense::scratch),
                    plain("tiles", ParallelDense.class, PlainDense::parallel)
                            .cost(k -> AxpyPointwise.of(k).cost().ofTiles()),
                    body(
                                    "axpy over pixels",
                                    ParallelDense.class,
                                    k -> AxpyPointwise.of(k).code(CodeBlock.of("")))
                            .cost(k -> AxpyPointwise.of(k).cost().ofAxpy())
                            .accumulators(k -> AxpyPointwise.of(k).accumulators()),
                    vector("joined product", ParallelDense.class, VectorDense::joinedProducts)
                            .where(k -> VectorDense.joined(k).isPresent())
                            .scratch(VectorDense::scratch),
                    vector("products", ParallelDense.class, VectorDense::parallel)
                            .scratch(VectorDense::scratch),
                    body("tiles", DenseInputGradient.class, PlainDense::inputGradient)
                            .cost(k -> many(k) ? pixels(k).cost().ofTiles() : tiles(k)),
                    body(
                                    "axpy over pixels",
                                    DenseInputGradient.class,
                                    k -> pixels(k).code(CodeBlock.of("")))
                            .where(k -> many(k))
                            .cost(k -> pixels(k).cost().ofAxpy())
                            .accumulators(k -> pixels(k).accumulators()),
                    body("axpy over inputs", DenseInputGradient.class, AxpyDense::inputGradient)
                            .where(k -> !many(k))
                            .cost(k -> AxpyDense.cost(k).ofAxpy())
                            .accumulators(AxpyDense::accumulators),
                    vector("batch in lanes", DenseInputGradient.class, BatchInLanesProduct::methods)
                            .where(BatchInLanesProduct::exists)
                            .scratch(BatchInLanesProduct::scratch)
                            .samples(k -> BatchInLanesProduct.SAMPLES + 1),
                    vector("product", DenseInputGradient.class, VectorDense::inputGradient)
                            .scratch(VectorDense::scratch),
                    body("tiles", DenseWeightGradient.class, PlainDense::weightGradient)
                            .cost(k -> AxpyDense.cost(k).ofTiles()),
                    plain("axpy", DenseWeightGradient.class, AxpyDense::weightGradient)
                            .cost(k -> AxpyDense.cost(k).ofAxpy())
                            .accumulators(AxpyDense::accumulators),
                    vector("tiles", DenseWeightGradient.class, VectorDenseWeightGradient::methods)
                            .scratch(VectorDenseWeightGradient::scratch)
                            .rowsTogether(VectorDenseWeightGradient::rowsOfTile),
                    body("sums", BiasGradient.class, PlainBiasGradient::body),
                    vector("sums", BiasGradient.class, VectorBiasGradient::methods)
                            .where(VectorBiasGradient::exists));

    private DenseForms() {}

    private static boolean many(DenseForward k) {
        return k.rows() > 1;
    }

    private static boolean many(DenseInputGradient k) {
        return k.rows() > 1;
    }

    private static AxpyPointwise pixels(DenseForward k) {
        return AxpyPointwise.of(k);
    }

    private static AxpyPointwise pixels(DenseInputGradient k) {
        return AxpyPointwise.of(k);
    }

    private static double tiles(DenseForward k) {
        return AxpyDense.cost(k).ofTiles();
    }

    private static double tiles(DenseInputGradient k) {
        return AxpyDense.cost(k).ofTiles();
    }

    private static List<MethodSpec> pixels(
            DenseForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        CodeBlock code = AxpyPointwise.of(k).code(behind);
        return List.of(signature.addCode(code).addCode(end).build());
    }

    private static List<MethodSpec> joined(DenseForward k, MethodSpec.Builder signature) {
        return VectorDense.joined(k).orElseThrow().methods(signature);
    }
}
