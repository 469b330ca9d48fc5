package org.keras4j.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Ops;
import tools.jackson.databind.JsonNode;

/// Values and gradients of the real Keras: of each activation by name, and of the functions behind them with other numbers.
class ActivationGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.all("activations");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        List<NDArray> results = Programs.run(List.of(golden.array("x"), golden.array("w")), (_, v) -> {
            Value y = of(golden.className(), golden.config(), v.get(0));
            return List.of(y, Autodiff.gradients(Ops.sum(Ops.multiply(y, v.get(1))), List.of(v.get(0))).getFirst());
        });
        golden.assertClose(results.get(0), golden.array("y"), "value");
        golden.assertClose(results.get(1), golden.array("dx"), "gradient");
    }

    private static Value of(String name, JsonNode options, Value x) {
        return options.isEmpty() ? Activations.of(name).apply(x) : switch (name) {
            case "relu" -> Activations.relu(x, options.has("negative_slope") ? options.get("negative_slope").doubleValue() : 0,
                    options.has("max_value") ? OptionalDouble.of(options.get("max_value").doubleValue()) : OptionalDouble.empty(),
                    options.has("threshold") ? options.get("threshold").doubleValue() : 0);
            case "leaky_relu" -> Ops.leakyRelu(x, options.get("negative_slope").doubleValue());
            case "elu" -> Ops.elu(x, options.get("alpha").doubleValue());
            case "celu" -> Ops.celu(x, options.get("alpha").doubleValue());
            case "softmax" -> Ops.softmax(x, options.get("axis").intValue());
            case "log_softmax" -> Ops.logSoftmax(x, options.get("axis").intValue());
            case "sparsemax" -> Ops.swapaxes(Ops.sparsemax(Ops.swapaxes(x, options.get("axis").intValue(), -1)), options.get("axis").intValue(), -1);
            case "gelu" -> Ops.geluApproximate(x);
            case "glu" -> Ops.glu(x, options.get("axis").intValue());
            case "hard_shrink" -> Ops.hardShrink(x, options.get("threshold").doubleValue());
            case "soft_shrink" -> Ops.softShrink(x, options.get("threshold").doubleValue());
            case "squareplus" -> Ops.squareplus(x, options.get("b").doubleValue());
            case "threshold" -> Ops.threshold(x, options.get("threshold").doubleValue(), options.get("default_value").doubleValue());
            default -> throw new AssertionError(name);
        };
    }

    @Test
    void eachConstantIsAmongTheCases() {
        assertThat(cases().filter(golden -> golden.config().isEmpty()).map(golden -> Activations.of(golden.className())).collect(Collectors.toSet()))
                .containsAll(List.of(Activations.values()));
    }

    @Test
    void someHaveTwoNames() {
        assertThat(Activations.SWISH).isSameAs(Activations.of("swish"));
        assertThat(Activations.HARD_SWISH).isSameAs(Activations.of("hard_swish"));
    }

    @Test
    void namesTheChoices() {
        assertThatThrownBy(() -> Activations.of("reloo")).hasMessageContaining("activation: expected one of linear, relu, relu6, ").hasMessageEndingWith(", glu, got 'reloo'.");
    }
}
