package dev.kiln.runtime.train;

import java.util.ServiceLoader;

/** Finds who draws the reports of trainings. */
final class TrainingReports {

    private static final String MISSING =
            "reports of trainings are drawn by the artifact dev.kiln:kiln-pictures, which is neither"
                    + " on the class path nor among the modules";

    private TrainingReports() {}

    /**
     * The first that the class loader of the thread knows, or that of the runtime.
     *
     * @throws IllegalStateException if there is none
     */
    static TrainingReport find() {
        ClassLoader own = TrainingReport.class.getClassLoader();
        return ServiceLoader.load(TrainingReport.class)
                .findFirst()
                .or(() -> ServiceLoader.load(TrainingReport.class, own).findFirst())
                .orElseThrow(() -> new IllegalStateException(MISSING));
    }
}
