package dev.kiln.processor.diagnostic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A faulty class with what the build must say. {@code // EXPECT: [KILN-...] headline} stands above
 * the line of the fault, {@code // DETAIL: line} below it for further lines of the message, in
 * order. {@code // NOWHERE: [KILN-...] headline} is a message without a place, and {@code //
 * OPTION: -A...} is given to the compiler.
 */
record ErrorCase(String name, String source, List<Expectation> expectations, List<String> options) {

    /** The line of a message that has no place. */
    private static final int NOWHERE = -1;

    private static final Pattern MARK =
            Pattern.compile("\\s*// (EXPECT|DETAIL|NOWHERE|OPTION): (.*)");

    /** One diagnostic: its line, its headline and lines that the rest of it contains. */
    record Expectation(int line, String headline, List<String> details) {

        String code() {
            return headline.substring(1, headline.indexOf(']'));
        }
    }

    static List<ErrorCase> all() throws IOException {
        List<ErrorCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "errors"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                cases.add(read(file));
            }
        }
        return cases;
    }

    private static ErrorCase read(Path file) throws IOException {
        String source = Files.readString(file);
        List<String> lines = source.lines().toList();
        List<Expectation> expectations = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.matches() && mark.group(1).equals("EXPECT")) {
                expectations.add(new Expectation(code(lines, i), mark.group(2), details(lines, i)));
            } else if (mark.matches() && mark.group(1).equals("NOWHERE")) {
                expectations.add(new Expectation(NOWHERE, mark.group(2), List.of()));
            } else if (mark.matches() && mark.group(1).equals("OPTION")) {
                options.add(mark.group(2));
            }
        }
        return new ErrorCase(file.getFileName().toString(), source, expectations, options);
    }

    /** The number, from 1, of the first line behind {@code mark} that is code. */
    private static int code(List<String> lines, int mark) {
        int line = mark;
        while (MARK.matcher(lines.get(line)).matches()) {
            line++;
        }
        return line + 1;
    }

    private static List<String> details(List<String> lines, int mark) {
        List<String> details = new ArrayList<>();
        for (int i = mark + 1; i < lines.size(); i++) {
            Matcher m = MARK.matcher(lines.get(i));
            if (!m.matches() || !m.group(1).equals("DETAIL")) {
                break;
            }
            details.add(m.group(2));
        }
        return details;
    }
}
