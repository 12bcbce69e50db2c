package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.ConcatenationOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code @Inception} as it was written: branches side by side, joined along the channels. */
public record InceptionLayer(Site site, List<LayerDeclaration> branches, Techniques techniques)
        implements LayerDeclaration {

    public InceptionLayer {
        branches = List.copyOf(branches);
    }

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        return network.within(techniques, () -> inside(network, input));
    }

    private Tensor inside(NetworkBuilder network, Tensor input) {
        Activation behind = network.following();
        List<Tensor> results = new ArrayList<>();
        for (LayerDeclaration branch : branches) {
            network.expect(behind);
            results.add(branch.append(network, input));
        }
        network.expect(behind);
        if (results.isEmpty() || results.stream().anyMatch(t -> !t.shape().known())) {
            return new Tensor(site.path(), Shape.UNKNOWN);
        }
        IdleBranch.branches(site, branches, input, results).ifPresent(network::report);
        if (results.size() == 1) {
            return results.get(0);
        }
        Shape first = results.get(0).shape();
        for (Tensor result : results) {
            Shape other = result.shape();
            if (other.height() != first.height() || other.width() != first.width()) {
                return network.fail(
                        site, input.shape(), "joined", mismatch(network, input, results));
            }
        }
        long channels = results.stream().mapToLong(t -> t.shape().channels()).sum();
        if (channels > Integer.MAX_VALUE) {
            String fault = "its " + channels + " channels are more than a Java array holds";
            return network.fail(
                    site,
                    input.shape(),
                    "joined",
                    Problem.of(Code.TOO_LARGE, site.path(), site.at(""), fault));
        }
        Shape shape = new Shape(first.height(), first.width(), (int) channels);
        Optional<Problem> problem = SizeCheck.problem(site, "", shape, 0);
        if (problem.isPresent()) {
            return network.fail(site, input.shape(), "joined", problem.get());
        }
        Tensor output = new Tensor(network.fresh(site.path()), shape);
        ConcatenationOp joined = new ConcatenationOp(site.path(), results, output);
        network.add(joined);
        network.trace(site, input.shape(), shape, joined.description());
        return output;
    }

    private Problem mismatch(NetworkBuilder network, Tensor input, List<Tensor> results) {
        String ends =
                IntStream.range(0, results.size())
                        .mapToObj(
                                i ->
                                        name(branches.get(i))
                                                + " "
                                                + results.get(i).shape().height()
                                                + "x"
                                                + results.get(i).shape().width())
                        .collect(Collectors.joining(", "));
        return Problem.of(
                        Code.INCEPTION_SHAPES,
                        site.path(),
                        OddBranch.position(branches, results, input, network.traces())
                                .orElse(site.at("")),
                        "the branches end with different maps: " + ends)
                .blaming(Problem.Blame.MAP);
    }

    private String name(LayerDeclaration branch) {
        String path = branch.site().path();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    @Override
    public List<LayerDeclaration> children() {
        return branches;
    }
}
