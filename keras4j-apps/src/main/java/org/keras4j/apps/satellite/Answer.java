package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.score.Probabilities;

/// What a network says of one picture, for people.
final class Answer {

    private Answer() {}

    /// {@return of classes the most probable three, of tags those above their thresholds, the most probable first: `Forest (98.2 %), Pasture (1.1 %)`}
    static String words(Interpreter interpreter, double[] probabilities) {
        var said = new Probabilities(probabilities);
        var words = said.words(interpreter.labels()::get, switch (interpreter.task()) {
            case CLASSES -> said.leading();
            case MOSAICS, PLANET -> said.ordered().filter(k -> probabilities[k] > interpreter.thresholds().values()[k]);
        });
        return words.isEmpty() ? "no tag" : words;
    }
}
