package dev.kiln.processor.gradient;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Prints a checksum of all numbers that some of the wide random trees give. */
public final class WideTreeBits {

    private WideTreeBits() {}

    /** Arguments: numbers of trees. */
    public static void main(String[] trees) throws ReflectiveOperationException {
        for (String tree : trees) {
            TreeNet net = RandomTree.wide(Integer.parseInt(tree));
            TreeComparison comparison =
                    new TreeComparison(net, WideTreeBits.class.getClassLoader());
            String numbers = comparison.bits() + comparison.predictions();
            CRC32 sum = new CRC32();
            sum.update(numbers.getBytes(StandardCharsets.UTF_8));
            System.out.printf("%s %08x%n", net.name(), sum.getValue());
        }
    }
}
