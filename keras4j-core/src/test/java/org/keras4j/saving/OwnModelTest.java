package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerNormalization;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import org.keras4j.ops.Call;
import org.keras4j.saving.hdf5.Dataset;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// Where files have the weights of models of one's own: before and behind `layers` in the alphabet, in lists, in parts of parts.
class OwnModelTest extends OnTestBackend {
    @TempDir
    Path folder;

    static class Pair extends Layer {
        final Dense outer = Dense.of(2);
        final Dense inner = Dense.of(3);

        @Override
        protected Value call(Call c, Value x) {
            return outer.apply(c, inner.apply(c, x));
        }
    }

    static class Own extends Model {
        final Dense teacher = Dense.of(1);
        final Dense head = Dense.of(2);
        final List<Layer> pieces = List.of(Dense.of(3), LayerNormalization.create());
        final Dense _hidden = Dense.of(4);
        final Dense student = Dense.of(5);
        final Pair pair = new Pair();
        final Model base = Sequential.of(Input.shape(2), Dense.of(2));

        @Override
        protected Value call(Call c, Value x) {
            Value y = head.apply(c, teacher.apply(c, base.apply(c, x)));
            for (Layer piece : pieces) {
                y = piece.apply(c, y);
            }
            return pair.apply(c, student.apply(c, _hidden.apply(c, y)));
        }
    }

    static class Blocks extends Model {
        final List<List<Dense>> blocks = List.of(List.of(Dense.of(1), Dense.of(2)), List.of(Dense.of(3)));

        @Override
        protected Value call(Call c, Value x) {
            Value y = x;
            for (Dense dense : blocks.stream().flatMap(List::stream).toList()) {
                y = dense.apply(c, y);
            }
            return y;
        }
    }

    /// The paths that Keras 3.15.1 writes for `self.blocks = [[Dense(1), Dense(2)], [Dense(3)]]`.
    @Test
    void listsWithinAListAreContainers() {
        Path file = folder.resolve("blocks.weights.h5");
        var model = new Blocks();
        model.predict(NDArray.ones(DType.FLOAT32, Shape.of(1, 1)));
        model.saveWeights(file);

        try (Hdf5 opened = Hdf5.open(file)) {
            assertThat(kernels(opened.root(), "")).isEqualTo(new TreeMap<>(Map.of("blocks/container/dense/vars/0", Shape.of(1, 1),
                    "blocks/container/dense_1/vars/0", Shape.of(1, 2), "blocks/container_1/dense/vars/0", Shape.of(2, 3))));
        }
    }

    private static Map<String, Shape> kernels(Group group, String path) {
        var found = new TreeMap<String, Shape>();
        group.children().forEach((name, child) -> {
            switch (child) {
                case Group below -> found.putAll(kernels(below, path + name + "/"));
                case Dataset kernel when name.equals("0") -> found.put(path + name, kernel.shape());
                case Dataset _ -> { }
            }
        });
        return found;
    }

    /// The paths that Keras 3.15.1 writes for a model with attributes of these names, made in this order.
    @Test
    void layersStandBehindOneAnotherWhereKerasHasThem() {
        Path file = folder.resolve("own.weights.h5");
        var own = new Own();
        own.predict(NDArray.ones(DType.FLOAT32, Shape.of(1, 2)));
        own.saveWeights(file);

        try (Hdf5 opened = Hdf5.open(file)) {
            assertThat(kernels(opened.root(), "")).isEqualTo(new TreeMap<>(Map.of(
                    "base/layers/dense/vars/0", Shape.of(2, 2),
                    "head/vars/0", Shape.of(1, 2),
                    "layers/dense/vars/0", Shape.of(2, 1),
                    "layers/dense_2/vars/0", Shape.of(2, 3),
                    "layers/dense_3/vars/0", Shape.of(3, 4),
                    "layers/dense_4/vars/0", Shape.of(4, 5),
                    "layers/layer_normalization/vars/0", Shape.of(3),
                    "layers/pair/inner/vars/0", Shape.of(5, 3),
                    "layers/pair/outer/vars/0", Shape.of(3, 2))));
        }
    }
}
