package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static float[] input(Dataset data, int index) {
        float[] input = new float[data.shape().size()];
        data.input(index, input, 0);
        return input;
    }

    @Test
    void classesAreNumberedAsTheyAppear() throws IOException {
        LabeledData data =
                Csv.withHeader()
                        .label("kind")
                        .read(file("a,kind,b\n1,x,2.5\n\n-3,\"y, \"\"z\"\"\",4e2\r\n5,x,6\n"));
        assertEquals(List.of("x", "y, \"z\""), data.labels());
        assertEquals(3, data.dataset().size());
        assertArrayEquals(new float[] {-3, 400}, input(data.dataset(), 1));
        assertEquals(1, data.dataset().label(1));
        assertEquals(0, data.dataset().label(2));
        assertEquals(2, data.dataset().classes());
    }

    @Test
    void valuesAndOtherSeparators() throws IOException {
        LabeledData data =
                Csv.withoutHeader().separator(';').values("2", "0").read(file("1;2;3\n4;5;6"));
        float[] values = new float[2];
        data.dataset().values(1, values, 0);
        assertArrayEquals(new float[] {6, 4}, values);
        assertArrayEquals(new float[] {5}, input(data.dataset(), 1));
        assertEquals(0, data.dataset().classes());
    }

    private void assertFault(String end, Csv csv, String text) throws IOException {
        Path file = file(text);
        IOException e = assertThrows(IOException.class, () -> csv.read(file));
        assertEquals(file + ": " + end, e.getMessage());
    }

    @Test
    void faultsNameLineAndColumn() throws IOException {
        Csv csv = Csv.withHeader().label("kind");
        assertFault(
                "line 3, column a: expected a number, found \"one\"", csv, "a,kind\n1,x\none,y\n");
        assertFault("line 2, column a: expected a number, found \"NaN\"", csv, "a,kind\nNaN,x");
        assertFault("line 3 has 1 fields, expected 2", csv, "a,kind\n1,x\n2\n");
        assertFault("there is no column kind; the columns are [a, b]", csv, "a,b\n1,2\n");
        assertFault("no column is left for inputs", csv, "kind\nx\n");
        assertFault("there are no samples", csv, "a,kind\n");
        assertFault("the file is empty", csv, "");
        assertFault("line 2: a quote is never closed", csv, "a,kind\n1,\"x\n");
        assertFault(
                "line 2: \"z\" is none of the classes [x, y]",
                Csv.withHeader().label("kind", List.of("x", "y")),
                "a,kind\n1,z\n");
        assertThrows(IllegalStateException.class, () -> Csv.withHeader().read(file("a\n1")));
    }

    @Test
    void shufflingKeepsSamplesTogether() throws IOException {
        StringBuilder text = new StringBuilder("a,kind\n");
        for (int i = 0; i < 50; i++) {
            text.append(i).append(",k").append(i).append('\n');
        }
        Dataset data = Csv.withHeader().label("kind").read(file(text.toString())).dataset();
        Dataset shuffled = data.shuffled(3);
        boolean moved = false;
        for (int i = 0; i < 50; i++) {
            assertEquals(shuffled.label(i), (int) input(shuffled, i)[0]);
            assertEquals(shuffled.label(i), data.shuffled(3).label(i));
            moved |= shuffled.label(i) != i;
        }
        assertEquals(true, moved);
    }
}
