package dev.kiln.runtime;

import java.util.Objects;
import org.ejml.data.FMatrixRMaj;

/** What a loss compares the output of a network with. */
public sealed interface Target permits Target.Classes, Target.Values {

    /**
     * One class index per sample.
     *
     * @param indices class of each sample, from 0; may be longer than the batch, so that one array
     *     serves batches of several sizes. Not copied.
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of a buffer that is used again, never a key
    record Classes(int[] indices) implements Target {
        /** Keeps the array itself. */
        public Classes {
            Objects.requireNonNull(indices, "the class indices are null");
        }
    }

    /**
     * The wanted outputs themselves.
     *
     * @param values [samples x outputs]. Not copied.
     */
    record Values(FMatrixRMaj values) implements Target {
        /** Keeps the matrix itself. */
        public Values {
            Objects.requireNonNull(values, "the wanted values are null");
        }
    }

    /** Class indices as a target; see {@link Classes}. */
    static Target classes(int... indices) {
        return new Classes(indices);
    }

    /** Wanted outputs, [samples x outputs], as a target; see {@link Values}. */
    static Target values(FMatrixRMaj values) {
        return new Values(values);
    }
}
