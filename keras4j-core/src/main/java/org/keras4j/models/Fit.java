package org.keras4j.models;

import module java.base;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;

/// The options of `fit`, with Keras' names and defaults: `Fit.epochs(10).batchSize(128).validationSplit(0.1)`. Immutable.
///
/// An interface, since a static method of one is only called by its name: `options.epochs(5)`, which would begin anew and forget all that was said
/// before, isn't compiled. Options that are there get another number of epochs by [#withEpochs(int)].
public sealed interface Fit permits FitOptions {
    /// Keras' defaults: one epoch, batches of 32.
    static Fit defaults() {
        return new FitOptions();
    }

    /// Passes over the data; training ends when the last of them, counted from 0 with the initial epoch, is done. Where there is none, because they are 0 or
    /// the [initial epoch][#initialEpoch(int)] isn't below them, nothing is trained: callbacks are told of a beginning and an end, and the history is empty.
    static Fit epochs(int epochs) {
        return defaults().withEpochs(epochs);
    }

    /// As many passes in all, of options that are there: `options.withEpochs(5)`. Follows [#epochs(int)].
    default Fit withEpochs(int epochs)                   { return with(fit -> fit.epochs = FitOptions.atLeast(0, "epochs", epochs)); }

    /// Samples in a batch of arrays, 1 or more; the last batch has what is left. Unless said 32, or with [#stepsPerEpoch(long)] as many as make all samples
    /// that number of batches. A [Dataset] has batches of its own.
    default Fit batchSize(int batchSize)                 { return with(fit -> fit.batchSize = FitOptions.atLeast(1, "batchSize", batchSize)); }

    /// How much is printed; unless said a bar on a terminal, and one line an epoch elsewhere.
    default Fit verbose(Verbosity verbose)               { return with(fit -> fit.verbose = verbose); }

    /// More callbacks, told in this order, after those given before.
    default Fit callbacks(Callback... callbacks)         { return callbacks(List.of(callbacks)); }
    /// More callbacks, told in this order, after those given before.
    default Fit callbacks(List<Callback> callbacks) {
        return with(fit -> fit.callbacks = Stream.concat(fit.callbacks.stream(), callbacks.stream()).toList());
    }

    /// The share at the end of the arrays that isn't trained on but validated with.
    default Fit validationSplit(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("Fit: expected a validationSplit of 0 to below 1, got " + share + ".");
        }
        return with(fit -> fit.validationSplit = share);
    }

    /// What is validated with after each epoch, in place of a [#validationSplit]: one input, one target.
    default Fit validationData(NDArray x, NDArray y)     { return validationData(Element.of(x, y)); }
    /// What is validated with after each epoch: one input, one target, and how much each sample counts.
    default Fit validationData(NDArray x, NDArray y, NDArray sampleWeight) { return validationData(Element.of(x, y, sampleWeight)); }

    /// Several inputs and one target.
    default Fit validationData(List<NDArray> x, NDArray y)       { return validationData(Element.of(x, y)); }

    /// Several inputs and targets, in the order of the model's.
    default Fit validationData(List<NDArray> x, List<NDArray> y) { return validationData(Element.of(x, y)); }

    /// Samples along the first axis of arrays.
    default Fit validationData(Element arrays)           { return with(fit -> fit.validationArrays = _ -> arrays); }

    /// Data to validate with after each epoch, by the names of inputs and outputs.
    default Fit validationData(Map<String, NDArray> x, Map<String, NDArray> y) {
        return with(fit -> fit.validationArrays = model -> model.named(x, y));
    }

    /// Inputs by their names, and one target.
    default Fit validationData(Map<String, NDArray> x, NDArray y) {
        return with(fit -> fit.validationArrays = model -> model.named(x, y));
    }

    /// Batches.
    default Fit validationData(Dataset batches)          { return with(fit -> fit.validationData = batches); }

    /// Whether arrays come in another order each epoch.
    default Fit shuffle(boolean shuffle)                 { return with(fit -> fit.shuffle = shuffle); }

    /// What the order is a function of, together with the epoch.
    default Fit seed(long seed)                          { return with(fit -> fit.seed = seed); }

    /// How much samples of each class count; 1 where nothing is said.
    default Fit classWeight(Map<Integer, Double> weights) {
        weights.forEach((number, weight) -> {
            if (number < 0 || !(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("Fit: expected classWeight of classes from 0 on, each 0 or more, got " + number + ": " + weight + ".");
            }
        });
        return with(fit -> fit.classWeight = Map.copyOf(weights));
    }

    /// How much each sample `[samples]`, or each of its steps `[samples, time]`, counts; one array, or one for each output.
    default Fit sampleWeight(NDArray... weights)         { return with(fit -> fit.sampleWeight = List.of(weights)); }

    /// The epoch to start with, counted from 0.
    default Fit initialEpoch(int epoch)                  { return with(fit -> fit.initialEpoch = FitOptions.atLeast(0, "initialEpoch", epoch)); }

    /// The most batches of an epoch, 1 or more; the next epoch goes on with those behind them. Where the data end, the epoch ends with them, with a warning when it is
    /// short of batches, and the next one begins a new pass: of 5 batches, 3 steps an epoch see 3, 2, 3, 2. Data that [repeat][Dataset#repeat()] give every epoch as many.
    /// Follows Keras, but for data of unknown length: there Keras has an epoch without a batch when the data end with an epoch.
    default Fit stepsPerEpoch(long steps)                { return with(fit -> fit.stepsPerEpoch = FitOptions.atLeast(1, "stepsPerEpoch", steps)); }

    /// The most batches of a validation, 1 or more, each time the first ones; all of them unless said.
    default Fit validationSteps(long steps)              { return with(fit -> fit.validationSteps = FitOptions.atLeast(1, "validationSteps", steps)); }

    /// Samples in a batch of a validation on arrays, 1 or more. Unless said the [#batchSize(int)] that was given; if none was, 32, or with
    /// [#validationSteps(long)] as many as make all samples that number of batches.
    default Fit validationBatchSize(int batchSize)       { return with(fit -> fit.validationBatchSize = FitOptions.atLeast(1, "validationBatchSize", batchSize)); }

    /// Validates after each so many epochs.
    default Fit validationFreq(int epochs)               { return with(fit -> fit.validationFreq = FitOptions.atLeast(1, "validationFreq", epochs)); }

    /// Validates only after these epochs, counted from 1.
    default Fit validationEpochs(Set<Integer> epochs)    { return with(fit -> fit.validationEpochs = Set.copyOf(epochs)); }

    private Fit with(Consumer<FitOptions> change) {
        return FitOptions.of(this).changed(change);
    }
}
