package dev.kiln.processor.diagnostic;

import java.util.List;
import java.util.Locale;

/** A change of written source that may mend it: what stands where, as data. */
public sealed interface Edit {

    /** The element that changes. */
    Position element();

    /** As the user would make it: {@code kernel = 3}, {@code remove static}. */
    String text();

    /** Of elements of the classes, not of annotations of the language. */
    enum Word {
        STATIC,
        FINAL,
        PRIVATE
    }

    /** An attribute of an annotation gets this value, whether or not it had one. */
    record Write(Position element, String annotation, String attribute, Expression value)
            implements Edit {
        @Override
        public String text() {
            return attribute + " = " + value.text();
        }
    }

    /** An attribute of an annotation is no longer written. */
    record Erase(Position element, String annotation, String attribute) implements Edit {
        @Override
        public String text() {
            return "remove " + attribute;
        }
    }

    /** An annotation is added; {@link Write} with it gives the attributes that the text shows. */
    record Annotate(Position element, String annotation, List<Write> attributes) implements Edit {

        public Annotate {
            attributes = List.copyOf(attributes);
        }

        @Override
        public String text() {
            return "add " + Edit.written(annotation, attributes);
        }
    }

    /** An annotation is removed. */
    record Strip(Position element, String annotation) implements Edit {
        @Override
        public String text() {
            return "remove @" + annotation;
        }
    }

    /** A modifier is added or removed. */
    record Modify(Position element, Word modifier, boolean added) implements Edit {
        @Override
        public String text() {
            return (added ? "add " : "remove ") + modifier.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Parts of a declaration without which a class is a plain one. */
    enum Part {
        SUPERCLASS,
        TYPE_PARAMETERS,
        KIND
    }

    /**
     * A part of a class's declaration is removed; of its kind, what makes it more than a class.
     *
     * @param text as the user would say it: {@code remove extends Base}
     */
    record Simplify(Position element, Part part, String text) implements Edit {}

    /** A field of type Layer with one annotation is added in front of a field, or behind it. */
    record Insert(
            Position element,
            boolean behind,
            String annotation,
            List<Write> attributes,
            String name)
            implements Edit {

        public Insert {
            attributes = List.copyOf(attributes);
        }

        @Override
        public String text() {
            return Edit.written(annotation, attributes)
                    + " Layer "
                    + name
                    + (behind ? "; behind" : "; in front");
        }
    }

    /** A field gets the type Layer. */
    record Retype(Position element, String name) implements Edit {
        @Override
        public String text() {
            return "Layer " + name + ";";
        }
    }

    /** A field is removed. */
    record Delete(Position element, String name) implements Edit {
        @Override
        public String text() {
            return "remove the field " + name;
        }
    }

    private static String written(String annotation, List<Write> attributes) {
        String all =
                attributes.size() == 1 && attributes.get(0).attribute().equals("value")
                        ? attributes.get(0).value().text()
                        : String.join(", ", attributes.stream().map(Write::text).toList());
        return "@" + annotation + (all.isEmpty() ? "" : "(" + all + ")");
    }
}
