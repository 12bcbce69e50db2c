package dev.kiln.processor.graph.kernel;

/** One array that a kernel reads or writes. */
public record Argument(String name, Element element, Access access) {

    public enum Element {
        FLOAT,
        DOUBLE,
        INT,
        /** An array for each chunk of the batch. */
        FLOATS_OF_CHUNKS,
        /** An array for each chunk of the batch. */
        DOUBLES_OF_CHUNKS
    }

    public enum Access {
        READ,
        /** Every element is written, none is read before. */
        WRITE,
        /** Elements are read and then written: sums that grow, or a change in place. */
        UPDATE
    }

    public static Argument read(String name) {
        return new Argument(name, Element.FLOAT, Access.READ);
    }

    public static Argument readInts(String name) {
        return new Argument(name, Element.INT, Access.READ);
    }

    public static Argument readOfChunks(String name) {
        return new Argument(name, Element.FLOATS_OF_CHUNKS, Access.READ);
    }

    public static Argument readDoublesOfChunks(String name) {
        return new Argument(name, Element.DOUBLES_OF_CHUNKS, Access.READ);
    }

    public static Argument write(String name) {
        return new Argument(name, Element.FLOAT, Access.WRITE);
    }

    public static Argument writeDoubles(String name) {
        return new Argument(name, Element.DOUBLE, Access.WRITE);
    }

    public static Argument update(String name) {
        return new Argument(name, Element.FLOAT, Access.UPDATE);
    }
}
