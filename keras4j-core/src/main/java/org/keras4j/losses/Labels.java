package org.keras4j.losses;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// How targets say which class is right: what `accuracy` and `crossentropy` mean depends on it.
public enum Labels {
    /// Yes or no, for a single prediction.
    BINARY,
    /// The number of the class.
    SPARSE,
    /// A 1 at the class, 0 elsewhere.
    ONE_HOT;

    /// Keras' rule: by the sizes of the last axes and the ranks.
    public static Labels of(Type yTrue, Type yPred) {
        long classes = last(yPred);
        if (classes == 1) {
            return BINARY;
        }
        return yTrue.rank() < yPred.rank() || last(yTrue) == 1 && classes > 1 ? SPARSE : ONE_HOT;
    }

    /// Numbers of classes without the last axis of size 1 that they may have beside predictions `[…, classes]`.
    public static Value numbers(Value yTrue, Value yPred) {
        return yTrue.rank() == yPred.rank() && yTrue.shape().size(-1) == 1 ? Ops.squeeze(yTrue, -1) : yTrue;
    }

    private static long last(Type type) {
        return type.rank() == 0 ? 0 : type.shape().size(-1);
    }
}
