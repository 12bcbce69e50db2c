package dev.kiln.processor.diagnostic;

import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;

/** Places in source files, as far as the compiler tells them. */
public interface Places {

    /**
     * A place in a source file.
     *
     * @param file its name, without folders
     * @param path its path from the folder in which the compiler runs, else from the root of the
     *     sources
     * @param line from 1
     * @param column from 1, in characters
     * @param length characters that are meant
     * @param source the line as it stands in the file
     */
    record Place(String file, String path, long line, int column, int length, String source) {}

    Optional<Place> of(Position position);

    /** Places by javac's trees; other compilers have none. */
    static Places of(ProcessingEnvironment environment) {
        Places places =
                Guarded.answer(() -> TreePlaces.of(environment), position -> Optional.empty());
        return position -> Guarded.answer(() -> places.of(position), Optional.empty());
    }

    /** Text of an attribute's value as it is written; empty where only its value is known. */
    default Optional<String> written(Position position) {
        return of(position).map(p -> excerpt(p));
    }

    private static String excerpt(Place place) {
        int from = Math.min(place.column() - 1, place.source().length());
        int to = Math.min(from + place.length(), place.source().length());
        return place.source().substring(from, to);
    }
}
