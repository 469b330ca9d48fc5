package org.keras4j.callbacks;

import org.keras4j.optimizers.LossScaleOptimizer;
import org.keras4j.optimizers.Optimizer;

/// Lets the model have the averages that its optimizer keeps (`ema`) while it is evaluated or predicts; with [#onEpoch] also at the end of
/// epochs, so that they are saved. Put it before what saves. Follows `keras.callbacks.SwapEMAWeights`.
public final class SwapEMAWeights extends Callback {
    private enum When { EVALUATION, EVALUATION_AND_EPOCH }

    private final When when;
    private boolean averaged;

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
        if (!optimizer.config().useEma) {
            throw new IllegalStateException("SwapEMAWeights: expected an optimizer that keeps averages, got " + optimizer + ". Give it ema(0.99).");
        }
        return optimizer;
    }

    @Override
    public void onTrainBegin() {
        optimizer();
        averaged = false;
    }

    private void give() {
        if (!averaged) {
            optimizer().swapAverages();
            averaged = true;
        }
    }

    private void takeBack() {
        if (averaged) {
            optimizer().swapAverages();
            averaged = false;
        }
    }

    @Override
    public void onEpochBegin(int epoch) {
        takeBack();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        if (when == When.EVALUATION_AND_EPOCH) {
            give();
            if (epoch == run().epochs() - 1 || model().isStopRequested()) {
                optimizer().keepAverages();                           // else fit would end with what was swapped out
            }
        }
    }

    @Override
    public void onTestBegin() {
        give();
    }

    @Override
    public void onTestEnd(Logs logs) {
        takeBack();
    }

    @Override
    public void onPredictBegin() {
        give();
    }

    @Override
    public void onPredictEnd() {
        takeBack();
    }
}
