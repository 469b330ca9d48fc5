package org.keras4j.optimizers;

import module java.base;
import org.keras4j.config.Config;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Variable;

/// Changes variables along their gradients. Its slots and its counter of steps are variables too.
public abstract class Optimizer extends KerasObject {
    protected Optimizer(Config config) {
        super(config);
    }

    @Override
    public String module() {
        return "keras.optimizers";
    }

    /// Makes the slots for these variables; again for the same ones without effect.
    public abstract void build(List<Variable> trainable);

    /// Writes into the trace how these gradients change their variables, the slots and the counter. The variables are those of
    /// [#build].
    public abstract void apply(Call c, List<Variable> variables, List<Value> gradients);

    /// Counter, learning rate (unless a schedule gives it) and slots, in Keras' order.
    public abstract List<Variable> variables();

    /// Steps so far: int64.
    public abstract Variable iterations();

    /// The rate of the next step.
    public abstract double learningRate();

    /// @throws IllegalStateException when a schedule gives it
    public abstract void setLearningRate(double rate);
}
