package dev.kiln.processor.gradient;

import java.util.List;

/** A field of a model or of a block: a layer, or a block of further fields. */
interface Node {

    /** The field's annotations and type; classes that it needs are added to {@code classes}. */
    String declaration(Classes classes);

    /** What comes out of a batch. */
    Image[] forward(Image[] x, Pass pass, String path);

    /** Height, width and channels of what comes out; null where what comes in doesn't fit. */
    int[] shape(int[] in);

    /** Smaller versions of the same, simplest first, for finding out what is to blame. */
    default List<Node> smaller() {
        return List.of();
    }

    /** Path of the last dense layer inside, or null. */
    default String lastDense(String path) {
        return null;
    }

    /** Block classes of a model, each with a name of its own. */
    final class Classes {
        private final StringBuilder text = new StringBuilder();
        private int count;

        String add(String annotations, String fields) {
            String name = "Block" + count++;
            text.append("    ")
                    .append(annotations)
                    .append("static class ")
                    .append(name)
                    .append(" {\n")
                    .append(fields)
                    .append("    }\n");
            return name;
        }

        String text() {
            return text.toString();
        }
    }
}
