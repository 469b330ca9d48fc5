package org.keras4j.schedules;

import module java.base;
import org.keras4j.config.Config;
import org.keras4j.config.KerasObject;
import org.keras4j.engine.backend.Backend;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// A learning rate that follows the steps.
///
/// ```java
/// class Halving extends LearningRateSchedule {
///     Halving() { super(new Config() {}); }
///
///     @Override
///     public Value rate(Value step) {
///         return Ops.multiply(Ops.power(Ops.fullLike(step, 0.5), step), 0.1);
///     }
/// }
/// ```
public abstract class LearningRateSchedule extends KerasObject {
    protected LearningRateSchedule(Config config) {
        super(config);
    }

    @Override
    public String module() {
        return "keras.optimizers.schedules";
    }

    /// The rate at a step, which counts from 0: both float32 scalars.
    public abstract Value rate(Value step);

    /// {@return the rate of a step, as a number of Java's} It is interpreted: a program for one number takes milliseconds to compile, several times as long.
    public final double rate(long step) {
        var g = new GraphBuilder();
        var graph = g.build(List.of(Ops.cast(rate(g.scalar(DType.FLOAT32, step)), DType.FLOAT32)));
        try (var program = Backend.named("reference").compile(graph, Map.of(), Compilation.INFERENCE)) {
            return program.run(List.of()).getFirst().item();
        }
    }

    static double requirePositive(String schedule, String key, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(schedule + ": expected " + key + " above 0, got " + value + ".");
        }
        return value;
    }
}
