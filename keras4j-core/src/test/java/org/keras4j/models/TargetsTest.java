package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.initializers.Ones;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.optimizers.SGD;

/// Which targets belong to which outputs, when some outputs have no loss.
class TargetsTest extends OnTestBackend {
    private static final NDArray X = NDArray.of(new float[][] {{1}, {3}});
    private static final NDArray ZEROS = NDArray.of(new float[][] {{0}, {0}});
    private static final NDArray TENS = NDArray.of(new float[][] {{10}, {10}});

    /// All of its outputs are its input.
    private static Model model(Compile options) {
        Input x = Input.shape(1);
        var model = Model.of(x, Stream.of("a", "b", "c").map(name -> Dense.of(1).useBias(false).kernelInitializer(new Ones()).name(name).apply(x)).toList());
        model.compile(options);
        return model;
    }

    private static Compile lossesOfAAndC() {
        return Compile.with(SGD.of(0)).loss("a", "mse").loss("c", "mae").metric("c", "mse");
    }

    private static Map<String, Double> evaluated(Model model, NDArray... targets) {
        return model.evaluate(List.of(X), List.of(targets), Evaluate.defaults().silently());
    }

    /// (1² + 3²) / 2 and (9 + 7) / 2; Keras 3.15.1 gives them for `loss=["mse", None, "mae"]` and as many targets.
    @Test
    void targetsGoToTheOutputsThatHaveALoss() {
        Map<String, Double> logs = evaluated(model(lossesOfAAndC()), ZEROS, TENS);

        assertThat(logs.get("a_loss")).isCloseTo(5, within(1e-6));
        assertThat(logs.get("c_loss")).isCloseTo(8, within(1e-6));
        assertThat(logs.get("c_mse")).as("(81 + 49) / 2").isCloseTo(65, within(1e-5));
        assertThat(logs.get("loss")).isCloseTo(13, within(1e-6));
    }

    @Test
    void targetsForAllOutputsAreTakenTooThenAndBefore() {
        Model model = model(lossesOfAAndC());
        for (var targets : List.of(List.of(ZEROS, X, TENS), List.of(ZEROS, TENS), List.of(ZEROS, X, TENS))) {
            assertThat(model.evaluate(List.of(X), targets, Evaluate.defaults().silently()).get("loss")).isCloseTo(13, within(1e-6));
        }
    }

    @Test
    void byNameTheOthersMayBeLeftOut() {
        Model model = model(lossesOfAAndC());

        Map<String, NDArray> x = Map.of(model.inputNames().getFirst(), X);
        assertThat(model.evaluate(x, Map.of("c", TENS, "a", ZEROS), Evaluate.defaults().silently()).get("loss")).isCloseTo(13, within(1e-6));
        assertThat(model.evaluate(x, Map.of("c", TENS, "a", ZEROS, "b", X), Evaluate.defaults().silently()).get("loss")).isCloseTo(13, within(1e-6));
        assertThatThrownBy(() -> model.evaluate(x, Map.of("a", ZEROS, "b", X), Evaluate.defaults().silently())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected arrays for its outputs [a, c], got [a, b].");
    }

    @Test
    void anotherNumberOfTargetsSaysWhichItCouldBe() {
        assertThatThrownBy(() -> evaluated(model(lossesOfAAndC()), ZEROS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected 3 arrays of targets, one for each of [a, b, c], or of those with a loss, [a, c], got 1.");
        assertThatThrownBy(() -> evaluated(model(Compile.with(SGD.of(0)).loss("c", "mse")), ZEROS, TENS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("or of those with a loss, [c], got 2.");
        assertThatThrownBy(() -> evaluated(model(Compile.with(SGD.of(0)).loss("mse")), ZEROS, TENS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("expected 3 arrays of targets, one for each of [a, b, c], got 2.");
    }
}
