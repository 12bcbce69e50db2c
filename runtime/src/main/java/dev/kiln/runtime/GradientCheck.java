package dev.kiln.runtime;

import dev.kiln.runtime.weights.Layout;
import java.util.List;

/**
 * Whether a gradient may hold numbers that are NaN or infinite, by looking at few of them. The
 * gradient of a matrix of weights is a sum of products, one factor belonging to its row and the
 * other to its column: an input that is not finite spoils the whole row, since even {@code 0 *
 * Infinity} is NaN, and a derivative that is not finite the whole column. So a diagonal that meets
 * every row and every column shows what any of them holds, and also whether numbers are so large
 * that others may have overflowed. Looking at all would take MLPs a tenth of their time.
 */
final class GradientCheck {

    /** Numbers of small gradients that are all looked at. */
    private static final int FEW = 4096;

    /** Products of two numbers that add up to so much may be beyond what a float holds. */
    private static final float LARGE = (float) 1e18;

    private GradientCheck() {}

    /** Whether all gradients are to be looked at. */
    static boolean areSuspicious(List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.isTrained()
                    && isSuspicious(parameter.gradient().data, parameter.layout())) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of one is to be looked at. */
    static boolean isSuspicious(float[] gradient, Layout layout) {
        float sum =
                layout.size() <= FEW
                        ? sum(gradient, layout.size())
                        : diagonal(gradient, layout.rows(), layout.columns());
        return !(sum < LARGE);
    }

    /** Four chains, because each addition waits for the one before. */
    private static float sum(float[] gradient, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i < length - 3; i += 4) {
            a += Math.abs(gradient[i]);
            b += Math.abs(gradient[i + 1]);
            c += Math.abs(gradient[i + 2]);
            d += Math.abs(gradient[i + 3]);
        }
        for (; i < length; i++) {
            a += Math.abs(gradient[i]);
        }
        return a + b + (c + d);
    }

    private static float diagonal(float[] gradient, int rows, int columns) {
        float sum = 0;
        int row = 0;
        int column = 0;
        for (int i = Math.max(rows, columns); i > 0; i--) {
            sum += Math.abs(gradient[row * columns + column]);
            row = row + 1 == rows ? 0 : row + 1;
            column = column + 1 == columns ? 0 : column + 1;
        }
        return sum;
    }
}
