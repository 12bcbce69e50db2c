package dev.kiln.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParameterTest {

    private static final Shape INPUT = new Shape(10, 10, 5);

    private static Parameter convolution(Initializer initializer) {
        return Parameter.convolution("conv.weight", 64, 32, 3, 5, initializer);
    }

    @Test
    void matricesAreInMemoryLayout() {
        Parameter convolution = convolution(Initializer.HE);
        assertEquals(3 * 5 * 32, convolution.value().numRows);
        assertEquals(64, convolution.value().numCols);
        assertEquals(Parameter.Kind.WEIGHT, convolution.kind());
        Parameter bias = Parameter.bias("conv.bias", 64);
        assertEquals(1, bias.value().numRows);
        assertEquals(64, bias.gradient().numCols);
        assertEquals(Parameter.Kind.BIAS, bias.kind());
        assertSame(bias.gradient(), bias.gradient());
    }

    @Test
    void heHasDeviationByFanIn() {
        Parameter parameter = convolution(Initializer.HE);
        parameter.initialize(1, 0);
        double[] moments = moments(parameter.value().data);
        double deviation = Math.sqrt(2.0 / (32 * 15));
        assertEquals(0, moments[0], 0.02 * deviation);
        assertEquals(deviation, moments[1], 0.02 * deviation);
    }

    @Test
    void glorotIsUniformByBothFans() {
        Parameter parameter = convolution(Initializer.GLOROT);
        parameter.initialize(1, 0);
        float[] values = parameter.value().data;
        double bound = Math.sqrt(6.0 / (32 * 15 + 64 * 15));
        double[] moments = moments(values);
        assertEquals(0, moments[0], 0.02 * bound);
        assertEquals(bound / Math.sqrt(3), moments[1], 0.01 * bound);
        for (float value : values) {
            assertTrue(Math.abs(value) <= bound);
        }
    }

    @Test
    void startDependsOnSeedAndIndexOnly() {
        float[] first = start(7, 3);
        assertArrayEquals(first, start(7, 3));
        assertFalse(Arrays.equals(first, start(8, 3)));
        assertFalse(Arrays.equals(first, start(7, 4)));
    }

    @Test
    void biasStartsAtZero() {
        Parameter bias = Parameter.bias("bias", 3);
        bias.initialize(1, 0);
        assertArrayEquals(new float[3], bias.value().data);
    }

    private static float[] start(long seed, int index) {
        Parameter parameter = Parameter.dense("weight", 4, INPUT, Initializer.HE);
        parameter.initialize(seed, index);
        return parameter.value().data;
    }

    private static double[] moments(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        return new double[] {mean, Math.sqrt(squares / values.length - mean * mean)};
    }
}
