package dev.kiln.runtime.internal.kernel;

/** The error function in double precision: Maclaurin series, or continued fraction in the tail. */
final class ReferenceErf {

    private ReferenceErf() {}

    static double erf(double x) {
        double size = Math.abs(x);
        return Math.copySign(size < 2.5 ? series(size) : 1 - erfc(size), x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * sum; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static double erfc(double x) {
        double fraction = x;
        for (int k = 100; k > 0; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
