package dev.kiln.processor.report.diff;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.report.Reported;
import dev.kiln.processor.report.json.JsonReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDiffTest {

    private static final String HEAD =
            """
            import static dev.kiln.Activation.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 8, width = 8, channels = 3))
            """;

    private static final String BEFORE =
            """
            class Net {
                @Conv(filters = 8, kernel = 3, activation = RELU) Layer conv;
                @Pool(size = 2) Layer pool;
                @Dense(units = 16, activation = RELU) Layer hidden;
                @Dense(units = 2, activation = SOFTMAX) Layer last;
            }
            """;

    private static final String AFTER =
            """
            class Net {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer conv;
                @Pool(size = 2) Layer pool;
                @Conv(filters = 4, kernel = 1) Layer narrow;
                @Dense(units = 2, activation = SOFTMAX) Layer last;
            }
            """;

    @TempDir Path folder;

    private Snapshot snapshot(String body) {
        Reported reported = Reported.compile(folder, Map.of("Net", HEAD + body));
        return Snapshot.of(JsonReader.read(reported.only(".json")));
    }

    @Test
    void tellsFiguresAndLayers() {
        String text = ReportDiff.between(snapshot(BEFORE), snapshot(AFTER)).text();
        assertThat(text).startsWith("Net: 8x8x3 to 1x1x2\n\n");
        // 224 + 2,064 + 34 before; 448 + 68 + 130 after.
        assertThat(text).containsMatch("(?m)^  parameters +2,322 +646 +-1,676 +-72.2 %$");
        // 64 * 216 + 2,048 + 32 before; 64 * 432 + 16 * 64 + 128 after.
        assertThat(text)
                .containsMatch("(?m)^  multiply-adds +15,904 +28,800 +\\+12,896 +\\+81.1 %$");
        assertThat(text).containsMatch("(?m)^  bytes of memory, training +[\\d,]+ +[\\d,]+ ");
        String layers = text.substring(text.indexOf("layer"));
        assertThat(layers.lines().skip(1).map(l -> l.strip().split(" +", 3)[1]).toList())
                .containsExactly("conv", "pool", "narrow", "hidden", "last")
                .inOrder();
        assertThat(layers)
                .containsMatch(
                        "(?m)^  changed  conv +8x8x8 -> 8x8x16 +224 -> 448 +13,824 -> 27,648");
        assertThat(layers).containsMatch("(?m)^  added    narrow +4x4x4 +68 +1,024 +conv 1x1");
        assertThat(layers).containsMatch("(?m)^  removed  hidden +1x1x16 +2,064 +2,048 +dense");
    }

    @Test
    void isMarkdownForPullRequests() {
        String text = ReportDiff.between(snapshot(BEFORE), snapshot(AFTER)).markdown();
        assertThat(text)
                .startsWith("### Net: 8x8x3 to 1x1x2\n\n|  | before | after | change |  |\n");
        assertThat(text).contains("\n| parameters | 2,322 | 646 | -1,676 | -72.2 % |\n");
        assertThat(text).contains("\n| changed | `conv` | 8x8x8 → 8x8x16 | 224 → 448 |");
    }

    @Test
    void tellsThatNothingChanged() {
        Snapshot same = snapshot(BEFORE);
        assertThat(ReportDiff.between(same, snapshot(BEFORE)).text())
                .isEqualTo("Net: 8x8x3 to 1x1x2\n\n  no difference\n");
    }

    @Test
    void tellsThatAModelIsInError() {
        Snapshot broken = snapshot(BEFORE.replace("units = 16", "units = 0"));
        String text = ReportDiff.between(snapshot(BEFORE), broken).text();
        assertThat(text).startsWith("Net: 8x8x3 to 1x1x2, now 8x8x3 to ?; it is in error now\n");
        assertThat(text).containsMatch("(?m)^  parameters +2,322 +-$");
    }
}
