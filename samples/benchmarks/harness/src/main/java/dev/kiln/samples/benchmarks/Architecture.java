package dev.kiln.samples.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The networks, described once for all libraries; Kiln's annotated classes are the same networks.
 * All end with logits: five small ones with ten, those for ImageNet with a thousand.
 */
public enum Architecture {
    LENET("LeNet", 1, 28, 10),
    VGG("VGG-like", 3, 32, 10),
    RESNET20("ResNet-20", 3, 32, 10),
    INCEPTION("mini-Inception", 3, 32, 10),
    MLP("MLP", 1, 28, 10),
    RESNET18("ResNet-18", 3, 224, 1000),
    RESNET50("ResNet-50", 3, 224, 1000),
    MOBILENET2("MobileNet-v2", 3, 224, 1000),
    GOOGLENET("GoogLeNet", 3, 224, 1000),
    DENSENET121("DenseNet-121", 3, 224, 1000),
    SQUEEZENET("SqueezeNet 1.1", 3, 224, 1000);

    private final String title;
    private final int channels;
    private final int side;
    private final int classes;

    Architecture(String title, int channels, int side, int classes) {
        this.title = title;
        this.channels = channels;
        this.side = side;
        this.classes = classes;
    }

    /** The network of this name, as {@link #label} gives it. */
    public static Architecture of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Networks that are for ImageNet, or those that are not. */
    public static List<Architecture> all(boolean real) {
        return Arrays.stream(values()).filter(each -> each.isReal() == real).toList();
    }

    /** Name in arguments and results, such as {@code lenet}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name in tables. */
    public String title() {
        return title;
    }

    /** Channels of an image. */
    public int channels() {
        return channels;
    }

    /** Rows, and columns, of an image. */
    public int side() {
        return side;
    }

    /** Outputs. */
    public int classes() {
        return classes;
    }

    /** Numbers of an image. */
    public int imageSize() {
        return channels * side * side;
    }

    /** Whether it is a published network for ImageNet. */
    public boolean isReal() {
        return classes == 1000;
    }

    /**
     * Whether a few steps of training are compared: not with dropout, which no two libraries draw
     * alike, and not of large networks.
     */
    public boolean comparesTraining() {
        return this != VGG && !isReal();
    }

    /** The network, made of these parts. */
    public <P> P build(Parts<P> parts) {
        SmallNetworks<P> small = new SmallNetworks<>(parts, classes);
        RealNetworks<P> real = new RealNetworks<>(parts, classes);
        return switch (this) {
            case LENET -> small.lenet();
            case VGG -> small.vgg();
            case RESNET20 -> small.resnet20();
            case INCEPTION -> small.inception();
            case MLP -> small.mlp();
            case RESNET18 -> real.resnet18();
            case RESNET50 -> real.resnet50();
            case MOBILENET2 -> real.mobileNet2();
            case GOOGLENET -> real.googLeNet();
            case DENSENET121 -> real.denseNet121();
            case SQUEEZENET -> real.squeezeNet();
        };
    }
}
