package dev.kiln.samples.web;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Pictures of trousers, as visitors draw and upload them. */
final class Trousers {

    private static final int[] X = {105, 175, 195, 160, 140, 120, 85};
    private static final int[] Y = {20, 20, 260, 260, 85, 260, 260};

    private Trousers() {}

    /** An outline, white on black. */
    static byte[] drawn() throws IOException {
        BufferedImage image = new BufferedImage(280, 280, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.drawPolygon(new Polygon(X, Y, X.length));
        graphics.dispose();
        return bytes(image, "png");
    }

    /** Blue trousers on white, higher than wide. */
    static byte[] photographed() throws IOException {
        BufferedImage image = new BufferedImage(300, 500, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 500);
        graphics.setColor(new Color(20, 40, 120));
        graphics.translate(10, 40);
        graphics.scale(1, 1.4);
        graphics.fillPolygon(new Polygon(X, Y, X.length));
        graphics.dispose();
        return bytes(image, "jpg");
    }

    /** An image of this size with nothing on it. */
    static byte[] nothing(int width, int height) throws IOException {
        return bytes(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png");
    }

    private static byte[] bytes(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
