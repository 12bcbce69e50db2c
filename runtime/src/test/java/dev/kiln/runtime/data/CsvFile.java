package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A file of each test, and what is read from it. */
final class CsvFile implements BeforeEachCallback, AfterEachCallback {

    /** Most files have a header and a label in the column {@code kind}. */
    static final Csv CSV = Csv.withHeader().label("kind");

    private Path path;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        path = Files.createTempFile("data", ".csv");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Files.delete(path);
    }

    Path path() {
        return path;
    }

    LabeledData read(Csv csv, String text) throws IOException {
        return read(csv, text.getBytes(StandardCharsets.UTF_8));
    }

    LabeledData read(Csv csv, byte[] bytes) throws IOException {
        Files.write(path, bytes);
        return csv.read(path);
    }

    void assertFault(String fault, Csv csv, String text) {
        assertFault(fault, csv, text.getBytes(StandardCharsets.UTF_8));
    }

    void assertFault(String fault, Csv csv, byte[] bytes) {
        IOException e = assertThrows(IOException.class, () -> read(csv, bytes));
        assertEquals(path + ": " + fault, e.getMessage());
    }

    static List<List<Float>> inputs(LabeledData data) {
        List<List<Float>> all = new ArrayList<>();
        float[] input = new float[data.dataset().shape().size()];
        for (int i = 0; i < data.dataset().size(); i++) {
            data.dataset().input(i, input, 0);
            all.add(IntStream.range(0, input.length).mapToObj(k -> input[k]).toList());
        }
        return all;
    }

    static List<String> labels(LabeledData data) {
        return IntStream.range(0, data.dataset().size())
                .mapToObj(i -> data.labels().get(data.dataset().label(i)))
                .toList();
    }

    static List<Float> row(double... numbers) {
        return Arrays.stream(numbers).mapToObj(n -> (float) n).toList();
    }
}
