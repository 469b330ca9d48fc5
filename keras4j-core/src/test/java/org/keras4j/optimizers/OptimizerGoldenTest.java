package org.keras4j.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Variable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Five steps of the real Keras, for every optimizer: variables, slots, counter and rate after each.
class OptimizerGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of("sgd", "adam", "adam_w", "rmsprop", "adagrad", "adadelta", "adamax", "nadam", "lion", "lamb", "ftrl", "adafactor", "muon",
                "schedule_free_adamw", "base", "loss_scale").flatMap(group -> GoldenCase.of("optimizers", group));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        JsonNode arrays = golden.at("arrays");
        var optimizer = (Optimizer) FromKeras.object(Map.of("module", "keras.optimizers", "class_name", golden.className(),
                "config", new JsonMapper().convertValue(golden.config(), Map.class)));
        golden.assertConfig(optimizer);
        List<NDArray> gradients = arrays.get("gradients").valueStream().map(golden::array).toList();
        List<String> names = golden.at("names").valueStream().map(JsonNode::stringValue).toList();
        List<Variable> variables = IntStream.range(0, names.size()).mapToObj(i -> {
            NDArray start = golden.array(arrays.get("start").get(i));
            var variable = Variable.trainable(names.get(i), new Type(start.dtype(), start.shape()), new Zeros());
            variable.assign(start);
            return variable;
        }).toList();
        optimizer.build(variables);
        JsonNode slots = arrays.get("optimizer_variables");
        assertThat(optimizer.variables()).extracting(Variable::path)
                .containsExactlyElementsOf(slots.valueStream().map(slot -> path(slot.get("path").stringValue(), optimizer)).toList());

        var types = gradients.stream().map(all -> new Type(all.dtype(), all.shape().without(0))).toList();
        int missing = golden.node().get("missing").isNull() ? -1 : golden.at("missing").intValue();
        int[] there = IntStream.range(0, names.size()).filter(i -> i != missing).toArray();
        try (var program = Programs.compile(types, (c, values) -> {
            optimizer.apply(c, IntStream.of(there).mapToObj(variables::get).toList(), IntStream.of(there).mapToObj(values::get).toList());
            return List.of();
        })) {
            for (int step = 0; step < gradients.getFirst().size(0); step++) {
                int at = step;
                golden.assertClose(NDArray.scalar(optimizer.learningRate()), golden.array(arrays.get("learning_rates")).row(at), "rate of step " + at);
                program.run(gradients.stream().map(all -> all.row(at)).toList());
                for (int i = 0; i < variables.size(); i++) {
                    golden.assertClose(variables.get(i).value(), golden.array(arrays.get("variables").get(i)).row(at),
                            names.get(i) + " after step " + at);
                }
                for (int i = 0; i < slots.size(); i++) {
                    golden.assertClose(optimizer.variables().get(i).value(), golden.array(slots.get(i).get("array")).row(at),
                            slots.get(i).get("path") + " after step " + at);
                }
            }
        }
    }

    /// Keras makes a few of its variables without a scope, one of them without a name.
    private static String path(String keras, Optimizer optimizer) {
        return keras.contains("/") ? keras : optimizer.name() + "/" + (keras.equals("variable") ? "u_product" : keras);
    }
}
