package dev.kiln.runtime.data;

import static dev.kiln.runtime.data.CsvFile.CSV;
import static dev.kiln.runtime.data.CsvFile.inputs;
import static dev.kiln.runtime.data.CsvFile.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that would fill the memory, and many samples. */
class CsvLimitsTest {

    @RegisterExtension final CsvFile file = new CsvFile();

    @Test
    void endlessLinesAreAnError() throws IOException {
        Csv small = CSV.longestLine(2000);
        String many = "1".repeat(3000);
        file.assertFault(
                "line 2: more than 2000 characters; longestLine(...) allows more",
                small,
                "a,kind\n" + many);
        file.assertFault(
                "line 2: more than 2000 characters, perhaps for a quote that is never closed;"
                        + " longestLine(...) allows more",
                small,
                "a,kind\n1,\"x\n" + "2,y\n".repeat(1000));
        file.assertFault(
                "line 1: more than 4194304 characters; longestLine(...) allows more",
                CSV,
                "1".repeat(1 << 23));
        file.assertFault(
                "line 1: more than 10 characters; longestLine(...) allows more",
                CSV.longestLine(10),
                "a,kind,long,longer\n");
        assertEquals(
                List.of(many + "x"),
                file.read(CSV.longestLine(3003), "a,kind\n1," + many + "x").labels());
    }

    @Test
    void hugeNumbersOfColumnsAreAnError() throws IOException {
        file.assertFault(
                "line 1: more than 100000 fields; mostColumns(...) allows more",
                Csv.withoutHeader().label("0"),
                ",".repeat(200_000));
        String line = "x" + ",1".repeat(100_000) + "\n";
        Csv csv = Csv.withoutHeader().label("0").mostColumns(100_001);
        assertEquals(100_000, file.read(csv, line + line).dataset().shape().size());
    }

    @Test
    void hugeNumbersOfClassesAreAnError() throws IOException {
        String text = "a,kind\n1,x\n2,y\n3,x\n4,z\n";
        file.assertFault(
                "line 5: there are more than 2 different labels; mostClasses(...) allows more",
                CSV.mostClasses(2),
                text);
        assertEquals(3, file.read(CSV.mostClasses(3), text).labels().size());
        assertThrows(IllegalArgumentException.class, () -> CSV.mostClasses(0));
    }

    /** A search through all labels for each of them took a minute. */
    @Test
    void manyClassesTakeLinearTime() throws IOException {
        StringBuilder text = new StringBuilder("a,kind\n");
        for (int i = 0; i < 60_000; i++) {
            text.append(i % 10).append(",k").append(i).append('\n');
        }
        LabeledData data = file.read(CSV, text.toString());
        assertEquals(60_000, data.labels().size());
        assertEquals(59_999, data.dataset().label(59_999));
    }

    /** More than one block of rows. */
    @Test
    void allRowsAreKept() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 70_001; i++) {
            text.append(i).append(',').append(-i).append(',').append(i + 0.5).append('\n');
        }
        LabeledData data = file.read(Csv.withoutHeader().values("2"), text.toString());
        assertEquals(70_001, data.dataset().size());
        List<List<Float>> rows = inputs(data);
        float[] value = new float[1];
        for (int i = 0; i < 70_001; i++) {
            assertEquals(row(i, -i), rows.get(i));
            data.dataset().values(i, value, 0);
            assertEquals(i + 0.5f, value[0]);
        }
        assertThrows(
                IndexOutOfBoundsException.class, () -> data.dataset().values(70_001, value, 0));
        assertThrows(
                IndexOutOfBoundsException.class, () -> data.dataset().input(-1, new float[2], 0));
        assertThrows(IllegalStateException.class, () -> data.dataset().label(0));
    }
}
