package dev.kiln.processor.emit.kernel.pool;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import java.util.List;

/** The forms of pools and their gradients. */
public final class PoolForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    body("windows", MaxPoolForward.class, PlainMaxPoolForward::body),
                    vector("rows", MaxPoolForward.class, (k, s) -> new RowMaxPool(k).methods(s))
                            .where(k -> VectorMaxPool.exists(k) && RowMaxPool.exists(k))
                            .scratch(k -> new RowMaxPool(k).scratch()),
                    vector("windows", MaxPoolForward.class, VectorMaxPool::forward)
                            .where(VectorMaxPool::exists),
                    body("windows", MaxPoolBackward.class, PlainMaxPoolBackward::body),
                    vector("windows", MaxPoolBackward.class, VectorMaxPool::backward)
                            .where(VectorMaxPool::exists),
                    body("windows", AveragePoolForward.class, PlainAveragePoolForward::body),
                    vector("windows", AveragePoolForward.class, VectorAveragePool::forward)
                            .where(VectorAveragePool::exists),
                    body("windows", AveragePoolBackward.class, PlainAveragePoolBackward::body),
                    vector("windows", AveragePoolBackward.class, VectorAveragePool::backward)
                            .where(VectorAveragePool::exists));

    private PoolForms() {}
}
