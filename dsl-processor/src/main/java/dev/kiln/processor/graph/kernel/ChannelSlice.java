package dev.kiln.processor.graph.kernel;

/**
 * Where the channels of a map lie in each pixel of a wider one: the column block {@code from} to
 * {@code from + channels - 1} of {@code total}. A map on its own has the whole pixel.
 */
public record ChannelSlice(int from, int channels, int total) {

    public ChannelSlice {
        if (from < 0 || channels < 1 || from + channels > total) {
            throw new IllegalArgumentException(
                    channels + " channels from " + from + " are not inside " + total);
        }
    }

    public static ChannelSlice whole(int channels) {
        return new ChannelSlice(0, channels, channels);
    }

    /**
     * A part of a map, once that map has been placed in {@code outer}; itself if it is there
     * already, because a kernel has one place for the output and for the gradient by it.
     */
    public ChannelSlice within(ChannelSlice outer) {
        if (total == outer.total) {
            return this;
        }
        if (total != outer.channels) {
            throw new IllegalArgumentException(this + " is no part of " + outer);
        }
        return new ChannelSlice(outer.from + from, channels, outer.total);
    }

    public boolean isWhole() {
        return channels == total;
    }

    /** {@code From16Of64}, or nothing for a map on its own. */
    String suffix() {
        return isWhole() ? "" : "At" + from + "Of" + total;
    }

    /** {@code , channels 16 to 31 of 64}, or nothing for a map on its own. */
    String words() {
        return isWhole()
                ? ""
                : ", channels " + from + " to " + (from + channels - 1) + " of " + total;
    }
}
