package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The header of a safetensors file, in which every length agrees with every other.
 *
 * @param metadata free strings, in file order
 * @param tensors the tensors in the order of their data, which leave neither gap nor overlap
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorInfo> tensors) {

    static final String METADATA = "__metadata__";

    /** More axes than any network has; a limit keeps error lines short. */
    private static final int MOST_AXES = 32;

    /** Number of bytes of all tensors. */
    long dataBytes() {
        return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
    }

    /**
     * Reads and checks a header.
     *
     * @throws IOException if it is not strict JSON of the expected form, or lengths disagree
     */
    static SafetensorsHeader parse(byte[] utf8) throws IOException {
        JsonCursor json = new JsonCursor(decode(utf8));
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorInfo> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        json.expect('{');
        if (!json.accept('}')) {
            do {
                String name = json.string();
                json.expect(':');
                if (!names.add(name)) {
                    throw new IOException("the name " + Printable.text(name) + " occurs twice");
                }
                if (name.equals(METADATA)) {
                    readMetadata(json, metadata);
                } else {
                    tensors.add(readTensor(json, name));
                }
            } while (json.accept(','));
            json.expect('}');
        }
        json.expectEnd();
        if (!isSorted(tensors)) { // which an application's first prediction need not wait for
            tensors.sort(
                    Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
        }
        checkContiguous(tensors);
        return new SafetensorsHeader(Collections.unmodifiableMap(metadata), List.copyOf(tensors));
    }

    private static String decode(byte[] utf8) throws IOException {
        if (isAscii(utf8)) { // as usual; an application's first prediction waits for decoders
            return new String(utf8, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (IOException e) {
            throw new IOException("damaged header: not UTF-8", e);
        }
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static void readMetadata(JsonCursor json, Map<String, String> into) throws IOException {
        json.expect('{');
        if (json.accept('}')) {
            return;
        }
        do {
            String key = json.string();
            json.expect(':');
            if (into.putIfAbsent(key, json.string()) != null) {
                throw new IOException("the metadata " + Printable.text(key) + " occurs twice");
            }
        } while (json.accept(','));
        json.expect('}');
    }

    private static TensorInfo readTensor(JsonCursor json, String name) throws IOException {
        String type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        json.expect('{');
        do {
            String key = json.string();
            json.expect(':');
            if (key.equals("dtype") && type == null) {
                type = json.string();
            } else if (key.equals("shape") && shape == null) {
                shape = readNumbers(json);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = readNumbers(json);
            } else {
                throw json.error("unexpected key " + Printable.text(key));
            }
        } while (json.accept(','));
        json.expect('}');
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new IOException(
                    "tensor "
                            + Printable.text(name)
                            + " lacks one of dtype, shape and two data_offsets");
        }
        return checked(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> readNumbers(JsonCursor json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        json.expect('[');
        if (json.accept(']')) {
            return numbers;
        }
        do {
            if (numbers.size() == MOST_AXES) {
                throw json.error("more than " + MOST_AXES + " numbers");
            }
            numbers.add(json.number());
        } while (json.accept(','));
        json.expect(']');
        return numbers;
    }

    /** By comparing: {@code valueOf} begins with reflection, which costs the first prediction. */
    private static DataType dataType(String name, String type) throws IOException {
        for (DataType dataType : DataType.values()) {
            if (dataType.name().equals(type)) {
                return dataType;
            }
        }
        throw new IOException(
                "tensor " + Printable.text(name) + " has the unknown type " + Printable.text(type));
    }

    private static TensorInfo checked(
            String name, String type, List<Long> shape, long begin, long end) throws IOException {
        DataType dataType = dataType(name, type);
        TensorInfo info = new TensorInfo(name, dataType, shape, begin, end);
        if (begin > end) {
            throw new IOException("tensor " + info + " ends before it begins");
        }
        long bytes;
        try {
            bytes = dataType.bytes();
            for (long length : shape) {
                bytes = Math.multiplyExact(bytes, length);
            }
        } catch (ArithmeticException e) {
            throw new IOException("tensor " + info + " is too large", e);
        }
        if (bytes != info.bytes()) {
            throw new IOException(
                    "tensor " + info + " needs " + bytes + " bytes, but has " + info.bytes());
        }
        return info;
    }

    private static boolean isSorted(List<TensorInfo> tensors) {
        long begin = 0;
        long end = 0;
        for (TensorInfo info : tensors) {
            if (info.begin() < begin || (info.begin() == begin && info.end() < end)) {
                return false;
            }
            begin = info.begin();
            end = info.end();
        }
        return true;
    }

    private static void checkContiguous(List<TensorInfo> tensors) throws IOException {
        long end = 0;
        for (TensorInfo info : tensors) {
            if (info.begin() != end) {
                throw new IOException(
                        "tensor "
                                + info
                                + " begins at byte "
                                + info.begin()
                                + " of the data, but the one before it ends at "
                                + end);
            }
            end = info.end();
        }
    }
}
