package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.BlockNode.Kind;
import dev.kiln.processor.gradient.StageNode.Amount;
import dev.kiln.processor.gradient.StageNode.Sized;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A valid model of nested blocks by chance; the same number gives the same model. */
final class RandomTree {

    /** Numbers in one sample between two layers; keeps the interpreter fast. */
    private static final int LARGEST = 260;

    private static final int DEEPEST = 3;
    private static final Function[] FUNCTIONS = {
        Function.RELU,
        Function.LEAKY_RELU,
        Function.ELU,
        Function.GELU,
        Function.SILU,
        Function.SIGMOID,
        Function.TANH,
        Function.GELU_TANH,
        Function.FLAT_ELU
    };
    private static final double[] RATES = {0.1, 0.25, 0.5, 0};

    /** Channels that fill vectors, with and without a rest. */
    private static final int[] WIDE = {6, 16, 17, 20, 32, 33, 40, 48, 64};

    private final Random random;
    private final boolean wide;

    private RandomTree(int number, boolean wide) {
        this.random = new Random(number * 0xD1342543DE82EF95L + 7);
        this.wide = wide;
    }

    static TreeNet of(int number) {
        return new RandomTree(number, false).net("Tree" + number);
    }

    /** With so many channels that there are vector kernels. */
    static TreeNet wide(int number) {
        return new RandomTree(number, true).net("Wide" + number);
    }

    private TreeNet net(String name) {
        int[] input =
                chance(6)
                        ? new int[] {1, 1, between(2, 12)}
                        : new int[] {
                            between(2, 7), between(2, 7), wide ? channels() : between(1, 4)
                        };
        List<Node> fields = new ArrayList<>();
        int[] shape = input;
        for (int count = between(1, 4), tries = 0; fields.size() < count && tries < 40; tries++) {
            shape = add(fields, node(shape, 0, false), shape);
        }
        if (chance(2)) {
            shape = add(fields, Leaf.of(new Layers.Global(chance(3))), shape);
        }
        LossRule loss = LossRule.squares();
        if (!chance(3)) {
            int classes = between(2, 5);
            Function last = chance(2) ? Function.SOFTMAX : Function.NONE;
            fields.add(Leaf.of(new Layers.Dense(classes, !chance(4), last)));
            loss = LossRule.crossEntropy(last == Function.SOFTMAX);
        }
        return new TreeNet(name, input, between(1, 4), loss, fields, techniques(3));
    }

    private int[] add(List<Node> fields, Node node, int[] shape) {
        int[] next = node.shape(shape);
        if (next == null || next[0] * next[1] * next[2] > (wide ? 20 * LARGEST : LARGEST)) {
            return shape;
        }
        fields.add(node);
        return next;
    }

    /** {@code keep}: the map keeps its size. */
    private Node node(int[] shape, int depth, boolean keep) {
        int kind = random.nextInt(depth < DEEPEST ? 14 : 8);
        return switch (kind) {
            case 0, 1, 2 -> convolution(shape, keep);
            case 3 -> pool(keep);
            case 4 -> Leaf.of(new Layers.Activate(function()));
            case 5 ->
                    new Leaf.Norm(
                            chance(3) ? 1e-3 : 1e-5, chance(3) ? 0.5 : 0.1, !chance(4), chance(6));
            case 6 -> new Leaf.Drop(RATES[random.nextInt(RATES.length)]);
            case 7 -> keep ? Leaf.of(new Layers.Same()) : dense();
            case 8, 9 -> block(Kind.RESIDUAL, chain(shape, depth, keep));
            case 10 -> block(Kind.CHAIN, chain(shape, depth, keep));
            case 11 -> block(Kind.INCEPTION, branches(shape, depth));
            case 12 ->
                    new BlockNode(
                            Kind.RESIDUAL_FIELD,
                            List.of(convolution(shape, keep)),
                            maybe(),
                            Techniques.NONE,
                            Techniques.NONE);
            default -> stage(keep);
        };
    }

    private Node block(Kind kind, List<Node> fields) {
        Function activation = kind == Kind.RESIDUAL ? maybe() : Function.NONE;
        return new BlockNode(kind, fields, activation, techniques(4), techniques(6));
    }

    private List<Node> chain(int[] in, int depth, boolean keep) {
        List<Node> fields = new ArrayList<>();
        int[] shape = in;
        for (int count = between(1, 3), tries = 0; fields.size() < count && tries < 30; tries++) {
            shape = add(fields, node(shape, depth + 1, keep), shape);
        }
        return fields.isEmpty() ? List.of(Leaf.of(new Layers.Same())) : fields;
    }

    private List<Node> branches(int[] in, int depth) {
        List<Node> fields = new ArrayList<>();
        for (int count = between(1, 4), tries = 0; fields.size() < count && tries < 30; tries++) {
            add(fields, node(in, depth + 1, true), in);
        }
        return fields.isEmpty() ? List.of(Leaf.of(new Layers.Same())) : fields;
    }

    private Node stage(boolean keep) {
        List<Sized> convolutions = new ArrayList<>();
        int strided = random.nextInt(3);
        for (int i = 0, count = between(1, 3); i < count; i++) {
            boolean depthwise = chance(4);
            Amount[] amounts = Amount.values();
            Amount amount =
                    depthwise
                            ? chance(2) ? Amount.IN : Amount.TWICE_IN
                            : amounts[random.nextInt(amounts.length)];
            convolutions.add(
                    new Sized(amount, chance(2) ? 1 : 3, i == strided, depthwise, maybe()));
        }
        return new StageNode(
                chance(3) ? Kind.CHAIN : Kind.RESIDUAL,
                between(1, 2),
                wide ? channels() / 2 * 2 : 2 * between(1, 3),
                keep ? 1 : between(1, 2),
                convolutions,
                Function.NONE,
                techniques(4),
                techniques(6));
    }

    private Node convolution(int[] shape, boolean keep) {
        int rows = chance(2) ? 1 : between(2, 3);
        int[] kernel = {rows, chance(2) ? rows : between(1, 3)};
        int step = between(1, 2);
        int[] stride = keep ? new int[] {1, 1} : new int[] {step, step};
        int[] dilation = chance(5) ? new int[] {2, 2} : new int[] {1, 1};
        int groups = chance(4) ? shape[2] : 1;
        int filters = wide && groups == 1 ? channels() : groups * between(1, groups > 1 ? 2 : 6);
        Window window = Window.same(kernel, stride, dilation);
        return new Leaf(
                new Layers.Conv(window, filters, groups, !chance(4), maybe()), techniques(3), null);
    }

    private Node pool(boolean keep) {
        int size = between(2, 3);
        int[] kernel = {size, size};
        int[] stride = keep ? new int[] {1, 1} : kernel;
        Window window =
                keep
                        ? Window.same(kernel, stride, new int[] {1, 1})
                        : Window.of(kernel, stride, new int[] {1, 1}, 0, 0, 0, 0);
        boolean max = chance(2);
        return Leaf.of(new Layers.Pool(window, max, max || chance(2)));
    }

    private Node dense() {
        return new Leaf(
                new Layers.Dense(wide ? channels() : between(2, 9), !chance(4), maybe()),
                techniques(3),
                null);
    }

    /** One time in {@code of} something is written; never that anything is frozen altogether. */
    private Techniques techniques(int of) {
        if (!chance(of)) {
            return Techniques.NONE;
        }
        return new Techniques(
                chance(3) ? 0.002 : null,
                chance(3) ? 0.01 : null,
                chance(4) ? RATES[random.nextInt(RATES.length)] : null,
                chance(2) ? Boolean.valueOf(!chance(4)) : null,
                chance(6),
                chance(6) ? "GLOROT" : null);
    }

    private int channels() {
        return WIDE[random.nextInt(WIDE.length)];
    }

    private Function maybe() {
        return chance(3) ? Function.NONE : function();
    }

    private Function function() {
        return chance(2) ? Function.RELU : FUNCTIONS[random.nextInt(FUNCTIONS.length)];
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
