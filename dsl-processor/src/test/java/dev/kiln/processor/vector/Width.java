package dev.kiln.processor.vector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A width of vectors, and which cases a test runs at it. Each case runs at one of the widths, or,
 * with {@code -Dkiln.all=true}, at all of them.
 *
 * @param bytes of a vector
 * @param index among the widths of this machine
 */
public record Width(int bytes, int index) {

    private static final boolean ALL = Boolean.getBoolean("kiln.all");

    /** Those of this machine, of 64, 32 and 16 bytes. */
    public static List<Width> all() {
        int widest =
                Integer.parseInt(
                        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                                .getVMOption("MaxVectorSize")
                                .getValue());
        List<Width> widths = new ArrayList<>();
        for (int bytes = 64; bytes >= 16; bytes /= 2) {
            if (bytes <= widest) {
                widths.add(new Width(bytes, widths.size()));
            }
        }
        return widths;
    }

    /** The option that starts a JVM with it. */
    public String option() {
        return "-XX:MaxVectorSize=" + bytes;
    }

    /** Indices below {@code cases} of those that run at this width. */
    public List<Integer> share(int cases) {
        int step = ALL ? 1 : all().size();
        return IntStream.iterate(ALL ? 0 : index, i -> i < cases, i -> i + step).boxed().toList();
    }
}
