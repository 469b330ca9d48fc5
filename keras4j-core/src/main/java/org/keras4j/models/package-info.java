/// Layers joined to models that can be trained, as `keras.models`. May use all rooms of org.keras4j.
///
/// | what | where |
/// |---|---|
/// | models | [Model], its upper half [Trainer]; [Sequential], [Functional] with its [Wiring] |
/// | what `compile`, `fit`, `evaluate` and `predict` are told | [Compile], [Fit], [Evaluate], [Predict] |
/// | … and what they do | [Compiled] and [Objective]; [Training], [Evaluation], [Prediction]; [Predictor] for servers |
/// | steps as programs | [Steps], [Programs], [Program] |
/// | data on their way in | [Entrance], [Front], [FeatureSpace] |
/// | what is seen of a model | [Summary], [Diagram], [GradCam] |
@NullMarked
package org.keras4j.models;

import org.jspecify.annotations.NullMarked;
