package org.keras4j.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import org.keras4j.golden.Schedules;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Variable;
import tools.jackson.databind.JsonNode;

/// Five steps of the real Keras, for every optimizer: variables, slots, counter and rate after each.
class OptimizerGoldenTest {
    private static final List<String> NAMES = List.of("kernel", "bias", "scale");

    static Stream<GoldenCase> cases() {
        return Stream.of("sgd", "adam", "adam_w").flatMap(group -> GoldenCase.of("optimizers", group));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        JsonNode arrays = golden.at("arrays");
        Optimizer optimizer = optimizer(golden);
        golden.assertConfig(optimizer);
        List<NDArray> gradients = arrays.get("gradients").valueStream().map(golden::array).toList();
        List<Variable> variables = IntStream.range(0, NAMES.size()).mapToObj(i -> {
            NDArray start = golden.array(arrays.get("start").get(i));
            var variable = Variable.trainable(NAMES.get(i), new Type(start.dtype(), start.shape()), new Zeros());
            variable.assign(start);
            return variable;
        }).toList();
        optimizer.build(variables);
        JsonNode slots = arrays.get("optimizer_variables");
        assertThat(optimizer.variables()).extracting(Variable::path)
                .containsExactlyElementsOf(slots.valueStream().map(slot -> slot.get("path").stringValue()).toList());

        var types = gradients.stream().map(all -> new Type(all.dtype(), all.shape().without(0))).toList();
        try (var program = Programs.compile(types, (c, values) -> {
            optimizer.apply(c, variables, values);
            return List.of();
        })) {
            for (int step = 0; step < gradients.getFirst().size(0); step++) {
                int at = step;
                golden.assertClose(NDArray.scalar(optimizer.learningRate()), golden.array(arrays.get("learning_rates")).row(at), "rate of step " + at);
                program.run(gradients.stream().map(all -> all.row(at)).toList());
                for (int i = 0; i < variables.size(); i++) {
                    golden.assertClose(variables.get(i).value(), golden.array(arrays.get("variables").get(i)).row(at),
                            NAMES.get(i) + " after step " + at);
                }
                for (int i = 0; i < slots.size(); i++) {
                    golden.assertClose(optimizer.variables().get(i).value(), golden.array(slots.get(i).get("array")).row(at),
                            slots.get(i).get("path") + " after step " + at);
                }
            }
        }
    }

    private static Optimizer optimizer(GoldenCase golden) {
        JsonNode config = golden.config();
        return switch (golden.className()) {
            case "SGD" -> {
                var sgd = common(SGD.create(), config).momentum(config.get("momentum").doubleValue());
                yield config.get("nesterov").booleanValue() ? sgd.nesterov() : sgd;
            }
            case "Adam" -> adam(Adam.create(), config);
            case "AdamW" -> adam(AdamW.create(), config);
            default -> throw new AssertionError(golden.className());
        };
    }

    private static <S extends AdamFamily<S>> S adam(S adam, JsonNode config) {
        var set = common(adam, config).beta1(config.get("beta_1").doubleValue()).beta2(config.get("beta_2").doubleValue())
                .epsilon(config.get("epsilon").doubleValue());
        return config.get("amsgrad").booleanValue() ? set.amsgrad() : set;
    }

    private static <S extends Options<S>> S common(S optimizer, JsonNode config) {
        JsonNode rate = config.get("learning_rate");
        S set = rate.isNumber() ? optimizer.learningRate(rate.doubleValue())
                : optimizer.learningRate(Schedules.of(rate.get("class_name").stringValue(), rate.get("config")));
        set = config.get("weight_decay").isNull() ? set : set.weightDecay(config.get("weight_decay").doubleValue());
        set = config.get("clipnorm").isNull() ? set : set.clipnorm(config.get("clipnorm").doubleValue());
        set = config.get("global_clipnorm").isNull() ? set : set.globalClipnorm(config.get("global_clipnorm").doubleValue());
        return config.get("clipvalue").isNull() ? set : set.clipvalue(config.get("clipvalue").doubleValue());
    }
}
