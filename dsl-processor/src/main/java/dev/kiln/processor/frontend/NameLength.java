package dev.kiln.processor.frontend;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Diagnostics;
import dev.kiln.processor.diagnostic.Position;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Names that become names of files and constants of class files must fit there. */
public final class NameLength {

    /**
     * File systems take 255, and generated classes add to the name, {@code Predictor$Workspace}.
     */
    private static final int MOST_BYTES = 200;

    /** The path of a layer becomes part of names and of lines of tables. */
    private static final int LONGEST_PATH = 2_000;

    /** Of one constant of a class file. */
    private static final int LONGEST_CONSTANT = 65_535;

    private NameLength() {}

    /** Whether classes can be generated that are called after the model or block. */
    public static boolean check(TypeElement type, Diagnostics diagnostics) {
        String name = ModelNames.name(type);
        int bytes = bytes(name);
        if (bytes > MOST_BYTES) {
            report(
                    type,
                    type.getSimpleName()
                            + ": generated classes are called after "
                            + name
                            + ", which has "
                            + bytes
                            + " bytes; the names of their files have room for "
                            + MOST_BYTES,
                    diagnostics);
        }
        return bytes <= MOST_BYTES;
    }

    /** Whether the names of a block's fields fit the constant that records them. */
    public static boolean checkFields(TypeElement block, Diagnostics diagnostics) {
        int bytes = bytes(FieldOrder.recordOf(block));
        if (bytes > LONGEST_CONSTANT) {
            report(
                    block,
                    String.format(
                            Locale.ROOT,
                            "%s: the names of its fields have %,d bytes in all; at most %,d are supported",
                            block.getSimpleName(),
                            bytes,
                            LONGEST_CONSTANT),
                    diagnostics);
        }
        return bytes <= LONGEST_CONSTANT;
    }

    static boolean checkPath(Element field, String path, Diagnostics diagnostics) {
        if (path.length() > LONGEST_PATH) {
            report(
                    field,
                    String.format(
                            Locale.ROOT,
                            "%s: the path of the layer has %,d characters; at most %,d are supported",
                            path,
                            path.length(),
                            LONGEST_PATH),
                    diagnostics);
        }
        return path.length() <= LONGEST_PATH;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void report(Element element, String headline, Diagnostics diagnostics) {
        diagnostics.add(Diagnostic.of(Code.NAME_LENGTH, Position.of(element), headline));
    }
}
