package org.keras4j.layers;

import module java.base;
import org.keras4j.config.DTypePolicy;
import org.keras4j.config.KerasValue;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// `x · scale + offset`: bytes to numbers from 0 to 1, say. Follows `keras.layers.Rescaling`.
public final class Rescaling extends Layer {
    /// One number for all, or one for each channel (the last axis).
    private record Numbers(List<Double> values, boolean single) implements KerasValue {
        static Numbers of(double... values) {
            return new Numbers(DoubleStream.of(values).boxed().toList(), values.length == 1);
        }

        static Numbers fromKeras(Object value) {
            return value instanceof Number number ? of(number.doubleValue())
                    : new Numbers(((List<?>) value).stream().map(item -> ((Number) item).doubleValue()).toList(), false);
        }

        @Override
        public Object kerasValue() {
            return single ? values.getFirst() : values;
        }

        Value beside(Value x) {
            return single ? Ops.fullLike(x, values.getFirst())
                    : Ops.constant(x, NDArray.of(values.stream().mapToDouble(Double::doubleValue).toArray()).cast(x.dtype()));
        }
    }

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        private Numbers scale = Numbers.of(1);
        private Numbers offset = Numbers.of(0);
    }

    private Rescaling(Config config) {
        super(config);
    }

    public static Rescaling of(double... scale) {
        var config = new Config();
        config.scale = Numbers.of(scale);
        return new Rescaling(config);
    }

    public Rescaling name(String name)          { return with((Config c) -> c.name = name); }
    public Rescaling dtype(String policy)       { return with((Config c) -> c.dtype = DTypePolicy.of(policy)); }
    public Rescaling offset(double... offset)   { return with((Config c) -> c.offset = Numbers.of(offset)); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected Value call(Call c, Value x) {
        Value numbers = Ops.cast(x, config().dtype.compute());
        return Ops.add(Ops.multiply(numbers, config().scale.beside(numbers)), config().offset.beside(numbers));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
