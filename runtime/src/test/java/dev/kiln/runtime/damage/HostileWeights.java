package dev.kiln.runtime.damage;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.damage.HostileInputs.Input;
import dev.kiln.runtime.weights.SafetensorsReader;
import dev.kiln.runtime.weights.Weights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** Weights whose headers are too long, or claim what is not there. */
final class HostileWeights {

    private static final String HUGE =
            "{\"b%s\":{\"dtype\":\"U8\",\"shape\":[1900000000],\"data_offsets\":[0,1900000000]}}";

    private HostileWeights() {}

    static final List<Input> ALL =
            List.of(
                    new Input(
                            "a header of 90 MB",
                            "a header of 90000000 bytes is above the limit",
                            file -> {
                                HostileData.sparse(file, 90_000_008);
                                try (var open = new java.io.RandomAccessFile(file.toFile(), "rw")) {
                                    open.write(prefix(90_000_000));
                                }
                                weights().read(file);
                            }),
                    new Input(
                            "a header of 90 MB from a stream",
                            "a header of 90000000 bytes is above the limit",
                            file -> stream(file, prefix(90_000_000))),
                    new Input(
                            "an endless header within the limit",
                            "damaged header",
                            file -> stream(file, prefix(1_000_000))),
                    new Input(
                            "many tensors",
                            " more",
                            file -> {
                                Files.write(file, header(many(20_000, i -> "n" + i)));
                                weights().read(file);
                            }),
                    new Input(
                            "long names with control characters",
                            "\\u0007",
                            file -> {
                                String long1 = "\\u0007".repeat(2000);
                                Files.write(file, header(many(100, i -> long1 + i)));
                                weights().read(file);
                            }),
                    new Input(
                            "deeply nested",
                            "damaged header",
                            file -> {
                                Files.write(file, header("{\"b\":" + "[".repeat(1_000_000)));
                                weights().read(file);
                            }),
                    new Input(
                            "a tensor of 2 GB from an endless stream",
                            "does not fit",
                            file -> stream(file, header(HUGE.formatted("")))),
                    new Input(
                            "a counter of 2 GB from an endless stream",
                            "does not fit",
                            file -> stream(file, header(HUGE.formatted(".num_batches_tracked")))),
                    new Input(
                            "any tensor of 2 GB",
                            "more than the memory has room for",
                            file -> {
                                Files.write(file, header(HUGE.formatted("")));
                                HostileData.sparse(file, Files.size(file) + 1_900_000_000L);
                                SafetensorsReader.readAll(file);
                            }),
                    new Input(
                            "any tensor of 2 GB from an endless stream",
                            "more than the memory has room for",
                            file -> {
                                byte[] header = header(HUGE.formatted(""));
                                try (SafetensorsReader reader =
                                        SafetensorsReader.of(endless(header), file.toString())) {
                                    reader.next();
                                }
                            }));

    private static Weights weights() {
        return Weights.of("Tiny", "abcd", List.of(Parameter.bias("b", 1)));
    }

    private static byte[] prefix(long length) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
    }

    private static byte[] header(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length).put(prefix(text.length)).put(text).array();
    }

    private static String many(int tensors, IntFunction<String> name) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(name.apply(i));
            json.append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        return json.append('}').toString();
    }

    private static InputStream endless(byte[] begin) {
        InputStream zeros =
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        return length;
                    }
                };
        return new SequenceInputStream(new ByteArrayInputStream(begin), zeros);
    }

    /** Streams have no names, so the file's is added. */
    private static void stream(Path file, byte[] begin) throws IOException {
        try {
            weights().read(endless(begin));
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
