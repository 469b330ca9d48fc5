package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.models.Functional;

/// How a network is built: for pictures of 32 × 32 in three colours, or for sentences.
///
/// @param name on the command line and of its file, in small letters
/// @param title for people
/// @param build makes it, with new weights, for a number of classes
public record Design(String name, String title, IntFunction<Functional> build) {

    public Functional create(int classes) {
        return build.apply(classes);
    }

    /// The same network with these weights, fresh and not compiled: as it is handed on.
    public Functional withWeightsOf(Functional trained, int classes) {
        var copy = create(classes);
        copy.setWeights(trained.getWeights());
        return copy;
    }
}
