package dev.kiln.samples.benchmarks.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.kiln.samples.benchmarks.Library.Training;

/** Training by DJL. */
final class DjlTraining implements Training {

    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final Trainer trainer;
    private final NDArray images;
    private final NDArray labels;

    DjlTraining(Model model, Shape shape, float[] images, int[] labels) {
        Optimizer sgd =
                Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.01f))
                        .optMomentum(0.9f)
                        .optWeightDecays(1e-4f)
                        .build();
        trainer =
                model.newTrainer(
                        new DefaultTrainingConfig(loss)
                                .optDevices(new Device[] {Device.cpu()})
                                .optOptimizer(sgd));
        trainer.initialize(shape);
        NDManager manager = trainer.getManager();
        this.images = manager.create(images, shape);
        this.labels = manager.create(labels);
    }

    @Override
    public void step() {
        try (NDManager step = trainer.getManager().newSubManager()) {
            images.tempAttach(step); // results belong to the manager of their input
            labels.tempAttach(step);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList logits = trainer.forward(new NDList(images));
                collector.backward(loss.evaluate(new NDList(labels), logits));
            }
            trainer.step();
        }
    }

    @Override
    public float[] predict() {
        return trainer.evaluate(new NDList(images)).singletonOrThrow().toFloatArray();
    }
}
