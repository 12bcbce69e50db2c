package dev.kiln.runtime.damage;

import dev.kiln.runtime.data.Csv;
import dev.kiln.runtime.data.LabeledData;
import dev.kiln.runtime.data.Missing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A CSV file with quotes, several alphabets, ignored columns and missing fields. */
final class CsvTableFile implements Specimen {

    private static final Csv CSV =
            Csv.withHeader()
                    .label("kind")
                    .ignore("name")
                    .missing(Missing.value(-1), "NA", "")
                    .longestLine(10_000)
                    .mostColumns(50);

    @Override
    public byte[] whole(Path folder) {
        StringBuilder text = new StringBuilder("\uFEFFname,\"width, cm\",b,kind,c\r\n");
        for (int i = 0; i < 40; i++) {
            text.append("\"no \"\"").append(i).append("\"\"\n\",").append(i / 7f).append(",-");
            text.append(i % 5 == 0 ? "0" : i).append("e-").append(i % 11).append(',');
            text.append(i % 3 == 0 ? "\u00e4" : i % 3 == 1 ? "\"x, y\"" : "\ud83d\ude00");
            text.append(i % 4 == 0 ? ",NA\r\n" : ", .5\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object read(Path file) throws IOException {
        LabeledData data = CSV.read(file);
        return List.of(data.labels(), DatasetFacts.of(data.dataset()));
    }
}
