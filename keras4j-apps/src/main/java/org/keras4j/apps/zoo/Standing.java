package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.Training;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.score.Classification;
import org.keras4j.models.Functional;

/// Where a network stands among those of its task.
///
/// @param fileBytes of its `.keras` file, without the optimizer's state
/// @param perSecond items predicted
record Standing(Design design, long parameters, long multiplyAdds, long fileBytes, Training training, Classification score, double perSecond) {

    static Standing of(Design design, Functional model, Path file, Training training, Classification score, double perSecond) {
        try {
            return new Standing(design, model.countParams(), MultiplyAdds.of(model), Files.size(file), training, score, perSecond);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read.", e);
        }
    }

    double secondsPerEpoch() {
        return training.work().seconds() / Math.max(1, training.epochs());
    }

    /// One more than there are networks that are better beyond doubt: whose interval lies wholly above.
    int rank(List<Standing> all) {
        return 1 + (int) all.stream().filter(other -> other.score.interval().low() > score.interval().high()).count();
    }
}
