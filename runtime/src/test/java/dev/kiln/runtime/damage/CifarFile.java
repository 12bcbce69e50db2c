package dev.kiln.runtime.damage;

import dev.kiln.runtime.data.Cifar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Two images in the format of CIFAR-10. */
final class CifarFile implements Specimen {

    private static final int RECORD = 1 + 3 * 32 * 32;

    @Override
    public byte[] whole(Path folder) {
        byte[] bytes = new byte[2 * RECORD];
        new Random(5).nextBytes(bytes);
        bytes[0] = 3;
        bytes[RECORD] = 9;
        return bytes;
    }

    @Override
    public Object read(Path file) throws IOException {
        return DatasetFacts.of(Cifar.read10(List.of(file)));
    }
}
