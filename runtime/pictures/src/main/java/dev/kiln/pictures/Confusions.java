package dev.kiln.pictures;

import dev.kiln.runtime.train.Evaluation;
import java.util.List;

/**
 * Samples of an evaluation that were taken for another class.
 *
 * @param pictures heat map and pairs
 * @param table each class, as HTML
 */
record Confusions(List<Picture> pictures, String table) {

    private static final int PAIRS = 10;

    static Confusions of(Evaluation evaluation) {
        return new Confusions(
                List.of(Pictures.confusion(evaluation), Pictures.mostConfused(evaluation, PAIRS)),
                Tables.classes(evaluation.confusion()));
    }
}
