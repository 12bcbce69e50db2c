package dev.kiln.processor.pass;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of passes, and what is printed of them. */
class PipelineTest {

    private static final Path PAGE = Path.of("..", "docs", "architecture.md");
    private static final ModelInfo INFO = new ModelInfo("", "Test", List.of(), false);

    private static final Graph GRAPH =
            Chain.of(
                    new Shape(8, 8, 3),
                    Chain.conv("conv", 4, Chain.RELU),
                    Chain.pool("pool"),
                    Chain.dense("last", 5, Chain.SOFTMAX));

    private static List<String> dumped(String pass, Options options) {
        List<String> texts = new ArrayList<>();
        Pipeline.run(INFO, GRAPH, options, k -> true, new Dump(pass, texts::add));
        return texts;
    }

    private static List<String> heads(List<String> texts) {
        return texts.stream().map(t -> t.substring(0, t.indexOf('\n'))).toList();
    }

    @Test
    void eachProgramGoesThroughItsPasses() {
        assertThat(heads(dumped(Dump.ALL, Options.ALL_ON)))
                .containsExactly(
                        "training after fusion",
                        "training after lowering",
                        "training after horizontal-fusion",
                        "training after statistics-fusion",
                        "training after relu-max-pool-fusion",
                        "training after concat-elimination",
                        "training after winograd",
                        "training after weight-packing",
                        "training after rematerialization",
                        "training after split-k",
                        "training after buffer-assignment",
                        "evaluation after inference",
                        "evaluation after fusion",
                        "evaluation after lowering",
                        "evaluation after horizontal-fusion",
                        "evaluation after statistics-fusion",
                        "evaluation after concat-elimination",
                        "evaluation after winograd",
                        "evaluation after weight-packing",
                        "evaluation after split-k",
                        "evaluation after buffer-assignment",
                        "prediction after inference",
                        "prediction after batch-norm-folding",
                        "prediction after fusion",
                        "prediction after lowering",
                        "prediction after horizontal-fusion",
                        "prediction after statistics-fusion",
                        "prediction after concat-elimination",
                        "prediction after winograd",
                        "prediction after conv-pool-fusion",
                        "prediction after weight-packing",
                        "prediction after split-k",
                        "prediction after buffer-assignment")
                .inOrder();
    }

    @Test
    void operationsStepsAndBuffersAreListed() {
        assertThat(dumped("fusion", Options.ALL_ON).get(0))
                .isEqualTo(
                        """
                        training after fusion
                          conv: conv 3x3, padding 1, 4 filters, relu (raw input 8x8x3) -> conv 8x8x4
                          pool: max pool 2x2 (conv 8x8x4) -> pool 4x4x4
                          last: dense, 5 units (pool 4x4x4) -> last.linear 5
                        """);
        assertThat(dumped("conv-pool-fusion", Options.ALL_ON))
                .containsExactly(
                        """
                        prediction after conv-pool-fusion
                          conv: convolution3x3Padding1From8x8x3To8x8x4ReluMaxPool2x2(input = raw input 8x8x3,\
                         weight = conv.weight 108, bias = conv.bias 4, map = conv 8x8x4, output = pool 4x4x4)
                          last: denseFrom64To5(input = pool 4x4x4, weight = last.weight 320, bias = last.bias 5,\
                         output = last.linear 5)
                        """);
        assertThat(dumped("buffer-assignment", Options.ALL_ON).get(2))
                .isEqualTo(
                        """
                        prediction after buffer-assignment
                          0: 256 floats: conv 8x8x4, last.linear 5
                          1: 64 floats: pool 4x4x4
                        """);
    }

    @Test
    void aPassThatIsOffChangesNothing() {
        Options off = Options.of("masks", null, null, true);
        String masks = dumped("relu-max-pool-fusion", off).get(0);
        assertThat(masks).contains("reluGradient");
        assertThat(dumped("relu-max-pool-fusion", Options.ALL_ON).get(0))
                .doesNotContain("reluGradient");
        assertThat(masks.lines().skip(1).toList())
                .isEqualTo(dumped("lowering", off).get(0).lines().skip(1).toList());
    }

    @Test
    void nothingIsPrintedUnlessItIsAskedFor() {
        assertThat(dumped("", Options.ALL_ON)).isEmpty();
    }

    @Test
    void thePictureShowsAllPassesInOrder() throws IOException {
        String page = Files.readString(PAGE);
        int at = page.indexOf("## From class to code");
        for (String pass : Pipeline.passes()) {
            int next = page.indexOf("|  " + pass + " ", at);
            assertWithMessage(pass).that(next).isAtLeast(0);
            at = next;
        }
    }
}
