package org.keras4j.losses;

import org.keras4j.engine.graph.Value;

/// The mean of `yPred − yTrue · log(yPred + 1e-7)`: for counts, `yPred` being their mean. Follows `keras.losses.Poisson`.
public final class Poisson extends Loss {
    private Poisson(LossConfig config) {
        super(config);
    }

    public static Poisson create() {
        return new Poisson(new LossConfig());
    }

    @Override
    protected Value call(Value yTrue, Value yPred) {
        return LossFunctions.poisson(yTrue, yPred);
    }
}
