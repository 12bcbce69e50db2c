package dev.kiln.runtime.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;

/** Damages one kind of file again and again and counts what becomes of it. */
final class Trial {

    private static final int LONGEST_MESSAGE = 10_000;

    private final String name;
    private final Specimen specimen;
    private final Path file;
    private final byte[] whole;
    private final Object expected;
    private int same;
    private int other;
    private int refused;
    private int faults;

    Trial(String name, Specimen specimen, Path folder) throws IOException {
        this.name = name;
        this.specimen = specimen;
        Files.createDirectories(folder);
        this.whole = specimen.whole(folder);
        this.file = folder.resolve("damaged");
        Files.write(file, whole);
        this.expected = specimen.read(file);
        if (!Objects.equals(expected, specimen.read(file))) {
            throw new IllegalStateException(name + ": two readings differ");
        }
    }

    /** The damage depends on the numbers alone, so that a fault can be looked at again. */
    void run(long seed, int number) throws IOException {
        byte[] damaged = Damage.to(whole, new Random(seed * 1_000_003 + number));
        Files.write(file, damaged);
        String fault;
        try {
            fault = fault(specimen.read(file));
        } catch (IOException | RuntimeException | Error e) {
            fault = fault(e);
        }
        if (fault != null) {
            faults++;
            System.out.println("FAULT " + name + " " + number + ": " + fault);
        }
    }

    private String fault(Object found) {
        if (Objects.equals(found, expected)) {
            same++;
        } else {
            other++;
        }
        return specimen.isSealed() ? "the change was not noticed" : null;
    }

    private String fault(Throwable thrown) {
        refused++;
        String message = thrown.getMessage();
        if (!specimen.isDocumented(thrown)) {
            StackTraceElement[] trace = thrown.getStackTrace();
            return "raw " + thrown + (trace.length > 0 ? " at " + trace[0] : "");
        }
        return messageFault(message, file);
    }

    /** The fault of an error's message, or null. */
    static String messageFault(String message, Path file) {
        if (message == null || !message.contains(file.getFileName().toString())) {
            return "the file is not named: " + message;
        }
        if (message.length() > LONGEST_MESSAGE) {
            return "a message of " + message.length() + " characters";
        }
        if (message.chars().anyMatch(Character::isISOControl)) {
            return "control characters: " + message;
        }
        return null;
    }

    int faults() {
        return faults;
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %d refused, %d read as they were, %d read as something else",
                name, refused, same, other);
    }
}
