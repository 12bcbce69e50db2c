/**
 * The language: annotations that describe a network. Needed at compile time only: {@code requires
 * static dev.kiln}.
 */
module dev.kiln {
    exports dev.kiln;
}
