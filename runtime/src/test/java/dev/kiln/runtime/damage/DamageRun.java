package dev.kiln.runtime.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process with little memory that reads damaged and hostile files. */
final class DamageRun {

    private static final long LONGEST_SECONDS = 60;

    /** The file that is being read, and since when; null before the first. */
    private static volatile String current;

    private static volatile long since;

    private DamageRun() {}

    /**
     * Reads damaged files.
     *
     * @param arguments a folder, the number of damages of each kind, the number of the first; then
     *     the kinds, or nothing for all of them and for hostile inputs
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[2]);
        int end = first + Integer.parseInt(arguments[1]);
        List<String> kinds = List.of(arguments).subList(3, arguments.length);
        watch();
        int faults =
                kinds.isEmpty()
                        ? HostileInputs.run(folder.resolve("hostile"), DamageRun::begin)
                        : 0;
        List<Trial> trials = new ArrayList<>();
        for (Map.Entry<String, Specimen> kind : Specimens.ALL.entrySet()) {
            if (kinds.isEmpty() || kinds.contains(kind.getKey())) {
                begin(kind.getKey());
                trials.add(
                        new Trial(kind.getKey(), kind.getValue(), folder.resolve(kind.getKey())));
            }
        }
        for (Trial trial : trials) {
            for (int i = first; i < end; i++) {
                begin(trial + ", damage " + i);
                trial.run(1, i);
            }
            System.out.println(trial);
            faults += trial.faults();
        }
        System.exit(faults == 0 ? 0 : 1);
    }

    private static void begin(String what) {
        since = System.nanoTime();
        current = what;
    }

    /** Who hangs is named and ended. */
    private static void watch() {
        Thread reader = Thread.currentThread();
        Thread watch =
                new Thread(
                        () -> {
                            while (System.nanoTime() - since < LONGEST_SECONDS * 1_000_000_000
                                    || current == null) {
                                try {
                                    Thread.sleep(1000);
                                } catch (InterruptedException e) {
                                    return;
                                }
                            }
                            System.out.println("FAULT hangs: " + current);
                            for (StackTraceElement element : reader.getStackTrace()) {
                                System.out.println("    at " + element);
                            }
                            Runtime.getRuntime().halt(2);
                        });
        watch.setDaemon(true);
        watch.start();
    }
}
