package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Savable;

/// Several categorical features of a `FeatureSpace` taken together: their values as one category of `crossingDim`, by a [HashedCrossing].
/// Follows `keras.utils.FeatureSpace.cross`.
///
/// @param featureNames two; a file with more is not for Keras, which crosses pairs
/// @param outputMode [Feature.Encoding#ONE_HOT] or [Feature.Encoding#INT]
public record Cross(List<String> featureNames, int crossingDim, Feature.Encoding outputMode) implements Savable {
    /// @throws IllegalArgumentException when that is no cross
    public Cross {
        featureNames = List.copyOf(featureNames);
        if (featureNames.size() < 2 || Set.copyOf(featureNames).size() < featureNames.size()) {
            throw new IllegalArgumentException("Cross: expected two or more different features, got " + featureNames + ".");
        }
        if (crossingDim < 1) {
            throw new IllegalArgumentException("Cross " + featureNames + ": expected a crossingDim of 1 or more, got " + crossingDim + ".");
        }
        if (outputMode == Feature.Encoding.FLOAT) {
            throw new IllegalArgumentException("Cross " + featureNames + ": expected the outputMode ONE_HOT or INT, got FLOAT. A cross is a category.");
        }
    }

    /// One-hot encoded.
    public static Cross of(int crossingDim, String... featureNames) {
        return new Cross(List.of(featureNames), crossingDim, Feature.Encoding.ONE_HOT);
    }

    /// In which form the cross is given: `ONE_HOT`, as unless said, or `INT`.
    public Cross outputMode(Feature.Encoding mode) {
        return new Cross(featureNames, crossingDim, mode);
    }

    /// `job_X_city`.
    public String name() {
        return String.join("_X_", featureNames);
    }

    @Override
    public String module() {
        return Feature.MODULE;
    }

    @Override
    public @Nullable String registeredName() {
        return className();
    }
}
