package dev.kiln.runtime.data;

import static dev.kiln.runtime.data.CsvFile.CSV;
import static dev.kiln.runtime.data.CsvFile.inputs;
import static dev.kiln.runtime.data.CsvFile.labels;
import static dev.kiln.runtime.data.CsvFile.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns, labels and missing fields of CSV files. */
class CsvColumnsTest {

    @RegisterExtension final CsvFile file = new CsvFile();

    @Test
    void ignoredColumnsAreNotRead() throws IOException {
        String text = "id,a,kind,b,name\nx1,1,x,2,Ann\nx2,3,y,4,Bob\n";
        assertEquals(
                List.of(row(1, 2), row(3, 4)),
                inputs(file.read(CSV.ignore("id").ignore("name"), text)));
        assertEquals(List.of(row(2, 1), row(4, 3)), inputs(file.read(CSV.inputs("b", "a"), text)));
        assertEquals(
                List.of(row(4, 3)), inputs(file.read(CSV.inputs("b", "a"), "b,kind,a\n4,x,3\n")));
        assertEquals(
                List.of(row(1)),
                inputs(file.read(Csv.withoutHeader().label("1").ignore("0"), "q,x,1\n")));
        file.assertFault(
                "there is no column ID; the columns are [id, a, kind, b, name]",
                CSV.ignore("ID"),
                text);
        file.assertFault(
                "there is no column 3; without a header the columns are 0 to 2",
                Csv.withoutHeader().label("1").ignore("3"),
                "q,x,1\n");
    }

    @Test
    void ambiguousNamesAreAnError() throws IOException {
        file.assertFault(
                "there are several columns kind, among them the fields 1 and 3 of a line",
                CSV,
                "kind,a,kind\n1,2,1\n");
        file.assertFault(
                "there are several columns id, among them the fields 1 and 2 of a line",
                CSV.ignore("id"),
                "id,id,a,kind\n1,1,1,x\n");
        assertEquals(List.of(row(1, 2)), inputs(file.read(CSV, "a,a,kind\n1,2,x\n")));
        assertThrows(IllegalArgumentException.class, () -> CSV.values("a", "a"));
        assertThrows(IllegalArgumentException.class, () -> CSV.label("kind", List.of("x", "x")));
        assertThrows(IllegalArgumentException.class, () -> CSV.label("kind", List.of("x", " ")));
        assertThrows(IllegalStateException.class, () -> CSV.ignore("kind").read(file.path()));
        assertThrows(IllegalStateException.class, () -> CSV.inputs("kind").read(file.path()));
    }

    @Test
    void rowNumbersAreNoInput() throws IOException {
        file.assertFault(
                "column 1 has no name in the header, like the row numbers that R and pandas write;"
                        + " ignore(\"\") leaves it out",
                CSV,
                "\"\",a,kind\n1,5,x\n");
        assertEquals(List.of(row(5)), inputs(file.read(CSV.ignore(""), ",a,kind, \n1,5,x,\n")));
        file.assertFault(
                "line 2 has 3 fields, expected 2; where a first column of row names has none in the"
                        + " header, as R's write.table does, give it one",
                CSV,
                "a,kind\n1,5,x\n");
    }

    @Test
    void otherSeparatorsAreSuggested() throws IOException {
        file.assertFault(
                "there is no column kind; there is only one column; is the separator another one: separator(';')?",
                CSV,
                "a;kind\n1;x\n");
        Csv german = CSV.separator(';').decimalComma();
        assertEquals(List.of(row(1.5, -2e3)), inputs(file.read(german, "a;b;kind\n1,5;-2,0e3;x")));
        file.assertFault(
                "line 2, column a: expected a number, found \"1,5\"; decimalComma() reads it",
                CSV.separator(';'),
                "a;kind\n1,5;x\n");
        file.assertFault(
                "line 2, column a: expected a number, found \"1.5\"", german, "a;kind\n1.5;x\n");
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class, () -> CSV.decimalComma().read(file.path()));
        assertEquals(
                "',' can't separate fields and be in numbers; say separator(';')", e.getMessage());
    }

    @Test
    void onlyDecimalNumbersAreNumbers() {
        for (String text : List.of("2f", "0x1p3", "1d", "Infinity", "1 2")) {
            file.assertFault(
                    "line 2, column a: expected a number, found \"" + text + "\"",
                    CSV,
                    "a,kind\n" + text + ",x\n");
        }
        file.assertFault(
                "line 2, column a: \"1e39\" is too large for a float", CSV, "a,kind\n1e39,x\n");
        file.assertFault(
                "line 2, column a\\u0007: expected a number, found \"\\u0000\\u001b\"",
                CSV,
                "a\u0007,kind\n\u0000\u001b,x\n");
        file.assertFault(
                "line 2, column a: expected a number, found \"" + "z".repeat(200) + "...\"",
                CSV,
                "a,kind\n" + "z".repeat(1000) + ",x\n");
    }

    @Test
    void labelsAreTellable() throws IOException {
        for (String empty : List.of("", "  ", "\"\"", "\" \"")) {
            file.assertFault(
                    "line 3: the label is empty; Missing.skip() leaves such lines out",
                    CSV,
                    "a,kind\n1,x\n1," + empty + "\n");
        }
        // One letter, composed and not.
        assertEquals(
                List.of("\u00e4"),
                file.read(CSV, "a,kind\n1,\u00e4\n2,a\u0308\n3, \u00e4 \n").labels());
        assertEquals(List.of("y", "x"), file.read(CSV, "a,kind\n1,y\n2,x\n3,y\n").labels());
        assertEquals(
                List.of("x", "y", "z"),
                file.read(CSV.label("kind", List.of("x", "y", "z")), "a,kind\n1,y\n").labels());
    }

    /** A digit's class is the digit. */
    @Test
    void wholeNumbersAreClassesInTheirOrder() throws IOException {
        LabeledData data = file.read(CSV, "a,kind\n1,10\n2,2\n3,0\n4,10\n");
        assertEquals(List.of("0", "2", "10"), data.labels());
        assertEquals(List.of("10", "2", "0", "10"), labels(data));
        assertEquals(List.of("10", "2", "b"), file.read(CSV, "a,kind\n1,10\n2,2\n3,b\n").labels());
    }

    @Test
    void missingFieldsGoByTheirRule() throws IOException {
        String text = "a,b,kind\nNA,1,x\n2,?,NA\n3,4,y\n,5,z\n6, NA ,x\n";
        LabeledData kept = file.read(CSV.missing(Missing.skip(), "NA", "", "?"), text);
        assertEquals(List.of(row(3, 4)), inputs(kept));
        assertEquals(List.of("y"), kept.labels());
        LabeledData filled = file.read(CSV.missing(Missing.value(-1), "NA", "", "?"), text);
        assertEquals(
                List.of(row(-1, 1), row(2, -1), row(3, 4), row(-1, 5), row(6, -1)), inputs(filled));
        assertEquals(List.of("x", "NA", "y", "z"), filled.labels());
        Csv byColumn = CSV.missing(Missing.values(Map.of("a", 7f)), "NA", "");
        assertEquals(
                List.of(row(7, 1), row(7, 5)),
                inputs(file.read(byColumn, "a,b,kind\nNA,1,x\n,5,x")));
        file.assertFault(
                "line 2, column b: missing, and no value stands for it",
                byColumn,
                "a,b,kind\n1,NA,x\n");
        file.assertFault(
                "there is no column c; the columns are [a, b, kind]",
                CSV.missing(Missing.values(Map.of("c", 7f)), "NA"),
                text);
        // A text that is a number too.
        assertEquals(
                List.of(row(3)),
                inputs(file.read(CSV.missing(Missing.skip(), "-999"), "a,kind\n-999,x\n3,y\n")));
    }

    @Test
    void whatIsWantedIsNeverInvented() throws IOException {
        Csv price = Csv.withHeader().values("price");
        file.assertFault(
                "line 2, column price: missing, but wanted; Missing.skip() leaves such lines out",
                price.missing(Missing.value(0), "NA"),
                "a,price\n1,NA\n");
        assertEquals(
                List.of(row(2)),
                inputs(file.read(price.missing(Missing.skip(), "NA"), "a,price\n1,NA\n2,3\n")));
        file.assertFault(
                "there are no samples, in each of 2 lines something is missing",
                price.missing(Missing.skip(), "NA"),
                "a,price\n1,NA\nNA,2\n");
        assertThrows(IllegalArgumentException.class, () -> price.missing(Missing.skip()));
        assertThrows(IllegalArgumentException.class, () -> Missing.value(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> Missing.values(Map.of()));
    }
}
