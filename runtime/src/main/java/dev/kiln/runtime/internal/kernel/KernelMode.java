package dev.kiln.runtime.internal.kernel;

import java.util.Locale;

/** Which form of kernels this JVM can run, and which it was asked for. */
public enum KernelMode {
    PLAIN,
    VECTOR,
    AUTO;

    public static final KernelMode CURRENT = current();

    private static KernelMode current() {
        String asked = System.getProperty("kiln.kernels", "auto");
        KernelMode mode = named(asked);
        if (mode == PLAIN) {
            return PLAIN;
        }
        String obstacle = obstacle();
        if (obstacle == null) {
            return mode;
        }
        Notice.info("Kernels run in plain Java: ".concat(obstacle));
        return PLAIN;
    }

    private static KernelMode named(String asked) {
        return switch (asked) {
            case "auto" -> AUTO;
            case "plain" -> PLAIN;
            case "vector" -> VECTOR;
            default ->
                    throw new IllegalArgumentException(
                            "kiln.kernels is auto, plain or vector, not " + asked);
        };
    }

    /** Not by {@code findModule}, which links a stream where the module is missing. */
    private static boolean isPresent(String name) {
        for (Module module : ModuleLayer.boot().modules()) {
            if (name.equals(module.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Why this JVM runs no vectors; null if it does. */
    private static String obstacle() {
        if (!isPresent("jdk.incubator.vector")) {
            return "start the JVM with --add-modules jdk.incubator.vector for vectors";
        }
        String info = System.getProperty("java.vm.info", "");
        if (info.contains("interpreted mode") || info.contains("emulated-client")) {
            return "this JVM runs without the optimizing compiler: ".concat(info);
        }
        // JDK-8301190: before JDK 20 the Vector API does not start where i has no plain capital.
        if (Runtime.version().feature() < 20 && !"I".toLowerCase(Locale.getDefault()).equals("i")) {
            return "the Vector API of this JDK fails in locale " + Locale.getDefault();
        }
        return null;
    }
}
