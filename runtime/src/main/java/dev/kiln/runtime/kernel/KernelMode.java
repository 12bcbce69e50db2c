package dev.kiln.runtime.kernel;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;

/** Which form of kernels this JVM can run, and which it was asked for. */
enum KernelMode {
    PLAIN,
    VECTOR,
    AUTO;

    static final System.Logger LOGGER = System.getLogger("dev.kiln");

    static final KernelMode CURRENT = current();

    private static KernelMode current() {
        String asked = System.getProperty("kiln.kernels", "auto");
        KernelMode mode =
                switch (asked) {
                    case "auto" -> AUTO;
                    case "plain" -> PLAIN;
                    case "vector" -> VECTOR;
                    default ->
                            throw new IllegalArgumentException(
                                    "kiln.kernels is auto, plain or vector, not " + asked);
                };
        if (mode == PLAIN) {
            return PLAIN;
        }
        Optional<String> obstacle = obstacle();
        obstacle.ifPresent(
                reason -> LOGGER.log(Level.INFO, "Kernels run in plain Java: " + reason));
        return obstacle.isPresent() ? PLAIN : mode;
    }

    private static Optional<String> obstacle() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.of("start the JVM with --add-modules jdk.incubator.vector for vectors");
        }
        String info = System.getProperty("java.vm.info", "");
        if (info.contains("interpreted mode") || info.contains("emulated-client")) {
            return Optional.of("this JVM runs without the optimising compiler (" + info + ")");
        }
        // JDK-8301190: before JDK 20 the Vector API does not start where i has no plain capital.
        if (Runtime.version().feature() < 20 && !"I".toLowerCase(Locale.getDefault()).equals("i")) {
            return Optional.of("the Vector API of this JDK fails in locale " + Locale.getDefault());
        }
        return Optional.empty();
    }
}
