package dev.kiln.runtime.internal.panel;

/** A sweep over a map whose rows are divided among threads; its arguments are kept in fields. */
final class DividedMap implements Crew.Rows {

    /** Work on some rows. */
    interface Sweep {

        void rows(DividedMap arguments, int begin, int end, Crew.Memory memory);
    }

    private Sweep sweep;
    float[] input;
    float[] other;
    float[] mean;
    float[] factor;
    float[] shift;
    float[] output;
    int channels;
    int to;
    int total;
    boolean relu;

    void run(Crew crew, Sweep sweep, int rows, int unit) {
        this.sweep = sweep;
        try {
            crew.divide(this, rows, unit);
        } finally {
            input = null;
            other = null;
            mean = null;
            factor = null;
            shift = null;
            output = null;
        }
    }

    @Override
    public void run(int begin, int end, Crew.Memory memory) {
        sweep.rows(this, begin, end, memory);
    }
}
