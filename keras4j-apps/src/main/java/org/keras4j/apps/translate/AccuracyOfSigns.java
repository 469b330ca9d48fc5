package org.keras4j.apps.translate;

import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.metrics.MeanMetricWrapper;
import org.keras4j.metrics.MetricConfig;
import org.keras4j.ops.Ops;

/// How often the next sign is the right one, where there is one. A class, rather than a function, for files hold it.
@KerasSerializable(inPackage = "keras4j", name = "AccuracyOfSigns")
final class AccuracyOfSigns extends MeanMetricWrapper {

    AccuracyOfSigns(MetricConfig config) {
        super(config);
    }

    static AccuracyOfSigns asAccuracy() {
        var config = new MetricConfig();
        config.name = "accuracy";
        return new AccuracyOfSigns(config);
    }

    @Override
    protected Value values(Value next, Value logits) {
        Value counts = Ops.cast(Ops.notEqual(next, Vocabulary.PADDING), DType.FLOAT32);
        Value right = Ops.cast(Ops.equal(Ops.cast(Ops.argmax(logits, -1), next.dtype()), next), DType.FLOAT32);
        return Ops.divide(Ops.sum(Ops.multiply(right, counts)), Ops.sum(counts));
    }
}
