package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.Output;
import org.keras4j.apps.score.BinaryCounts;
import org.keras4j.apps.score.Ranking;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;
import org.keras4j.models.Predict;

/// Way (c): at the end of an epoch predicts the whole validation set, prints a classification report, and for two classes the threshold of
/// the highest F1.
final class EpochReport extends Callback {
    private final TableTask validation;
    private final int every;
    private final Output output;
    private Predictions last;

    /// @param every how many epochs lie between two reports; the last epoch has one as well
    EpochReport(TableTask validation, int every, Output output) {
        this.validation = validation;
        this.every = every;
        this.output = output;
        this.last = Predictions.of(validation.classes(), validation.positive(), new int[0], new double[0][], 0.5);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        var said = model().predict(TableNetwork.inputs(validation.x()), Predict.defaults().batchSize(1024));
        last = Predictions.of(validation.classes(), validation.positive(), validation.labels(), TableNetwork.probabilities(said), 0.5);
        if ((epoch + 1) % every == 0) {
            print(epoch);
        }
    }

    private void print(int epoch) {
        output.tell(String.format(Locale.ROOT, "%s, epoch %d, %,d validation rows", validation.title(), epoch + 1, validation.count()));
        last.classification().lines().forEach(output::tell);
        if (validation.isBinary()) {
            var best = best();
            output.tell(String.format(Locale.ROOT, "  best threshold %.4f: precision %.4f, recall %.4f, F1 %.4f",
                    best.threshold(), best.counts().precision(), best.counts().recall(), best.counts().f1()));
        }
    }

    /// {@return what the model said after the last epoch}
    Predictions last() {
        return last;
    }

    /// {@return the threshold of the highest F1 after the last epoch, for two classes}
    Ranking.Cut best() {
        return best(BinaryCounts::f1);
    }

    Ranking.Cut best(ToDoubleFunction<BinaryCounts> value) {
        return last.ranking(validation.positive()).orElseThrow().best(value);
    }
}
