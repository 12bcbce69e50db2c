package dev.kiln.runtime.train;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.data.Dataset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One training, for a {@link TrainingReport}.
 *
 * @param network which is trained; to be used on the training thread alone
 * @param train the training data, with classes numbered as the network has them
 * @param validation the data that the network is evaluated on after each epoch
 * @param warnings takes sentences that users should see
 */
public record Training(
        Network network, Dataset train, Optional<Dataset> validation, Consumer<String> warnings) {

    /** Checks that nothing is null. */
    public Training {
        Objects.requireNonNull(network, "the network is null");
        Objects.requireNonNull(train, "the training data are null");
        Objects.requireNonNull(validation, "the validation data are null");
        Objects.requireNonNull(warnings, "the taker of warnings is null");
    }
}
