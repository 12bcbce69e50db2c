package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.internal.image.Preprocessing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Images that are decoded when they are asked for. What has been decoded stays while there is room:
 * epochs ask for all in a new order each, so that to replace one by another gains nothing.
 */
final class LazyImages implements Dataset {

    private final ImageFiles files;
    private final Preprocessing preprocessing;
    private final AtomicReferenceArray<byte[]> kept;

    /** Bytes that may still be kept. */
    private final AtomicLong room;

    LazyImages(ImageFiles files, Preprocessing preprocessing, long room) {
        this.files = files;
        this.preprocessing = preprocessing;
        this.kept = new AtomicReferenceArray<>(files.size());
        this.room = new AtomicLong(room);
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Shape shape() {
        return new Shape(preprocessing.height(), preprocessing.width(), preprocessing.channels());
    }

    @Override
    public int classes() {
        return files.classes().size();
    }

    @Override
    public int label(int index) {
        return files.labels()[index];
    }

    /**
     * Copies a sample.
     *
     * @throws UncheckedIOException if the file can't be read as an image; names it
     */
    @Override
    public void input(int index, float[] into, int offset) {
        byte[] sample = kept.get(index);
        if (sample == null) {
            sample = decoded(index);
        }
        for (int i = 0; i < sample.length; i++) {
            into[offset + i] = sample[i] & 0xFF;
        }
    }

    private byte[] decoded(int index) {
        byte[] sample;
        try {
            sample = preprocessing.of(files.file(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        if (room.addAndGet(-sample.length) < 0 || !kept.compareAndSet(index, null, sample)) {
            room.addAndGet(sample.length);
        }
        return sample;
    }
}
