package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.Training;
import org.keras4j.apps.score.Classification;
import org.keras4j.engine.tensor.NDArray;

/// What became of one network: trained, and shown the test pictures once.
///
/// @param probabilities of the test pictures: float32 `[n, classes]`
/// @param predictedPerSecond pictures
public record Outcome(Design design, PictureNetwork network, Training training, NDArray probabilities, Classification score, double predictedPerSecond) {

    public String name() {
        return design.name();
    }

    /// The values of a measure after each epoch.
    public List<Double> history(String measure) {
        return training.history().getOrDefault(measure, List.of());
    }
}
