package dev.kiln.runtime.damage;

import dev.kiln.runtime.data.Idx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Images in IDX files, beside their labels.
 *
 * @param compressed by gzip
 */
record IdxFile(boolean compressed) implements Specimen {

    private static final int IMAGES = 7;
    private static final int SIDE = 9;

    @Override
    public byte[] whole(Path folder) throws IOException {
        ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES);
        ByteBuffer images = ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE);
        images.putInt(0x803).putInt(IMAGES).putInt(SIDE).putInt(SIDE);
        for (int i = 0; i < IMAGES; i++) {
            labels.put((byte) (i % 3));
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                images.put((byte) (pixel * i));
            }
        }
        Files.write(folder.resolve("labels"), labels.array());
        return compressed ? gzip(images.array()) : images.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Override
    public Object read(Path file) throws IOException {
        return DatasetFacts.of(Idx.read(file, file.resolveSibling("labels")));
    }
}
