package org.keras4j.callbacks;

import org.keras4j.optimizers.LossScaleOptimizer;
import org.keras4j.optimizers.Optimizer;

/// Lets the model have the averages that its optimizer keeps (`ema`) while it is evaluated or predicts; with [#onEpoch] also at the end of
/// epochs, so that they are saved. Put it before what saves. Follows `keras.callbacks.SwapEMAWeights`.
public final class SwapEMAWeights extends Callback {
    private enum When { EVALUATION, EVALUATION_AND_EPOCH }

    private final When when;

    private SwapEMAWeights(When when) {
        this.when = when;
    }

    public static SwapEMAWeights create() {
        return new SwapEMAWeights(When.EVALUATION);
    }

    /// Also from the end of each epoch to the beginning of the next.
    public SwapEMAWeights onEpoch() {
        return new SwapEMAWeights(When.EVALUATION_AND_EPOCH);
    }

    private Optimizer optimizer() {
        Optimizer optimizer = model().optimizer() instanceof LossScaleOptimizer scaled ? scaled.inner() : model().optimizer();
        if (!optimizer.keepsAverages()) {
            throw new IllegalStateException("SwapEMAWeights: expected an optimizer that keeps averages, got " + optimizer + ". Give it ema(0.99).");
        }
        return optimizer;
    }

    @Override
    public void onTrainBegin() {
        optimizer().takeBackAverages();                               // an evaluation may have failed before it did
    }

    @Override
    public void onEpochBegin(int epoch) {
        optimizer().takeBackAverages();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (when == When.EVALUATION_AND_EPOCH) {
            optimizer().giveAverages();
        }
    }

    @Override
    public void onTestBegin() {
        optimizer().giveAverages();
    }

    @Override
    public void onTestEnd(Logs logs) {
        optimizer().takeBackAverages();
    }

    @Override
    public void onPredictBegin() {
        optimizer().giveAverages();
    }

    @Override
    public void onPredictEnd() {
        optimizer().takeBackAverages();
    }
}
