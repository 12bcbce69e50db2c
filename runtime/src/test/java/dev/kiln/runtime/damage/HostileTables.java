package dev.kiln.runtime.damage;

import dev.kiln.runtime.data.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** CSV files that ask for much memory, and a large one that has room in little. */
final class HostileTables {

    private static final int SAMPLES = 10_000;
    private static final int PIXELS = 784;

    private static final String LINE = "5" + ",0".repeat(PIXELS) + "\n";

    /** The samples of this many times as many lines take 94 MB. */
    private static final int LARGE = 3;

    /** As characters it is almost the whole memory. */
    private static final int MEGABYTES = 20;

    static final List<HostileInputs.Input> ALL =
            List.of(
                    input("a CSV of one endless line", "more than 4194304 characters", "", "1"),
                    input("a quote that is never closed", "a quote that is", "a,k\n1,\"", "2,y\n"),
                    input("a CSV of endless columns", "more than 100000 fields", "", ",1"),
                    input("a CSV of endless names", "more than 100000 fields", "k", ",\"a\""),
                    input("a CSV of empty lines", "the file is empty", "", "\r\n \n"),
                    new HostileInputs.Input(
                            "a CSV of more numbers than the memory holds",
                            "do not fit into the memory",
                            file -> {
                                write(file, "", LINE, LARGE * SAMPLES);
                                Csv.withoutHeader().label("0").read(file);
                            }),
                    new HostileInputs.Input(
                            "10,000 lines of 785 numbers",
                            "line 10001: ",
                            file -> {
                                write(file, "", LINE, SAMPLES);
                                Files.writeString(file, "\"", StandardOpenOption.APPEND);
                                Csv.withoutHeader().label("0").read(file);
                            }));

    private HostileTables() {}

    private static HostileInputs.Input input(
            String name, String expected, String start, String part) {
        return new HostileInputs.Input(
                name,
                expected,
                file -> {
                    write(file, start, part, (MEGABYTES << 20) / part.length());
                    Csv.withHeader().label("k").read(file);
                });
    }

    private static void write(Path file, String start, String part, int times) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(start);
            for (int i = 0; i < times; i++) {
                writer.write(part);
            }
        }
    }
}
