package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Initializer;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.losses.Loss;
import org.keras4j.models.Compile;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.Adam;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// Layers, losses, initializers and models of the user's, saved and loaded.
class OwnClassesTest extends OnTestBackend {
    private static final NDArray X = NDArray.of(new float[][] {{1, 2, 3}, {4, 5, 7}});

    @TempDir
    Path folder;

    @KerasSerializable(inPackage = "acme", name = "Scale")
    static final class Scaling extends Layer {
        static final class Config extends LayerConfig {
            double factor = 2;
        }

        private @Nullable Variable bias;

        Scaling(Config config) {
            super(config);
        }

        static Scaling by(double factor) {
            var config = new Config();
            config.factor = factor;
            return new Scaling(config);
        }

        @Override
        protected void build(Type input) {
            bias = addWeight("bias", Shape.of(input.shape().size(-1)), new Sevens(7));
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.add(Ops.multiply(x, ((Config) config()).factor), c.read(bias));
        }
    }

    record Sevens(double value) implements Initializer {
        @Override
        public NDArray create(Type type, long seed) {
            return NDArray.full(type.dtype(), type.shape(), value);
        }
    }

    static final class Deviation extends Loss {
        @Override
        protected Value call(Value yTrue, Value yPred) {
            return Ops.mean(Ops.abs(Ops.subtract(yTrue, yPred)), -1);
        }
    }

    static final class Tower extends Model {
        private final List<Dense> blocks = List.of(Dense.of(4), Dense.of(4));
        private final Map<String, Object> deep = new TreeMap<>(Map.of("a", Dense.of(2), "b", List.of(Dense.of(2))));
        private final Dense headDense = Dense.of(1);

        @Override
        protected Value call(Call c, Value x) {
            Value at = x;
            for (Dense block : blocks) {
                at = block.apply(c, at);
            }
            Value a = ((Dense) deep.get("a")).apply(c, at);
            Value b = ((Dense) ((List<?>) deep.get("b")).getFirst()).apply(c, at);
            return headDense.apply(c, Ops.add(a, b));
        }
    }

    private Model again(Model model) {
        Path file = folder.resolve("own.keras");
        model.save(file);
        return Model.load(file);
    }

    @Test
    void aLayerComesBackByItsRegisteredName() {
        FromKeras.register(Scaling.class);
        FromKeras.register(Sevens.class);
        Scaling scaling = Scaling.by(3);
        Model model = Sequential.of(Input.shape(3), scaling, Dense.of(2).kernelInitializer(new Sevens(1)));
        assertThat(scaling.serialized()).containsEntry("registered_name", "acme>Scale").containsEntry("module", null);
        Model loaded = again(model);
        assertThat(loaded.predict(X)).isEqualTo(model.predict(X));
        assertThat(loaded.layers().getFirst()).isInstanceOf(Scaling.class);
        assertThat(loaded.layers().getFirst().serialized()).isEqualTo(scaling.serialized());
    }

    @KerasSerializable(inPackage = "acme")
    static final class Unknown extends Layer {
        Unknown() {}

        @Override
        protected Value call(Call c, Value x) {
            return x;
        }
    }

    @Test
    void anUnknownOneSaysHowToRegisterIt() {
        Model model = Sequential.of(Input.shape(3), new Unknown());
        assertThatThrownBy(() -> again(model)).hasMessage(folder.resolve("own.keras") + " > config.json > Config: expected a class of Keras or a registered one, "
                + "got Unknown, registered as \"acme>Unknown\". Write the class and make it known before: "
                + "FromKeras.register(\"acme>Unknown\", YourClass.class).");
        FromKeras.register(Unknown.class);
        assertThat(again(model).predict(X)).isEqualTo(X);
    }

    @KerasSerializable
    class Inner extends Layer {
        @Override
        protected Value call(Call c, Value x) {
            return x;
        }
    }

    @Test
    void anInnerClassIsToBeStatic() {
        Model model = Sequential.of(Input.shape(3), new Inner());
        assertThatThrownBy(() -> again(model)).hasMessage("Inner: expected a class that can be made from a file, by a constructor that takes its Config, or nothing, "
                + "got an inner class, whose constructors take the object around it too: make it static. Keep what it is given in a Config, or save the weights alone: saveWeights.");
    }

    @Test
    void aLossOfOnesOwnIsCompiledAgain() {
        FromKeras.register(Deviation.class);
        Model model = Sequential.of(Input.shape(3), Dense.of(1));
        model.compile(Compile.with(Adam.create()).loss(new Deviation()));
        NDArray y = NDArray.of(new float[][] {{1}, {2}});
        Model loaded = again(model);
        assertThat(loaded.trainOnBatch(X, y)).isEqualTo(model.trainOnBatch(X, y));
    }

    @Test
    void aModelOfOnesOwnHasItsLayersByTheNamesOfItsFields() {
        FromKeras.register(Tower.class);
        Model model = new Tower();
        NDArray y = model.predict(X);
        Model loaded = again(model);
        assertThat(loaded.predict(X)).isEqualTo(y);
        model.saveWeights(folder.resolve("own.weights.h5"));
        try (var weights = Hdf5.open(folder.resolve("own.weights.h5"))) {
            Group root = weights.root();
            assertThat(Stream.of("blocks/dense", "blocks/dense_1", "deep/dense", "deep/container/dense", "head_dense").map(path -> root.dataset(path + "/vars/0")))
                    .allMatch(Optional::isPresent);
        }
    }
}
