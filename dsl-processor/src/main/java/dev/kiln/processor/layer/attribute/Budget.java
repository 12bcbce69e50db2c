package dev.kiln.processor.layer.attribute;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.operation.Graph;
import java.util.Map;

/**
 * {@code @Budget} as it was written.
 *
 * @param limits those that are written
 */
public record Budget(Site site, Map<Quantity, Long> limits) {

    /** Quantities that can be limited. */
    public enum Quantity {
        PARAMETERS("parameters", "parameters"),
        MULTIPLY_ADDS("multiplyAdds", "multiply-adds for a sample"),
        WEIGHT_BYTES("weightBytes", "bytes in a weight file"),
        ACTIVATION_BYTES("activationBytes", "bytes of working memory for a sample in training");

        private final String attribute;
        private final String words;

        Quantity(String attribute, String words) {
            this.attribute = attribute;
            this.words = words;
        }

        public String attribute() {
            return attribute;
        }

        public String words() {
            return words;
        }
    }

    /** How much of something a network takes. */
    @FunctionalInterface
    public interface Measure {
        long of(Graph graph, Quantity quantity);
    }

    public Budget {
        limits = Map.copyOf(limits);
    }
}
