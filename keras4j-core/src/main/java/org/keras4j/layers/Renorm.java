package org.keras4j.layers;

import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Initializer;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// The statistics of batch renormalization (Ioffe 2017, algorithm 1).
record Renorm(Variable movingStddev, Variable renormMean, Variable renormStddev, double epsilon, RenormClipping clipping) {

    /// What a normalized batch is multiplied by, and what is added then.
    record Correction(Value factor, Value offset) {}

    /// A standard deviation to begin with where `variance` gives its square.
    record RootOf(Initializer variance) implements Initializer {
        @Override
        public NDArray create(Type type, long seed) {
            NDArray value = variance.create(type, seed);
            return NDArray.generate(type.dtype(), type.shape(), i -> Math.sqrt(value.at(i)));
        }
    }

    Correction correction(Call c, Value mean, Value variance) {
        Value running = Ops.maximum(Ops.cast(c.readExactly(renormStddev), mean.dtype()), Math.sqrt(epsilon));
        Value factor = Ops.divide(stddev(variance), running);
        factor = clipping.rmin() == null ? factor : Ops.maximum(factor, clipping.rmin());
        factor = clipping.rmax() == null ? factor : Ops.minimum(factor, clipping.rmax());
        Value offset = Ops.divide(Ops.subtract(mean, c.readExactly(renormMean)), running);
        offset = clipping.dmax() == null ? offset : Ops.clip(offset, -clipping.dmax(), clipping.dmax());
        return new Correction(Ops.stopGradient(factor), Ops.stopGradient(offset));
    }

    private Value stddev(Value variance) {
        return Ops.sqrt(Ops.add(variance, epsilon));
    }

    /// The moving variance follows from the moving standard deviation.
    void move(Call c, Value mean, Value variance, double renormMomentum, double momentum,
              @Nullable Variable movingMean, @Nullable Variable movingVariance) {
        Value stddev = stddev(variance);
        moved(c, renormMean, mean, renormMomentum);
        moved(c, renormStddev, stddev, renormMomentum);
        moved(c, movingMean, mean, momentum);
        Value deviation = moved(c, movingStddev, stddev, momentum);
        c.update(movingVariance, Ops.relu(Ops.subtract(Ops.square(deviation), epsilon)));
    }

    private static Value moved(Call c, @Nullable Variable variable, Value towards, double momentum) {
        Value next = Ops.add(Ops.multiply(c.readExactly(variable), momentum), Ops.multiply(towards, 1 - momentum));
        c.update(variable, next);
        return next;
    }
}
