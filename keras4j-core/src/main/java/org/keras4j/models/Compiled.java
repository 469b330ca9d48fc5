package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.LossScaleOptimizer;
import org.keras4j.optimizers.Optimizer;

/// What a model was compiled with, and what follows from it.
final class Compiled {
    private final Compile options;
    private final Optimizer optimizer;
    private final Objective objective;
    private @Nullable List<Variable> trained;
    private boolean warned;

    private Compiled(Compile options, Optimizer optimizer, Objective objective, @Nullable List<Variable> trained) {
        this.options = options;
        this.optimizer = optimizer;
        this.objective = objective;
        this.trained = trained;
    }

    /// Fixes what is trained, if the model is built; else its first step does.
    static Compiled of(Trainer model, Compile options, Objective objective) {
        Optimizer given = options.optimizer();
        boolean scales = model.config().dtype.name().equals("mixed_float16") && !(given instanceof LossScaleOptimizer);
        return new Compiled(options, scales ? LossScaleOptimizer.of(given) : given, objective, model.isBuilt() ? model.trainableWeights() : null);
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Objective objective() {
        return objective;
    }

    /// The weights that steps change: those that were trainable when the model was compiled.
    List<Variable> trained(Trainer model) {
        if (trained == null) {
            trained = model.trainableWeights();
        }
        return trained;
    }

    /// As Keras writes it; empty where no file can hold it. Of what no file can hold is warned once, not at every checkpoint.
    SequencedMap<String, @Nullable Object> config() {
        if (!warned) {
            warned = true;
            CompileConfig.warn(options);
        }
        return CompileConfig.write(options);
    }
}
