package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.config.FromKeras;
import org.keras4j.config.KerasSerializable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// Keys as Keras' `Wrapper(Dense(3)).get_config()` has them.
class WrapperTest extends OnTestBackend {
    @KerasSerializable(inPackage = "test", name = "Residual")
    static final class Residual extends Wrapper implements LayerOptions<Residual> {
        private Residual(Wrapper.Config config) {
            super(config);
        }

        static Residual of(Layer layer) {
            return new Residual(new Wrapper.Config(layer));
        }

        @Override
        protected Value call(Call c, Value x) {
            return Ops.add(x, layer().apply(c, x));
        }
    }

    @Test
    void oneOfYourOwnIsSavedWithTheLayerInside(@TempDir Path folder) {
        FromKeras.register(Residual.class);
        var model = Sequential.of(Input.shape(3), Residual.of(Dense.of(3)).name("around"));
        NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(2, 3), i -> i);
        NDArray kernel = model.getWeights().getFirst();
        assertThat(model.predict(x).get(0, 0)).isCloseTo(0 + 1 * kernel.get(1, 0) + 2 * kernel.get(2, 0), within(1e-5));
        assertThat(model.weights()).extracting(Variable::path).containsExactly("sequential/around/dense/kernel", "sequential/around/dense/bias");
        assertThat(model.layers().getLast().kerasConfig().keySet()).containsExactly("name", "trainable", "dtype", "layer");

        model.save(folder.resolve("model.keras"));
        assertThat(Model.load(folder.resolve("model.keras")).predict(x)).isEqualTo(model.predict(x));
    }
}
