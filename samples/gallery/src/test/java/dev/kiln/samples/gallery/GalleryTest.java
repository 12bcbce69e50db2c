package dev.kiln.samples.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample learns; on a part of its data, because this is plain Java. */
class GalleryTest {

    private static final String CLOTHES = "../quickstart/data";

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
    void winesAreToldApart() throws IOException {
        History history = Wine.train(Path.of("data", "wine.csv"), 40, 0);
        assertTrue(history.last().validationAccuracy() > 0.9, history.last().toString());
    }

    @Test
    void wrongOptionsAreNamed() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Clothes.of(new String[] {"--image", "3"}, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Clothes.of(new String[] {"--images", "many", "--data", CLOTHES}, 1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Clothes.of(new String[] {"--seed"}, 1, 1));
    }
}
