package dev.kiln.samples.web;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.Sizes.VALID;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Labels;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;

/** LeNet-5, as in the quickstart, for the clothes of Fashion-MNIST. */
@Model(
        inputGradient = true, // for saliency
        input =
                @Input(
                        height = 28,
                        width = 28,
                        channels = 1,
                        scale = 1 / 255.0,
                        mean = 0.2860,
                        deviation = 0.3530))
@Labels({
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot"
})
public class Clothes {
    @Conv(filters = 6, kernel = 5, activation = RELU)
    Layer conv1;

    @Pool(size = 2)
    Layer pool1;

    @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU)
    Layer conv2;

    @Pool(size = 2)
    Layer pool2;

    @Dense(units = 120, activation = RELU)
    Layer hidden1;

    @Dense(units = 84, activation = RELU)
    Layer hidden2;

    @Dense(units = 10, activation = SOFTMAX)
    Layer article;
}
