package dev.kiln.processor.diagnostic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A faulty class with what the build must say. {@code // EXPECT: [KILN-...] headline} stands above
 * the line of the fault, {@code // DETAIL: line} below it for further lines of the message, in
 * order. {@code // NOWHERE: [KILN-...] headline} is a message without a place, and {@code //
 * OPTION: -A...} is given to the compiler. {@code // RIGHT: line} stands above a line and says what
 * it should be; empty, that it should not be there.
 */
record ErrorCase(String name, String source, List<Expectation> expectations, List<String> options) {

    private static final Path CASES = Path.of("src", "test", "resources", "errors");

    /** The cases that pages show, each named as its code. */
    private static final Path PAGES = CASES.resolve("pages");

    /** The line of a message that has no place. */
    private static final int NOWHERE = -1;

    private static final Pattern MARK =
            Pattern.compile("\\s*// (EXPECT|DETAIL|NOWHERE|OPTION|RIGHT):(?: (.*))?");

    private static final Pattern CLASS = Pattern.compile("(?m)^(?:final )?(?:class|record) (\\w+)");

    /** One diagnostic: its line, its headline and lines that the rest of it contains. */
    record Expectation(int line, String headline, List<String> details) {

        boolean proposesFixes() {
            return details.stream().anyMatch(d -> d.startsWith("fix: "));
        }

        String code() {
            return headline.substring(1, headline.indexOf(']'));
        }
    }

    static List<ErrorCase> all() throws IOException {
        List<ErrorCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                cases.add(read(file));
            }
        }
        return cases;
    }

    /** The case that the page of a code shows. */
    static ErrorCase shown(Code code) throws IOException {
        String name =
                Stream.of(code.name().split("_"))
                        .map(w -> w.charAt(0) + w.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
        return read(PAGES.resolve(name + ".java"));
    }

    /** The name of the first class. */
    String className() {
        Matcher m = CLASS.matcher(source);
        return m.find() ? m.group(1) : name.replace(".java", "");
    }

    /** The source without marks. */
    String wrong() {
        return source.lines()
                .filter(line -> !MARK.matcher(line).matches())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The source as it should be. */
    String right() {
        List<String> lines = new ArrayList<>();
        boolean replaced = false;
        for (String line : source.lines().toList()) {
            Matcher mark = MARK.matcher(line);
            if (!mark.matches()) {
                if (!replaced) {
                    lines.add(line);
                }
                replaced = false;
            } else if (mark.group(1).equals("RIGHT")) {
                replaced = true;
                if (mark.group(2) != null) {
                    lines.add(mark.group(2));
                }
            }
        }
        return String.join("\n", lines)
                        .replaceAll("\n{3,}", "\n\n")
                        .replaceAll("\\{\n\n", "{\n")
                        .replaceAll("\n\n( *\\})", "\n$1")
                        .stripTrailing()
                + "\n";
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
