package dev.kiln.runtime.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {

    @TempDir Path folder;

    private static String message(byte[] bytes) {
        return assertThrows(IOException.class, () -> SafetensorsBytes.read(bytes)).getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | 4 | needs 8 bytes, but has 4
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}} | 4 | ends before it begins
                    {"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}} | 4 | unknown type F99
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | begins at byte 4 of the data, but the one before it ends at 0
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | begins at byte 8
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | begins at byte 0
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | 8 | the name a occurs twice
                    {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | 0 | too large
                    {"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}} | 0 | number too large
                    {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | 4 | expected a whole number
                    {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}} | 4 | expected ']'
                    {"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}} | 4 | expected a whole number
                    {"a":{"dtype":"F32","shape":[1]}} | 4 | lacks one of
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}} | 4 | lacks one of
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}} | 4 | unexpected key x
                    {"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | unexpected key dtype
                    {"a":[[[[[[]]]]]]} | 0 | expected '{'
                    {"__metadata__":{"a":1}} | 0 | expected '"'
                    {"__metadata__":{"a":"1","a":"2"}} | 0 | metadata a occurs twice
                    {"__metadata__":{},"__metadata__":{}} | 0 | __metadata__ occurs twice
                    {} x | 0 | unexpected text after the end
                    {} | 1 | data after the last tensor
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 3 | ends inside tensor a F32 [1]
                    {"a":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4000000000000]}} | 3 | more than 2 GB
                    {"a | 0 | unexpected end
                    {"\\u00zz":{}} | 0 | bad \\u escape
                    """)
    void damageIsNamed(String header, int dataBytes, String expected) {
        String message = message(SafetensorsBytes.of(header, dataBytes));
        assertTrue(message.contains(expected), message);
        assertTrue(message.startsWith("memory: "), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void foreignTextStaysOnOneLine() {
        String name = "{\"a\\nb\":{\"dtype\":\"X\",\"shape\":[],\"data_offsets\":[0,4]}}";
        assertTrue(message(SafetensorsBytes.of(name, 4)).contains("a\\u000ab has the unknown"));
    }

    @Test
    void badUtf8IsNamed() {
        byte[] bytes = SafetensorsBytes.of("{\"a\":1}", 0);
        bytes[10] = (byte) 0xFF;
        assertTrue(message(bytes).contains("not UTF-8"));
    }

    @Test
    void headerLengthIsBounded() {
        byte[] bytes = SafetensorsBytes.of("{}", 0);
        ByteBuffer prefix = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertTrue(message(prefix.putLong(0, 100_000_001).array()).contains("100000001 bytes"));
        assertTrue(message(prefix.putLong(0, -1).array()).contains("18446744073709551615 bytes"));
        assertTrue(message(prefix.putLong(0, 1).array()).contains("have 1 bytes"));
        assertTrue(message(prefix.putLong(0, 99).array()).contains("ends inside the header"));
        assertTrue(message(new byte[7]).contains("fewer than 8 bytes"));
    }

    @Test
    void fileSizeIsCheckedBeforeAnythingIsRead() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        String huge =
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[2000000000],\"data_offsets\":[0,2000000000]}}";
        Files.write(file, SafetensorsBytes.of(huge, 4));
        IOException thrown =
                assertThrows(IOException.class, () -> SafetensorsReader.open(file).close());
        assertEquals(
                file + ": the header speaks of 2000000000 bytes of data, but there are 4",
                thrown.getMessage());
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        Path missing = folder.resolve("none");
        assertEquals(
                missing + ": no such file",
                assertThrows(IOException.class, () -> SafetensorsReader.open(missing).close())
                        .getMessage());
        assertEquals(
                folder + ": is a folder, not a file",
                assertThrows(IOException.class, () -> SafetensorsReader.open(folder).close())
                        .getMessage());
    }

    @Test
    void dataComeInTheOrderOfTheirBytes() throws IOException {
        String header =
                """
                {"second":{"dtype":"I32","shape":[2],"data_offsets":[4,12]},
                 "first":{"shape":[],"dtype":"F32","data_offsets":[0,4]},
                 "empty":{"shape":[0,3],"dtype":"F32","data_offsets":[4,4]}}  \
                """;
        byte[] bytes = SafetensorsBytes.of(header, 12);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(bytes.length - 12, 1.5f).putInt(bytes.length - 8, 7);
        data.putInt(bytes.length - 4, -8);
        List<Tensor> tensors = SafetensorsBytes.read(bytes);
        assertEquals(
                List.of("first F32 []", "empty F32 [0, 3]", "second I32 [2]"),
                tensors.stream().map(t -> t.info().toString()).toList());
        assertArrayEquals(new float[] {1.5f}, tensors.get(0).floats());
        assertArrayEquals(new int[] {7, -8}, tensors.get(2).ints());
        assertEquals(
                "tensor second I32 [2] cannot be read as floats",
                assertThrows(IOException.class, tensors.get(2)::floats).getMessage());
        assertThrows(IOException.class, tensors.get(0)::ints);
    }

    @Test
    void everyFloatTypeIsRead() throws IOException {
        String header =
                """
                {"h":{"dtype":"F16","shape":[6],"data_offsets":[0,12]},
                 "b":{"dtype":"BF16","shape":[2],"data_offsets":[12,16]},
                 "d":{"dtype":"F64","shape":[1],"data_offsets":[16,24]}}\
                """;
        byte[] bytes = SafetensorsBytes.of(header, 24);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        data.position(bytes.length - 24);
        for (int half : new int[] {0x3C00, 0xC000, 0x7BFF, 0x0001, 0xFC00, 0x8000}) {
            data.putShort((short) half);
        }
        data.putShort((short) 0x3F80).putShort((short) 0xC040).putDouble(0.1);
        List<Tensor> tensors = SafetensorsBytes.read(bytes);
        assertArrayEquals(
                new float[] {1, -2, 65504, 0x1p-24f, Float.NEGATIVE_INFINITY, -0f},
                tensors.get(0).floats());
        assertArrayEquals(new float[] {1, -3}, tensors.get(1).floats());
        assertArrayEquals(new float[] {0.1f}, tensors.get(2).floats());
        assertArrayEquals(new double[] {0.1}, tensors.get(2).doubles());
    }

    @Test
    void escapesAreRead() throws IOException {
        String header = "{\"__metadata__\":{\"k\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\u00e9\"}}";
        byte[] bytes = SafetensorsBytes.of(header, 0);
        try (SafetensorsReader reader =
                SafetensorsReader.of(new java.io.ByteArrayInputStream(bytes), "memory")) {
            assertEquals("\"\\/\b\f\n\r\t\u00e9\u00e9", reader.metadata().get("k"));
        }
        assertEquals(0, SafetensorsBytes.read(Arrays.copyOf(bytes, bytes.length)).size());
    }
}
