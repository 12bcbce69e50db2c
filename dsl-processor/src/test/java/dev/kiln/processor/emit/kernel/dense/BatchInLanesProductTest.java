package dev.kiln.processor.emit.kernel.dense;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.graph.kernel.DenseInputGradient;
import org.junit.jupiter.api.Test;

class BatchInLanesProductTest {

    @Test
    void fewRowsDoNotTransposeWeights() {
        assertThat(BatchInLanesProduct.exists(new DenseInputGradient(1, 400, 120))).isTrue();
        assertThat(BatchInLanesProduct.exists(new DenseInputGradient(1, 84, 10))).isFalse();
        assertThat(BatchInLanesProduct.exists(new DenseInputGradient(64, 64, 64))).isFalse();
    }
}
