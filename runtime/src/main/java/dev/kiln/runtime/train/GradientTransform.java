package dev.kiln.runtime.train;

import dev.kiln.runtime.Penalty;

/**
 * From the gradient of the mean loss to what an optimizer descends along, element by element, so
 * that penalties, clipping and weight decay cost no sweep of their own: {@code clamp((gradient *
 * scale + slope of the penalty) * clip) + decay * value}. Set anew for each parameter, so that an
 * update allocates nothing.
 */
final class GradientTransform {

    private float scale;
    private boolean penalized;
    private Penalty penalty = Penalty.NONE;
    private float clip;
    private boolean limited;
    private float limit;
    private float decay;

    void set(double scale, Penalty penalty, double clip, double limit, float decay) {
        this.scale = (float) scale;
        this.penalized = !penalty.isNone();
        this.penalty = penalty;
        this.clip = (float) clip;
        this.limited = !Double.isInfinite(limit);
        this.limit = (float) limit;
        this.decay = decay;
    }

    float of(float gradient, float value) {
        float g = gradient * scale;
        if (penalized) {
            g += penalty.slope(value);
        }
        return Math.fma(decay, value, clipped(g));
    }

    /** Without penalty and decay. */
    float ofGradient(float gradient) {
        return clipped(gradient * scale);
    }

    /** What pulls at a value by itself: slope of the penalty and decay. */
    float pull(float value) {
        return penalized ? Math.fma(decay, value, penalty.slope(value)) : decay * value;
    }

    private float clipped(float gradient) {
        float g = gradient * clip;
        return limited ? Math.max(-limit, Math.min(limit, g)) : g;
    }
}
