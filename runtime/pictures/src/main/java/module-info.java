/**
 * Trainings and evaluations as pictures: SVG and HTML that need nothing else, in light and dark.
 * For developers; applications do not ship it.
 */
module dev.kiln.pictures {
    requires transitive dev.kiln.runtime;
    requires ejml.core;
    requires java.desktop;

    exports dev.kiln.pictures;

    provides dev.kiln.runtime.train.TrainingReport with
            dev.kiln.pictures.PageReport;
}
