package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.metrics.Metric;
import org.keras4j.metrics.Metrics;
import org.keras4j.ops.Ops;

/// The functions of the well-known article, which computes precision, recall and F1 of each batch and lets Keras average them. Kept to show
/// what is wrong with that, and for those who must compare with old numbers: **the mean over batches is not the score of the whole**, and
/// changes with the batch size. Of a softmax, a row whose largest probability is below ½ predicts nothing.
///
/// ```java
/// model.compile(Compile.with("adam").loss("binary_crossentropy").metric(ArticleMetrics.f1(), F1Score.create().threshold(0.5)));
/// ```
public final class ArticleMetrics {
    /// `keras.backend.epsilon()`, where the article has it.
    private static final double EPSILON = 1e-7;

    private ArticleMetrics() {}

    /// `tp / (predicted + ε)` of each batch, named `precision_batch_mean`.
    public static Metric precision() {
        return Metrics.of("precision_batch_mean", ArticleMetrics::precision);
    }

    /// `tp / (possible + ε)` of each batch, named `recall_batch_mean`.
    public static Metric recall() {
        return Metrics.of("recall_batch_mean", ArticleMetrics::recall);
    }

    /// `2 p r / (p + r + ε)` of each batch, named `f1_batch_mean`.
    public static Metric f1() {
        return Metrics.of("f1_batch_mean", (y, p) -> {
            Value precision = precision(y, p);
            Value recall = recall(y, p);
            return Ops.divide(Ops.multiply(Ops.multiply(precision, recall), 2), Ops.add(Ops.add(precision, recall), EPSILON));
        });
    }

    private static Value precision(Value y, Value p) {
        return Ops.divide(count(Ops.multiply(like(y, p), p)), Ops.add(count(p), EPSILON));
    }

    private static Value recall(Value y, Value p) {
        return Ops.divide(count(Ops.multiply(like(y, p), p)), Ops.add(count(like(y, p)), EPSILON));
    }

    private static Value like(Value y, Value p) {
        return Ops.cast(y, p.dtype());
    }

    /// `Σ round(clip(v, 0, 1))`
    private static Value count(Value v) {
        return Ops.sum(Ops.round(Ops.clip(v, 0, 1)));
    }
}
