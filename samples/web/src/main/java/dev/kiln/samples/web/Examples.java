package dev.kiln.samples.web;

import dev.kiln.runtime.data.Dataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Test images for visitors who would rather not draw: the first of each class. */
record Examples(Dataset test) {

    List<Integer> indices() {
        List<Integer> indices = new ArrayList<>();
        for (int label = 0; label < test.classes(); label++) {
            int index = 0;
            while (index < test.size() && test.label(index) != label) {
                index++;
            }
            if (index < test.size()) {
                indices.add(index);
            }
        }
        return indices;
    }

    /**
     * Raw pixels of a test image.
     *
     * @throws Refusal if there is none with this number
     */
    float[] pixels(String number) {
        try {
            float[] pixels = new float[test.shape().size()];
            test.input(Integer.parseInt(number), pixels, 0);
            return pixels;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new Refusal(404, "There is no such test image.");
        }
    }

    /** Buttons with the images. */
    String html() {
        StringBuilder html = new StringBuilder();
        int number = 1;
        for (int index : indices()) {
            html.append("<button type=\"button\" data-example=\"").append(index);
            html.append("\"><img alt=\"test image ").append(number++);
            html.append("\" width=\"56\" height=\"56\" src=\"").append(png(index));
            html.append("\"></button>\n");
        }
        return html.toString();
    }

    private String png(int index) {
        int height = test.shape().height();
        int width = test.shape().width();
        float[] pixels = new float[test.shape().size()];
        test.input(index, pixels, 0);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, pixels);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
