package org.keras4j.optimizers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Ops;

/// Keeps gradients from growing too large.
final class Clipping {
    private Clipping() {}

    static List<Value> clip(List<Value> gradients, OptimizerConfig config) {
        if (config.clipnorm instanceof Double largest && largest > 0) {
            return gradients.stream().map(gradient -> byNorm(gradient, largest)).toList();
        }
        if (config.globalClipnorm instanceof Double largest && largest > 0) {
            return byGlobalNorm(gradients, largest);
        }
        if (config.clipvalue instanceof Double largest && largest > 0) {
            return gradients.stream().map(gradient -> Ops.clip(gradient, -largest, largest)).toList();
        }
        return gradients;
    }

    private static Value byNorm(Value gradient, double largest) {
        Value norm = Ops.sqrt(Ops.sum(Ops.square(gradient)));
        return Ops.multiply(gradient, Ops.divide(largest, Ops.maximum(norm, largest)));
    }

    private static List<Value> byGlobalNorm(List<Value> gradients, double largest) {
        Value norm = Ops.sqrt(gradients.stream().map(gradient -> Ops.sum(Ops.square(gradient))).reduce(Ops::add).orElseThrow());
        Value scale = Ops.multiply(Ops.minimum(Ops.divide(1, norm), 1 / largest), largest);
        // As in Keras: an infinite norm makes everything NaN, where the scale alone would make it 0.
        Value telling = Ops.add(scale, Ops.subtract(norm, norm));
        return gradients.stream().map(gradient -> Ops.multiply(gradient, telling)).toList();
    }
}
