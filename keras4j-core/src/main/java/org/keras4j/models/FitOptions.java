package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.Copy;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;

/// What was said in a [Fit].
final class FitOptions implements Fit, Cloneable {
    int epochs = 1;
    @Nullable Integer batchSize;
    Verbosity verbose = Verbosity.AUTO;
    List<Callback> callbacks = List.of();
    double validationSplit;
    @Nullable Dataset validationData;
    @Nullable Function<Model, Element> validationArrays;
    boolean shuffle = true;
    Map<Integer, Double> classWeight = Map.of();
    List<NDArray> sampleWeight = List.of();
    int initialEpoch;
    @Nullable Long stepsPerEpoch;
    @Nullable Long validationSteps;
    @Nullable Integer validationBatchSize;
    int validationFreq = 1;
    @Nullable Set<Integer> validationEpochs;
    @Nullable Long seed;

    static FitOptions of(Fit fit) {
        return switch (fit) {
            case FitOptions options -> options;
        };
    }

    /// Whether that epoch, counted from 0, ends with a validation.
    boolean validates(int epoch) {
        return validationEpochs != null ? validationEpochs.contains(epoch + 1) : (epoch + 1) % validationFreq == 0;
    }

    static int atLeast(int least, String name, int value) {
        return Math.toIntExact(atLeast(least, name, (long) value));
    }

    static long atLeast(int least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException("Fit: expected " + name + " of " + least + " or more, got " + value + ".");
        }
        return value;
    }

    /// A changed copy.
    FitOptions changed(Consumer<FitOptions> change) {
        return Copy.changed(this::clone, change);
    }
}
