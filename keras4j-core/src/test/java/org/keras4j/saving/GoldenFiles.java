package org.keras4j.saving;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.models.Model;

/// The files that the real Keras wrote, in `golden/saving`: see `tools/golden/saving.py`.
record GoldenFiles(String name, Map<String, NDArray> arrays) {
    static final List<String> NAMES = List.of("mlp", "shop", "nested", "sentiment", "cnn", "half");

    static GoldenFiles of(String name) {
        return new GoldenFiles(name, Npz.read(file(name + ".npz")));
    }

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenFiles.class.getResource("/golden/saving/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    Path keras() {
        return file(name + ".keras");
    }

    List<NDArray> all(String role) {
        return IntStream.iterate(0, i -> arrays.containsKey(role + i), i -> i + 1).mapToObj(i -> arrays.get(role + i)).toList();
    }

    Element batch() {
        return new Element(all("x"), all("y"), List.of());
    }

    boolean isTrained() {
        return arrays.containsKey("losses");
    }

    void assertPredicts(Model model) {
        List<NDArray> predictions = model.predict(all("x"));
        for (int i = 0; i < predictions.size(); i++) {
            assertClose(predictions.get(i).cast(DType.FLOAT32), all("predict").get(i), name.equals("half") ? 1e-2 : 1e-5, name + " predicts");
        }
    }

    void assertTrainsOn(Model model) {
        NDArray losses = Objects.requireNonNull(arrays.get("losses"));
        for (int step = 0; step < losses.elements(); step++) {
            model.resetMetrics();
            double loss = Objects.requireNonNull(model.trainOnBatch(batch()).get("loss"));
            assertClose(NDArray.of(loss), NDArray.of(losses.at(step)), 1e-5, name + ", loss of step " + step);
        }
        List<NDArray> after = all("after");
        for (int i = 0; i < after.size(); i++) {
            assertClose(model.weights().get(i).value(), after.get(i), 1e-4, name + ": " + model.weights().get(i).path());
        }
    }

    static void assertClose(NDArray actual, NDArray expected, double tolerance, String what) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        double largest = expected.elements() == 0 ? 0 : expected.abs().max().item();
        for (long i = 0; i < expected.elements(); i++) {
            assertThat(Math.abs(actual.at(i) - expected.at(i))).as("%s, element %d: %s, not %s", what, i, actual.at(i), expected.at(i))
                    .isLessThanOrEqualTo(tolerance * (Math.abs(expected.at(i)) + largest));
        }
    }
}
