package dev.kiln.runtime.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Small inputs that ask for much memory or time: each ends in an error that names it. */
final class HostileInputs {

    /** Reads a file that is made for it. */
    interface Reading {

        /**
         * Writes the file and reads it.
         *
         * @param file where it may be written
         */
        void of(Path file) throws IOException;
    }

    /**
     * An input.
     *
     * @param expected part of the message
     */
    record Input(String name, String expected, Reading reading) {}

    private HostileInputs() {}

    /** How many went wrong. */
    static int run(Path folder, Consumer<String> begin) throws IOException {
        Files.createDirectories(folder);
        int faults = 0;
        List<Input> all = new ArrayList<>(HostileData.ALL);
        all.addAll(HostileWeights.ALL);
        all.addAll(HostileTables.ALL);
        all.addAll(HostileImages.ALL);
        for (int i = 0; i < all.size(); i++) {
            Input input = all.get(i);
            begin.accept(input.name());
            String fault = fault(input, folder.resolve("input" + i));
            if (fault != null) {
                faults++;
                System.out.println("FAULT " + input.name() + ": " + fault);
            }
        }
        System.out.println("hostile inputs: " + (all.size() - faults) + " of " + all.size());
        return faults;
    }

    private static String fault(Input input, Path file) {
        try {
            input.reading().of(file);
            return "was read";
        } catch (IOException e) {
            String fault = Trial.messageFault(e.getMessage(), file);
            boolean said = fault == null && e.getMessage().contains(input.expected());
            return fault != null || said ? fault : "says " + e.getMessage();
        } catch (RuntimeException | Error e) {
            return "raw " + e;
        }
    }
}
