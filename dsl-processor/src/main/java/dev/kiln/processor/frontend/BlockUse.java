package dev.kiln.processor.frontend;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.lang.model.element.TypeElement;

/**
 * Where fields are read: a block is read anew for each of its uses.
 *
 * @param prefix path of the block with a dot behind it, empty in the model itself
 * @param width what WIDTH means here
 * @param stride what STRIDE means here
 * @param around the block classes that this place is inside of
 */
record BlockUse(String prefix, OptionalInt width, OptionalInt stride, List<TypeElement> around) {

    static final BlockUse MODEL =
            new BlockUse("", OptionalInt.empty(), OptionalInt.empty(), List.of());

    BlockUse {
        around = List.copyOf(around);
    }

    String path(String field) {
        return prefix + field;
    }

    /** Inside of a block. */
    BlockUse inside(String path, TypeElement block) {
        List<TypeElement> blocks = new ArrayList<>(around);
        blocks.add(block);
        return new BlockUse(path + ".", width, stride, blocks);
    }

    /** With what {@code @Stage} gives. */
    BlockUse with(OptionalInt newWidth, int newStride) {
        return new BlockUse(prefix, newWidth, OptionalInt.of(newStride), around);
    }
}
