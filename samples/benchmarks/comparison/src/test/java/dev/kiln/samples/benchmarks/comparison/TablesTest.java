package dev.kiln.samples.benchmarks.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.samples.benchmarks.Line;
import dev.kiln.samples.benchmarks.Spread;
import dev.kiln.samples.benchmarks.comparison.Peer.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {

    private final Results results = new Results();
    private final List<Peer> peers =
            List.of(
                    new Peer("kiln", "Kiln", Role.FULL, List.of(), 0),
                    new Peer("onnxruntime", "ONNX Runtime", Role.FULL, List.of(), 0),
                    new Peer("djl", "DJL", Role.FULL, List.of(), 0));
    private final Tables tables = new Tables(peers, List.of("lenet", "mlp"), results);

    @Test
    void ratiosAreToTheBestPeer() {
        add("kiln", "lenet", 1200, 1000);
        add("kiln", "mlp", 2000);
        add("onnxruntime", "lenet", 500);
        add("onnxruntime", "mlp", 4000);
        add("djl", "mlp", 3);
        assertEquals(
                """

                | infer64 | LeNet | MLP |
                |---|---|---|
                | Kiln | 1,100 (1,000 to 1,200) | 2,000 |
                | ONNX Runtime | 500 | 4,000 |
                | DJL |  | 3.00 |
                | times as fast as the best of the others | **2.20** | **0.50** |
                """,
                tables.speeds("infer64", "infer64", true));
    }

    @Test
    void lessTimeIsFaster() {
        add("kiln", "lenet", 10);
        add("kiln", "mlp", 10);
        add("djl", "lenet", 20);
        add("djl", "mlp", 5);
        String table = tables.speeds("infer64", "infer64", false);
        assertEquals("| **2.00** | **0.50** |", table.substring(table.indexOf("| **")).strip());
    }

    @Test
    void unknownOptionsAreErrors() {
        assertThrows(IllegalArgumentException.class, () -> Options.parse("--modles", "lenet"));
    }

    @Test
    void layersHaveTheirOwnUnitsAndLimits() {
        add("kiln", "3x3,7x7x512,to,7x7x512", 50, "GFLOP/s");
        add("limit", "3x3,7x7x512,to,7x7x512", 200, "GFLOP/s");
        add("kiln", "depth-wise,3x3,7x7x9,to,7x7x9", 12, "GB/s");
        add("limit", "depth-wise,3x3,7x7x9,to,7x7x9", 15, "GB/s");
        assertEquals(
                """

                | Layer, one image | speed | limit | share, % |
                |---|---|---|---|
                | 3x3 7x7x512 to 7x7x512 | 50.0 GFLOP/s | 200 GFLOP/s | 25 |
                | depth-wise 3x3 7x7x9 to 7x7x9 | 12.0 GB/s | 15.0 GB/s | 80 |
                """,
                tables.layers());
    }

    @Test
    void realNetworksHaveOptionsOfTheirOwn() {
        Options small = Options.parse("--rounds", "1");
        Options real = Options.parse("real", "--warm", "2");
        assertEquals(List.of("lenet", "vgg", "resnet20", "inception", "mlp"), small.networks());
        assertEquals("resnet18", real.networks().get(0));
        assertEquals(List.of("one", "infer16"), real.speeds());
        assertEquals("2", real.warm());
    }

    private void add(String peer, String layer, double speed, String unit) {
        results.add(new Line(peer, layer, "layers", Spread.of(speed), unit));
    }

    private void add(String peer, String network, double... medians) {
        for (double median : medians) {
            results.add(new Line(peer, network, "infer64", Spread.of(median), "img/s"));
        }
    }
}
