package dev.kiln.runtime.internal.panel;

/**
 * The transforms of Winograd's minimal filtering F(4x4, 3x3) (Lavin and Gray 2016), line by line:
 * of columns and of rows, for many channels at once. The points are 0, 3/4, -3/4, 3/2, -3/2.
 */
interface WinogradLines {

    float A = 0.75f;
    float A2 = A * A;
    float A3 = A2 * A;
    float B = 1.5f;
    float B2 = B * B;
    float B3 = B2 * B;
    float SUM = A2 + B2;
    float PRODUCT = A2 * B2;

    /** 1 / (A2 * B2). */
    float FIRST = 64f / 81f;

    /** 1 / (2 * A2 * (A2 - B2)). */
    float SECOND = -128f / 243f;

    /** 1 / (2 * B2 * (B2 - A2)). */
    float THIRD = 32f / 243f;

    /** Numbers in a vector. */
    int lanes();

    /**
     * {@code B' d} of n lines of six numbers side by side.
     *
     * @param at where the first numbers are; the others are {@code step} floats apart
     * @param to where the first results go; the others {@code toStep} floats apart
     */
    void patches(int n, float[] x, int at, int step, float[] y, int to, int toStep);

    /**
     * The transform of {@link #patches} for the rows of some patches: neighbors are four pixels
     * apart.
     *
     * @param channels of a pixel
     * @param to where those of the first patch go; the next follow each other
     */
    void patchRows(int patches, int channels, float[] x, int at, float[] y, int to, int toStep);

    /** {@code A' m} of n lines of six numbers side by side, four results of each in place. */
    void results(int n, float[] m, int at, int step);

    /**
     * {@code A' m} of one line of n channels, a bias and ReLU.
     *
     * @param bias of the channels, from {@code first} on
     * @param rows how many of the four results are stored
     */
    void column(
            int n,
            float[] m,
            int at,
            int step,
            float[] bias,
            int first,
            float[] y,
            int to,
            int toStep,
            int rows,
            float least);
}
