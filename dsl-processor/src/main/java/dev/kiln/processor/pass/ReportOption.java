package dev.kiln.processor.pass;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which reports are written of a model.
 *
 * @param formats none of which is written where it is empty
 * @param asked whether the option is given; else reports are written only where javac keeps
 *     generated sources apart from classes, so that they never get into a jar unasked
 */
public record ReportOption(Set<Format> formats, boolean asked) {

    /** The processor option that takes names of formats, separated by commas, or {@link #NONE}. */
    public static final String OPTION = "kiln.report";

    public static final String NONE = "none";

    /** Formats of reports. */
    public enum Format {
        /** A page for people. */
        HTML,
        /** A file of equal content for tools. */
        JSON,
        /** Warnings and errors alone, for code review (SARIF 2.1.0). */
        SARIF;

        /** The name in the option, and how names of files end. */
        public String option() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ReportOption {
        formats = Set.copyOf(formats);
    }

    /** Value of which {@link OptionCheck} has found nothing wrong; null where it is not given. */
    public static ReportOption of(String value) {
        if (value == null) {
            return new ReportOption(EnumSet.of(Format.HTML, Format.JSON), false);
        }
        Set<String> names =
                Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return new ReportOption(
                Arrays.stream(Format.values())
                        .filter(f -> names.contains(f.option()))
                        .collect(Collectors.toSet()),
                true);
    }

    /** Names that the option takes. */
    static List<String> names() {
        List<String> formats = Arrays.stream(Format.values()).map(Format::option).toList();
        return Stream.concat(formats.stream(), Stream.of(NONE)).toList();
    }
}
