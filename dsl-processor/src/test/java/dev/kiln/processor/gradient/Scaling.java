package dev.kiln.processor.gradient;

import java.util.Arrays;

/** Preprocessing: {@code (x * scale - mean) / deviation}, with one number or one per channel. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scaling(double scale, double[] mean, double[] deviation) {

    static final Scaling NONE = new Scaling(1, new double[0], new double[0]);

    /** Behind other attributes; what is the default is not written. */
    String text() {
        return (scale == 1 ? "" : ", scale = " + scale)
                + text("mean", mean)
                + text("deviation", deviation);
    }

    private static String text(String attribute, double[] numbers) {
        String list = Arrays.toString(numbers).replace('[', '{').replace(']', '}');
        return numbers.length == 0 ? "" : ", " + attribute + " = " + list;
    }

    Image of(Image x) {
        Image y = Image.empty(x.height(), x.width(), x.channels());
        for (int i = 0; i < y.data().length; i++) {
            int c = i % x.channels();
            y.data()[i] = (x.data()[i] * scale - at(mean, c, 0)) / at(deviation, c, 1);
        }
        return y;
    }

    private static double at(double[] numbers, int channel, double usual) {
        return numbers.length == 0 ? usual : numbers[Math.min(channel, numbers.length - 1)];
    }
}
