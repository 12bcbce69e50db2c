package dev.kiln.runtime;

import java.util.List;

/** Changes the parameters of a network by their gradients; see {@link Network#update}. */
public interface Updater {

    /**
     * Changes every parameter that {@linkplain Parameter#isTrained is trained}; gradients are not
     * modified.
     *
     * @param parameters those of one network
     * @param scale factor of all gradients, 1/k where those of k batches were added up
     * @param parallel threads that may share the work, which nobody else uses meanwhile
     */
    void update(List<Parameter> parameters, double scale, Parallel parallel);
}
