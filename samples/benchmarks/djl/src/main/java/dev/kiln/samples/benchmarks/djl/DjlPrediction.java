package dev.kiln.samples.benchmarks.djl;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.kiln.samples.benchmarks.Library.Prediction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Prediction by DJL. The input is one tensor for all calls, filled through one buffer: a tensor
 * made for each call keeps native memory until the next garbage collection.
 */
final class DjlPrediction implements Prediction {

    private final NDManager manager;
    private final Predictor<NDList, NDList> predictor;
    private final ByteBuffer buffer;
    private final NDArray input;

    DjlPrediction(Model model, Shape shape) {
        manager = model.getNDManager();
        predictor = model.newPredictor(new NoopTranslator());
        input = manager.create(shape);
        buffer =
                ByteBuffer.allocateDirect(Math.toIntExact(4 * shape.size()))
                        .order(ByteOrder.nativeOrder());
    }

    @Override
    public float[] predict(float[] images) throws TranslateException {
        buffer.asFloatBuffer().put(images);
        input.set(buffer);
        try (NDManager call = manager.newSubManager()) {
            input.tempAttach(call); // results belong to the manager of their input
            return predictor.predict(new NDList(input)).singletonOrThrow().toFloatArray();
        }
    }
}
