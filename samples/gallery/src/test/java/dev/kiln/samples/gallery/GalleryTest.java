package dev.kiln.samples.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample learns; on a part of its data, because this is plain Java. */
class GalleryTest {

    private static final String CLOTHES = "../quickstart/data";

    @TempDir Path folder;

    private static LongFunction<Network> network(String name) {
        return switch (name) {
            case "ResNet8" -> ResNet8Network::initialize;
            case "ResNet20" -> ResNet20Network::initialize;
            case "MiniInception" -> MiniInceptionNetwork::initialize;
            default -> MiniDenseNetNetwork::initialize;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResNet8", "ResNet20", "MiniInception", "MiniDenseNet"})
    void learns(String name) throws IOException {
        String[] words = {"--data", CLOTHES, "--images", "256"};
        Clothes all = Clothes.of(words, 2, 1000);
        Clothes clothes = new Clothes(all.train(), all.test().subset(0, 100), 2, 1);
        History history = clothes.train(network(name).apply(1), Adam.rate(3e-3));
        double first = history.epochs().get(0).loss();
        assertTrue(history.last().loss() < 0.9 * first, history.toString());
    }

    @Test
    void resNet20HasItsParameters() {
        long parameters =
                ResNet20Network.initialize(0).parameters().stream()
                        .filter(p -> p.kind() != Parameter.Kind.STATISTIC)
                        .mapToLong(p -> p.layout().size())
                        .sum();
        // 0.27 million (He et al. 2016, table 6); here with one input channel and 1x1 shortcuts.
        int convolutions = 9 * (16 + 6 * 16 * 16 + 16 * 32 + 5 * 32 * 32 + 32 * 64 + 5 * 64 * 64);
        int shortcuts = 16 * 32 + 32 * 64;
        int norms = 2 * (7 * 16 + 7 * 32 + 7 * 64);
        int dense = 64 * 10 + 10;
        assertEquals(convolutions + shortcuts + norms + dense, parameters);
    }

    @Test
    void summariesListFewNumbers() {
        String summary = WineNetwork.initialize(0).summary();
        assertTrue(summary.contains("scaled by [1.2353305, 0.8976661, ...], plus [-"));
        assertTrue(summary.lines().allMatch(line -> line.length() < 140), summary);
    }

    @Test
    void winesAreToldApart() throws IOException {
        History history = Wine.train(Path.of("data", "wine.csv"), 40, 0);
        assertTrue(
                history.last().validationAccuracy().getAsDouble() > 0.9, history.last().toString());
    }

    private static String refusal(String sample, String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertEquals(1, Gallery.run(sample, words, System.out, printed));
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void wrongOptionsAreOneLine() {
        assertEquals(
                "gallery: unknown option --image; there are --data, --epochs, --images, --seed\n",
                refusal("ResNet8", "--image", "3"));
        assertEquals(
                "gallery: --images can't be many, expected a whole number\n",
                refusal("MiniInception", "--images", "many"));
        assertEquals(
                "gallery: --images can't be -5, expected a number from 1 on\n",
                refusal("MiniDenseNet", "--images", "-5"));
        assertEquals(
                "gallery: --epochs can't be 3000000000, expected a number from 1 on\n",
                refusal("Wine", "--epochs", "3000000000"));
        assertEquals("gallery: --seed needs a value\n", refusal("ResNet20", "--seed"));
    }

    @Test
    void dataThatAreMissingOrDamagedAreOneLineThatNamesThem() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "cultivar,x\nfirst,many\n");
        for (String[] words :
                new String[][] {
                    {"Wine", "nowhere"},
                    {"ResNet8", "nowhere"},
                    {"ResNet8", folder.toString()},
                    {"Wine", folder.toString()},
                    {"Wine", bad.toString()}
                }) {
            String error = refusal(words[0], "--data", words[1]);
            assertTrue(error.startsWith("gallery: "), error);
            assertTrue(error.contains(words[1]), error);
            assertEquals(1, error.lines().count(), error);
        }
    }

    @Test
    void ofAnUnknownSampleThoseThatAreThereAreListed() {
        String error = refusal("Foo");
        assertTrue(error.startsWith("gallery: there is no sample Foo. There are:\n"), error);
        for (String name :
                List.of("ResNet20", "ResNet8", "MiniInception", "MiniDenseNet", "Wine")) {
            assertTrue(error.contains("\n  " + name + " "), error);
        }
        assertEquals(6, error.lines().count());
    }
}
