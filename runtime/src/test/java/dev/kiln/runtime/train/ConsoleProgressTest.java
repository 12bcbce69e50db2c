package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

    private static final String ERASED = "\r";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    private ConsoleProgress console(int columns) {
        return new ConsoleProgress(out, columns, () -> now, Long.MAX_VALUE);
    }

    private void after(long milliseconds) {
        now += milliseconds * 1_000_000;
    }

    private String printed() {
        String printed = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return printed.replace(System.lineSeparator(), "\n");
    }

    private static EpochResult result(int epoch, double loss, double accuracy) {
        return new EpochResult(
                epoch,
                5,
                0.43119,
                measured(loss),
                measured(accuracy),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                9410.4,
                Duration.ofMillis(6400));
    }

    private static OptionalDouble measured(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static Progress started(int batches) {
        Progress progress = new Progress(5, batches);
        progress.start(1);
        return progress;
    }

    private static void batch(ConsoleProgress console, Progress progress) {
        progress.startBatch();
        progress.finishBatch(64, 0.5, 64);
        console.onBatch(progress);
    }

    @Test
    void elsewhereThanOnATerminalAnEpochIsALine() {
        ConsoleProgress console = console(0);
        Progress progress = started(2);
        console.onStart(progress);
        batch(console, progress);
        after(9000);
        batch(console, progress);
        console.onEpoch(result(2, 0.41271, 0.851));
        console.onEpoch(result(3, Double.NaN, Double.NaN));
        console.onEnd();
        assertEquals(
                """
                epoch 2/5  loss 0.4312  val. loss 0.4127  accuracy 85.10 %  9,410 images/s  6.4 s
                epoch 3/5  loss 0.4312  9,410 images/s  6.4 s
                """,
                printed());
    }

    @Test
    void aWarningIsALine() {
        assertTrue(console(0).onWarning("batches of one"));
        assertEquals("warning: batches of one\n", printed());
    }

    @Test
    void longEpochsHaveLinesSoFarApart() {
        ConsoleProgress console = console(0).every(Duration.ofSeconds(5));
        Progress progress = started(1000);
        console.onStart(progress);
        for (int i = 0; i < 100; i++) {
            after(110);
            batch(console, progress);
        }
        assertEquals(
                """
                epoch 1/5    4 %  loss 0.5000  582 images/s  1 min 45 s left
                epoch 1/5    9 %  loss 0.5000  582 images/s  1 min 40 s left
                """,
                printed());
    }

    @Test
    void aLineMovesAndIsFinished() {
        ConsoleProgress console = console(80);
        Progress progress = started(4);
        console.onStart(progress);
        assertEquals(ERASED + "epoch 1/5    0 %", printed());
        after(99);
        batch(console, progress);
        assertEquals("", printed(), "sooner than can be read");
        after(901);
        batch(console, progress);
        String moved = ERASED + "epoch 1/5   50 %  loss 0.5000  128 images/s  1.0 s left";
        assertEquals(moved, printed());
        after(1);
        batch(console, progress);
        assertEquals("", printed());
        batch(console, progress);
        assertEquals(ERASED + "epoch 1/5  100 %  loss 0.5000  256 images/s  0.0 s left", printed());
        console.onEpoch(result(1, Double.NaN, 0.9));
        String over = "epoch 1/5  loss 0.4312  accuracy 90.00 %  9,410 images/s  6.4 s";
        assertEquals(ERASED + over + "\n", printed());
        console.onEnd();
        assertEquals("", printed());
    }

    /** The last line that a terminal shows. */
    private static String shown(String written) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\r') {
                column = 0;
            } else if (c != '\n') {
                line.setLength(Math.max(line.length(), column + 1));
                line.setCharAt(column++, c);
            }
        }
        return line.toString().stripTrailing();
    }

    @Test
    void aShorterLineCoversTheLongerOne() {
        ConsoleProgress console = console(80);
        Progress progress = started(4);
        console.onStart(progress);
        after(100_000);
        batch(console, progress);
        after(100);
        console.onEpoch(result(1, Double.NaN, Double.NaN));
        assertEquals("epoch 1/5  loss 0.4312  9,410 images/s  6.4 s", shown(printed()));
    }

    @Test
    void theLineStaysWithinTheTerminal() {
        for (int columns = 20; columns < 100; columns++) {
            ConsoleProgress console = console(columns);
            Progress progress = started(4);
            console.onStart(progress);
            console.onEpoch(result(1, 0.5, 0.9));
            progress.start(2);
            after(1000);
            batch(console, progress);
            console.onEpoch(result(2, 0.5, 0.9));
            for (String line : printed().split("[\r\n]", -1)) {
                assertTrue(line.length() < columns, columns + ": " + line);
            }
        }
    }

    /** An exception's trace must not stand behind the half of an epoch. */
    @Test
    void aTrainingThatFailsEndsTheLine() {
        float[] inputs = new float[2 * 40];
        inputs[17] = Float.NaN;
        Dataset bad = Dataset.ofFloats(Clouds.SHAPE, inputs, new int[40], Clouds.CLASSES);
        Trainer trainer = Trainer.of(Clouds.network()).listener(console(80));
        assertThrows(NonFiniteLossException.class, () -> trainer.fit(bad));
        assertEquals(ERASED + "epoch 1/1    0 %\n", printed());
    }

    @Test
    void aResumedEpochIsMeasuredFromWhereItGoesOn() {
        ConsoleProgress console = console(80);
        Progress progress = started(100);
        for (int i = 0; i < 50; i++) {
            progress.startBatch();
            progress.finishBatch(64, 0.5, 64);
        }
        console.onStart(progress);
        printed();
        after(2000);
        batch(console, progress);
        assertEquals(
                ERASED + "epoch 1/5   51 %  loss 0.5000  32 images/s  1 min 38 s left", printed());
    }

    private String standardError(Trainer trainer) {
        return standardError(trainer, Clouds.of(20, 1));
    }

    private String standardError(Trainer trainer, Dataset data) {
        PrintStream before = System.err;
        System.setErr(out);
        try {
            trainer.fit(data);
        } finally {
            System.setErr(before);
        }
        return printed();
    }

    @Test
    void progressIsShownUnlessQuiet() {
        List<EpochResult> told = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onEpoch(EpochResult result) {
                        told.add(result);
                    }
                };
        String shown = standardError(Trainer.of(Clouds.network()).epochs(3).listener(listener));
        assertEquals(3, shown.lines().count(), shown);
        assertTrue(shown.startsWith("epoch 1/3  loss "), shown);
        assertTrue(shown.contains(" images/s  "), shown);
        assertEquals(3, told.size());
        Trainer quiet = Trainer.of(Clouds.network()).epochs(3).listener(listener).quiet();
        assertEquals("", standardError(quiet));
        assertEquals(6, told.size());
    }

    @Test
    void vectorsAreNoImages() {
        Shape vector = new Shape(1, 1, 2);
        Dataset data = Dataset.ofFloats(vector, new float[2], new int[1], 3);
        String shown = standardError(Trainer.of(SoftmaxRegression.initialize(vector, 3, 1)), data);
        assertTrue(shown.contains(" samples/s  "), shown);
    }

    @Test
    void anotherConsoleTakesThePlace() {
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        ConsoleProgress console =
                new ConsoleProgress(new PrintStream(other, true, StandardCharsets.UTF_8));
        assertEquals("", standardError(Trainer.of(Clouds.network()).listener(console)));
        assertEquals(1, other.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void numbersAreThoseOfNoCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            ConsoleProgress console = console(200);
            Progress progress = started(4);
            console.onStart(progress);
            after(101);
            batch(console, progress);
            console.onEpoch(result(1, 0.5, 0.9));
            assertTrue(printed().chars().allMatch(c -> c < 128));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void widthIsThatOfTheEnvironment() {
        assertEquals(80, Terminal.columns(Map.of()));
        assertEquals(120, Terminal.columns(Map.of("COLUMNS", "120", "TERM", "xterm")));
        assertEquals(80, Terminal.columns(Map.of("COLUMNS", "wide")));
        assertEquals(80, Terminal.columns(Map.of("COLUMNS", "0")));
        assertEquals(0, Terminal.columns(Map.of("TERM", "dumb")));
        assertEquals(0, Terminal.columns(out));
    }

    @Test
    void timesAreReadable() {
        assertEquals("0.0 s", MeasureLine.time(0.04));
        assertEquals("9.4 s", MeasureLine.time(9.44));
        assertEquals("10 s", MeasureLine.time(9.6));
        assertEquals("1 min 0 s", MeasureLine.time(59.9));
        assertEquals("3 min 20 s", MeasureLine.time(200));
        assertEquals("2 h 5 min", MeasureLine.time(7500));
    }
}
