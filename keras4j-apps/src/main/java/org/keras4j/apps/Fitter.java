package org.keras4j.apps;

import org.keras4j.apps.Fitting.Samples;
import org.keras4j.callbacks.History;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;

/// Who trains the networks of an application: Keras4J, unless somebody compares it with another library, which then learns from the very same
/// samples, and is scored in the same way.
@FunctionalInterface
public interface Fitter {
    Fitter KERAS4J = (model, samples, options) -> samples.fit(model, options);

    /// Trains a compiled model as the options say, tells their callbacks, and leaves in the model what was learned.
    History fit(Model model, Samples samples, Fit options);
}
