package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.Trainer;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Pictures of what a network has learned. */
class NetworkPicturesTest {

    private static final Dataset DATA = Drawn.of(300, 1);

    private static ShapesNetwork trained() {
        ShapesNetwork network = ShapesNetwork.initialize(1);
        Trainer.of(network).quiet().optimizer(Adam.rate(1e-2)).epochs(4).batchSize(16).fit(DATA);
        return network;
    }

    private static String message(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void worstSamplesAreThoseThatAreWrong() throws Exception {
        ShapesNetwork network = trained();
        int[] labels = new int[300];
        for (int i = 0; i < 300; i++) {
            labels[i] = i == 7 ? 2 : i % Drawn.CLASSES;
        }
        byte[] pixels = new byte[64 * 300];
        float[] sample = new float[64];
        for (int i = 0; i < 300; i++) {
            DATA.input(i, sample, 0);
            for (int p = 0; p < 64; p++) {
                pixels[64 * i + p] = (byte) sample[p];
            }
        }
        Picture picture =
                Pictures.worst(network, Dataset.ofBytes(Drawn.SHAPE, pixels, labels, 3), 5);
        assertEquals("The worst: both taken for right & <b>.", picture.description());
        Document document = Xml.of(picture);
        assertEquals(1, Xml.count(document, "image"));
        assertTrue(Xml.text(document, "title", 1).startsWith("Sample 7: both, taken for right"));
        assertEquals(
                "All samples are classified right.",
                Pictures.worst(network, DATA, 5).description());
    }

    @Test
    void worstSamplesGoByNames() {
        Dataset renamed = DATA.labeled(List.of("left", "right & <b>", "both"));
        Dataset turned = renamed.labeled(List.of("both", "right & <b>", "left"));
        assertEquals(
                "All samples are classified right.",
                Pictures.worst(trained(), turned, 5).description());
    }

    @Test
    void worstSamplesOfOtherDataAreErrors() {
        Network network = ShapesNetwork.initialize(1);
        Shape other = new Shape(4, 4, 1);
        assertEquals(
                "Shapes: the data are 1 samples of 4x4x1, expected samples of 8x8x1",
                message(
                        () ->
                                Pictures.worst(
                                        network,
                                        Dataset.ofFloats(other, new float[16], new int[1], 3),
                                        1)));
        assertEquals(
                "Shapes: the data have values, no classes that may be wrong",
                message(
                        () ->
                                Pictures.worst(
                                        network,
                                        Dataset.ofValues(
                                                Drawn.SHAPE, new float[64], 3, new float[3]),
                                        1)));
        assertEquals(
                "Shapes: the data have 9 classes, the network 3",
                message(
                        () ->
                                Pictures.worst(
                                        network,
                                        Dataset.ofFloats(
                                                Drawn.SHAPE, new float[64], new int[] {8}, 9),
                                        1)));
        assertEquals(
                "the number of samples is 0, expected at least 1",
                message(() -> Pictures.worst(network, DATA, 0)));
    }

    @Test
    void filtersOfTheFirstConvolution() throws Exception {
        Picture gray = Pictures.filters(ShapesNetwork.initialize(1));
        assertEquals(
                "4 of 4 filters of 3x3x1 of conv.weight; amber weights are above 0, blue ones below.",
                gray.description());
        assertEquals(4, Xml.count(Xml.of(gray), "image"));
        Picture color = Pictures.filters(ColorsNetwork.initialize(1));
        assertEquals("9 of 9 filters of 3x3x3 of conv.weight; gray is 0.", color.description());
        assertEquals(9, Xml.count(Xml.of(color), "image"));
        assertEquals(
                "Line: the first layer is no convolution larger than 1x1, so it has no filters to"
                        + " look at",
                message(() -> Pictures.filters(LineNetwork.initialize(1))));
    }

    @Test
    void saliencyIsWhereTheShapesDiffer() throws Exception {
        ShapesNetwork network = trained();
        float[] pixels = new float[64];
        DATA.input(1, pixels, 0);
        float[] before = network.parameters().get(0).values().clone();
        float[] values = new Saliency(network, pixels, 1).values();
        double sides = 0;
        double middle = 0;
        for (int i = 0; i < 64; i++) {
            boolean side = i % 8 < 3 || i % 8 > 4;
            sides += side ? values[i] / 48 : 0;
            middle += side ? 0 : values[i] / 16;
        }
        assertTrue(sides > 1.5 * middle, sides + " " + middle);
        assertArrayEquals(values, new Saliency(network, pixels, 1).values());
        assertArrayEquals(before, network.parameters().get(0).values());
        Picture picture = Pictures.saliency(network, pixels, 1);
        assertEquals("Pixels that move right & <b> most, in amber.", picture.description());
        assertEquals(3, Xml.count(Xml.of(picture), "image"));
    }

    @Test
    void saliencyDoesNotVanishWhereTheNetworkIsSure() {
        ShapesNetwork network = trained();
        float[] weights = network.parameters().get(2).values();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 6;
        }
        float[] pixels = new float[64];
        DATA.input(1, pixels, 0);
        assertEquals(1f, network.predict(new FMatrixRMaj(1, 64, true, pixels), null).get(0, 1));
        float largest = 0;
        for (float value : new Saliency(network, pixels, 1).values()) {
            largest = Math.max(largest, value);
        }
        assertTrue(largest > 1e-3, "" + largest);
    }

    @Test
    void saliencyOfWhatHasNoneIsAnError() {
        Network network = ShapesNetwork.initialize(1);
        assertEquals(
                "Shapes: the image has 63 numbers, expected 8x8x1 = 64",
                message(() -> Pictures.saliency(network, new float[63], 0)));
        assertEquals(
                "Shapes: class 3 is asked for, there are 0 to 2",
                message(() -> Pictures.saliency(network, new float[64], 3)));
        assertEquals(
                "Colors: gradients are those of training, in which batch norm compares an image with"
                        + " others; there is no saliency of one alone",
                message(() -> Pictures.saliency(ColorsNetwork.initialize(1), new float[192], 0)));
        var e =
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> Pictures.saliency(LineNetwork.initialize(1), new float[64], 0));
        assertTrue(e.getMessage().contains("@Model(inputGradient = true)"), e.getMessage());
    }
}
