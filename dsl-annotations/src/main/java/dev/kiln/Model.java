package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that is a network: its fields are layers, and their order is the flow of data. For {@code
 * class LeNet} the build writes {@code LeNetNetwork}, which trains, and {@code LeNetPredictor},
 * which predicts; for a nested {@code Outer.LeNet} they are {@code Outer_LeNetNetwork} and {@code
 * Outer_LeNetPredictor}. Static fields are constants, not layers.
 *
 * <pre>{@code
 * @Model(input = @Input(height = 28, width = 28, channels = 1))
 * class LeNet {
 *     @Conv(filters = 6, kernel = 5, activation = RELU)  Layer conv1;
 *     @Pool(size = 2)                                    Layer pool1;
 *     @Dense(units = 10, activation = SOFTMAX)           Layer digit;
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Model {

    /** What one sample looks like. */
    Input input();

    /** What training makes small; AUTO follows from the last activation. */
    Loss loss() default Loss.AUTO;

    /**
     * Cross-entropy only: the share of each target that is spread over all classes, 0 to below 1.
     */
    double labelSmoothing() default 0;

    /** Cross-entropy only: one weight a class; none means 1 for each. */
    double[] classWeights() default {};

    /**
     * Whether training also computes the gradient of the loss by the raw input, for saliency maps
     * and the like.
     */
    boolean inputGradient() default false;
}
