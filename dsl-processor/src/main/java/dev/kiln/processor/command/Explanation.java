package dev.kiln.processor.command;

import dev.kiln.processor.diagnostic.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of a code, which is part of the jar. */
final class Explanation {

    private Explanation() {}

    /** {@code args}: a code in any spelling, or nothing for the list of codes. */
    static String of(List<String> args) {
        if (args.size() > 1) {
            throw new UsageException("explain takes one code");
        }
        return args.isEmpty() ? index() : page(code(args.get(0)));
    }

    private static String index() {
        return Stream.of(Code.values())
                .map(c -> String.format("%-28s%s%n", c.id(), page(c).split("\n", 4)[2]))
                .collect(Collectors.joining());
    }

    private static Code code(String written) {
        String name =
                written.toUpperCase(Locale.ROOT)
                        .replaceAll("^\\[?(KILN-)?|]$", "")
                        .replace('-', '_');
        return Stream.of(Code.values())
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no code `" + written + "`"));
    }

    private static String page(Code code) {
        String resource = "/dev/kiln/processor/errors/" + code.id() + ".md";
        try (InputStream in = Explanation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
