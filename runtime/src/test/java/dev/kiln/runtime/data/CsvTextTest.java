package dev.kiln.runtime.data;

import static dev.kiln.runtime.data.CsvFile.CSV;
import static dev.kiln.runtime.data.CsvFile.inputs;
import static dev.kiln.runtime.data.CsvFile.labels;
import static dev.kiln.runtime.data.CsvFile.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Charsets, ends of lines and quotes of CSV files. */
class CsvTextTest {

    @RegisterExtension final CsvFile file = new CsvFile();

    @Test
    void byteOrderMarksAreNoText() throws IOException {
        String text = "\uFEFFkind,a\nx,1\n";
        assertEquals(List.of("x"), file.read(CSV, text).labels());
        assertEquals(
                List.of("x", "y"),
                file.read(Csv.withoutHeader().label("0"), "\uFEFFx,1\ny,2\nx,3\n").labels());
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            LabeledData data = file.read(CSV.charset(wide), text.getBytes(wide));
            assertEquals(List.of(row(1)), inputs(data));
        }
        assertEquals(List.of("x"), file.read(CSV, "\uFEFF\"kind\",a\nx,1").labels());
    }

    @Test
    void bytesOfAnotherCharsetAreAnError() throws IOException {
        byte[] latin = "kind,a\nx,1\n\u00e4,1\n\u00f6,2\n".getBytes(StandardCharsets.ISO_8859_1);
        file.assertFault(
                "line 3 is not UTF-8; say what it is, for example"
                        + " charset(StandardCharsets.ISO_8859_1)",
                CSV,
                latin);
        assertEquals(
                List.of("x", "\u00e4", "\u00f6"),
                file.read(CSV.charset(StandardCharsets.ISO_8859_1), latin).labels());
        file.assertFault(
                "line 1 is not UTF-8; if it is UTF-16, say charset(StandardCharsets.UTF_16)",
                CSV,
                "\uFEFFkind,a\nx,1\n".getBytes(StandardCharsets.UTF_16LE));
        // The end of a file within a character.
        file.assertFault(
                "line 2 is not UTF-8; say what it is, for example"
                        + " charset(StandardCharsets.ISO_8859_1)",
                CSV,
                new byte[] {'k', 'i', 'n', 'd', ',', 'a', '\n', '1', ',', (byte) 0xC3});
    }

    /** The fault lies behind the first buffer, and behind quoted ends of lines. */
    @Test
    void linesOfFaultsAreRightInLongFiles() {
        String start = "kind,a\n" + "\"x\ny\",1\r\n".repeat(20_000) + "z,";
        byte[] bytes = (start + "?\n").getBytes(StandardCharsets.US_ASCII);
        file.assertFault("line 40002, column a: expected a number, found \"?\"", CSV, bytes);
        bytes[bytes.length - 2] = (byte) 0xFF;
        file.assertFault(
                "line 40002 is not UTF-8; say what it is, for example"
                        + " charset(StandardCharsets.ISO_8859_1)",
                CSV,
                bytes);
    }

    /** Characters of two to four bytes lie across all ends of buffers. */
    @Test
    void charactersMayLieAcrossBuffers() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            String label = "k".repeat(shift) + "\u00e4\u20ac\ud83d\ude00".repeat(40_000);
            assertEquals(List.of(label), file.read(CSV, "kind,a\n" + label + ",1\n").labels());
        }
    }

    @Test
    void everyEndOfLineIsKnown() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String text =
                    String.join(end, "a,kind", "", "1,x", "  ", "\"2\",\"p\"\"q" + end, "r\"");
            LabeledData data = file.read(CSV, text);
            assertEquals(List.of(row(1), row(2)), inputs(data));
            assertEquals(List.of("x", "p\"q\n\nr"), labels(data));
            file.assertFault("line 8 has 1 fields, expected 2", CSV, text + end + "9");
        }
    }

    @Test
    void quotesInsideAFieldAreAnError() throws IOException {
        String inside =
                ": a quote in the middle of a field; put the whole field in quotes and double"
                        + " those inside it";
        file.assertFault("line 2" + inside, CSV, "a,kind\n1,5\" pipe\n2,6\" pipe\n");
        file.assertFault("line 1" + inside, CSV, "a,ki\"nd\"\n1,x\n");
        String behind =
                ": text behind the quote that closes a field; quotes inside one are doubled";
        file.assertFault("line 3" + behind, CSV, "a,kind\n1,\"x\n\" y\n");
        file.assertFault("line 3" + behind, CSV, "a,kind\n1,\"5 inch\n2,6\" pipe\n");
        assertEquals(
                List.of("5\" pipe", "x, y"),
                file.read(CSV, "a,kind\n1,\"5\"\" pipe\"\n2, \"x, y\" \n").labels());
        file.assertFault("line 3: a quote is never closed", CSV, "a,kind\n1,x\n2,\"x\n\n");
    }

    @Test
    void emptyFieldsBetweenTabsAreNoBlankLine() throws IOException {
        Csv tabs = Csv.withHeader().separator('\t').label("kind");
        assertEquals(List.of(row(1, 2)), inputs(file.read(tabs, "a\tb\tkind\n1\t2\tx\n")));
        file.assertFault(
                "line 2, column a: expected a number, found \"\"; missing(...) says what becomes"
                        + " of it",
                tabs,
                "a\tb\tkind\n\t\t\n");
        assertThrows(IllegalArgumentException.class, () -> tabs.separator('"'));
        assertThrows(IllegalArgumentException.class, () -> tabs.separator('\n'));
    }

    @Test
    void packedFilesAreNamed() {
        file.assertFault(
                "the file is compressed by gzip; unpack it first",
                CSV,
                new byte[] {0x1F, (byte) 0x8B, 8, 0});
        file.assertFault(
                "the file is a ZIP, as spreadsheets are; export or unpack it",
                CSV,
                new byte[] {'P', 'K', 3, 4, 0});
    }
}
