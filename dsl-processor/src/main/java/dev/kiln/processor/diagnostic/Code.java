package dev.kiln.processor.diagnostic;

/** Faults. The codes are stable; each has a page in docs/errors and a test. */
public enum Code {
    INTERNAL(true),
    MODEL_CLASS(true),
    EMPTY_MODEL(true),
    NO_MODEL(true),
    OPTION(true),
    NAME_TAKEN(true),
    NAME_LENGTH(true),
    NOT_WRITTEN(true),
    FIELD_TYPE(true),
    FIELD_LAYERS(true),
    ATTRIBUTE_VALUE(true),
    ATTRIBUTE_COUNT(true),
    ATTRIBUTE_UNUSED(true),
    WINDOW_EXCEEDS_INPUT(true),
    GROUPS(true),
    SIZE(true),
    RESIDUAL_SHAPES(true),
    INCEPTION_SHAPES(true),
    BLOCK_CLASS(true),
    BLOCK_RECURSION(true),
    STAGE(true),
    LAYER_COUNT(true),
    TOO_LARGE(true),
    BUDGET(true),
    LOSS(true),
    LABELS(true),
    CLASS_WEIGHTS(true),
    PREPROCESSING(true),
    OPTION_UNKNOWN(false),
    CROPPED(false),
    POOL_EXCEEDS_MAP(false),
    PADDING_EXCEEDS_KERNEL(false),
    ONLY_PADDING(false),
    SOFTMAX_INSIDE(false),
    NO_SOFTMAX(false),
    IDLE_BRANCH(false),
    SHORTCUT_OF_ONE_PIXEL(false),
    STAGE_UNUSED(false),
    LOPSIDED(false),
    BIAS_BEFORE_NORM(false),
    DROPOUT_LAST(false);

    private final boolean error;

    Code(boolean error) {
        this.error = error;
    }

    public boolean isError() {
        return error;
    }

    /** {@code KILN-WINDOW-EXCEEDS-INPUT}. */
    public String id() {
        return "KILN-" + name().replace('_', '-');
    }

    /** Where the documentation says more. */
    public String page() {
        return "docs/errors/" + id() + ".md";
    }
}
