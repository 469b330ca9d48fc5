package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;

/// What layers and cells with a gate that forgets have.
public class ForgetConfig extends GateConfig {
    @Before("kernel_regularizer") boolean unitForgetBias = true;

    /// Of gates in the order input, forget, candidate, output.
    Initializer firstBias() {
        return unitForgetBias ? new OnesForForget(biasInitializer) : biasInitializer;
    }

    /// Gates forget little at first (Jozefowicz et al. 2015).
    private record OnesForForget(Initializer others) implements Initializer {
        @Override
        public NDArray create(Type type, long seed) {
            NDArray bias = others.create(type, seed);
            long units = type.elements() / 4;
            return NDArray.concat(0, bias.slice(0, 0, units), NDArray.ones(type.dtype(), Shape.of(units)), bias.slice(0, 2 * units, 4 * units));
        }
    }
}
