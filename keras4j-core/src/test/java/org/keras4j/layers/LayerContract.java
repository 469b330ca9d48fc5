package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.Autodiff;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What holds for every layer, on the numbers of the real Keras in `golden/layers/GROUP`.
interface LayerContract {
    JsonMapper MAPPER = new JsonMapper();

    /// The group of golden cases.
    String group();

    @TestFactory
    default Stream<DynamicTest> agreesWithKeras() {
        return GoldenCase.of("layers", group()).map(golden -> DynamicTest.dynamicTest(golden.name(), () -> new Run(golden).check()));
    }

    @TestFactory
    default Stream<DynamicTest> configurationGoesToKerasAndBack() {
        return GoldenCase.of("layers", group()).map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
            Layer layer = layer(golden);
            golden.assertConfig(layer);
            golden.assertConfig(FromKeras.object(layer.serialized()));
        }));
    }

    @TestFactory
    default Stream<DynamicTest> shapesAreKnownBeforeDataCome() {
        return GoldenCase.of("layers", group()).filter(golden -> golden.at("call", "initial_state").isEmpty())
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
                    Layer layer = layer(golden);
                    List<Input> inputs = golden.at("arrays", "inputs").valueStream().map(golden::array)
                            .map(x -> Input.shape(x.shape().slice(1, x.rank()).toArray()).dtype(x.dtype())).toList();
                    List<KerasTensor> outputs = layer.applyAll(inputs);
                    for (int i = 0; i < golden.at("arrays", "outputs").size() && i < outputs.size(); i++) {
                        long[] expected = golden.array(golden.at("arrays", "outputs").get(i)).shape().toArray();
                        expected[0] = PartialShape.UNKNOWN;
                        assertThat(outputs.get(i).shape()).isEqualTo(PartialShape.of(expected));
                    }
                }));
    }

    /// 8 bits of a number make 2⁻⁸ of rounding, which sums and exponentials make larger.
    @TestFactory
    default Stream<DynamicTest> computesIn16BitsWithVariablesIn32() {
        return GoldenCase.of("layers", group()).filter(golden -> !golden.name().endsWith("_extreme"))
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> new Run(golden).checkMixed(5e-2)));
    }

    private static Layer layer(GoldenCase golden) {
        return layer(golden, MAPPER.convertValue(golden.config(), new TypeReference<Map<String, Object>>() {}));
    }

    private static Layer layer(GoldenCase golden, Map<String, Object> config) {
        Layer layer = (Layer) FromKeras.object(Map.of("module", "keras.layers", "class_name", golden.className(), "config", config));
        JsonNode options = golden.at("call").get("options");
        return options == null ? layer : layer.calledWith(MAPPER.convertValue(options, Map.class));
    }

    /// One case as a program.
    final class Run {
        private final GoldenCase golden;
        private final GraphBuilder g = new GraphBuilder();
        private final List<NDArray> data = new ArrayList<>();

        Run(GoldenCase golden) {
            this.golden = golden;
        }

        void check() {
            Layer layer = layer(golden);
            var mode = golden.at("call", "training").booleanValue() ? Call.Mode.TRAINING : Call.Mode.INFERENCE;
            var c = new Call(g, mode, null);
            List<Value> inputs = given(golden.at("arrays", "inputs"));
            List<Value> states = given(golden.at("call", "initial_state"));
            JsonNode masks = golden.at("call", "masks");
            for (int i = 0; i < inputs.size(); i++) {
                if (!masks.get(i).isNull()) {
                    c.mask(inputs.get(i), given(golden.array(masks.get(i))));
                }
            }
            List<Value> outputs = layer.apply(c, Stream.concat(inputs.stream(), states.stream()).toList());
            assertThat(layer.weights().stream().map(Variable::path)).isEqualTo(paths("weights"));
            layer.setWeights(golden.at("arrays", "weights").valueStream().map(weight -> golden.array(weight.get("array"))).toList());

            List<Value> results = new ArrayList<>(outputs);
            List<Value> outputMasks = outputs.stream().map(c::mask).filter(Objects::nonNull).toList();
            results.addAll(outputMasks);
            List<Value> targets = Stream.concat(inputs.stream(), states.stream()).filter(target -> target.dtype().isFloating()).toList();
            Value loss = loss(outputs);
            results.addAll(Autodiff.gradients(loss, targets));
            results.addAll(c.gradients(loss, layer.trainableWeights()));

            List<NDArray> computed = run(c, results);
            var at = computed.iterator();
            golden.at("arrays", "outputs").forEach(output -> golden.assertClose(at.next(), golden.array(output), "output"));
            golden.at("arrays", "output_masks").valueStream().filter(mask -> !mask.isNull())
                    .forEach(mask -> assertThat(at.next()).as(golden + " mask").isEqualTo(golden.array(mask)));
            Stream.of("input_gradients", "initial_state_gradients").flatMap(key -> golden.at("arrays", key).valueStream())
                    .filter(gradient -> !gradient.isNull())
                    .forEach(gradient -> golden.assertClose(at.next(), golden.array(gradient), gradient.stringValue()));
            golden.at("arrays", "weight_gradients").forEach(weight -> {
                NDArray gradient = at.next();
                golden.optional(weight.get("array")).ifPresentOrElse(
                        expected -> golden.assertClose(gradient, expected, "gradient of " + weight.get("path")),
                        () -> assertThat(gradient.abs().max().item()).as(weight.get("path").stringValue()).isLessThan(1e-5));
            });
            assertThat(at.hasNext()).isFalse();
            List<Variable> left = layer.nonTrainableWeights();
            for (int i = 0; i < golden.at("arrays", "non_trainable_after").size(); i++) {
                JsonNode after = golden.at("arrays", "non_trainable_after").get(i);
                assertThat(left.get(i).path()).isEqualTo(after.get("path").stringValue());
                golden.assertClose(left.get(i).value(), golden.array(after.get("array")), left.get(i).path());
            }
        }

        /// The outputs alone.
        void checkMixed(double tolerance) {
            Map<String, Object> config = MAPPER.convertValue(golden.config(), new TypeReference<Map<String, Object>>() {});
            config.put("dtype", "mixed_bfloat16");
            if (config.get("cell") instanceof Map<?, ?> || config.get("layers") instanceof List<?>) {
                return;                                          // parts have types of their own
            }
            Layer layer = layer(golden, config);
            var c = new Call(g, golden.at("call", "training").booleanValue() ? Call.Mode.TRAINING : Call.Mode.INFERENCE, null);
            List<Value> inputs = new ArrayList<>(given(golden.at("arrays", "inputs")));
            JsonNode masks = golden.at("call", "masks");
            for (int i = 0; i < inputs.size(); i++) {
                if (!masks.get(i).isNull()) {
                    c.mask(inputs.get(i), given(golden.array(masks.get(i))));
                }
            }
            inputs.addAll(given(golden.at("call", "initial_state")));
            List<Value> outputs = layer.apply(c, inputs);
            layer.setWeights(golden.at("arrays", "weights").valueStream().map(weight -> golden.array(weight.get("array"))).toList());
            assertThat(layer.weights()).allMatch(weight -> weight.dtype() == DType.FLOAT32 || !weight.dtype().isFloating());
            assertThat(outputs).allMatch(output -> output.dtype() == DType.BFLOAT16);
            var at = run(c, outputs).iterator();
            golden.at("arrays", "outputs").forEach(output -> golden.assertClose(at.next().cast(DType.FLOAT32), golden.array(output), tolerance, "output"));
        }

        private List<String> paths(String key) {
            return golden.at("arrays", key).valueStream().map(weight -> weight.get("path").stringValue()).toList();
        }

        private Value given(NDArray array) {
            data.add(array);
            return g.input(Integer.toString(data.size() - 1), new Type(array.dtype(), array.shape()));
        }

        private List<Value> given(JsonNode names) {
            return names.valueStream().map(golden::array).map(this::given).toList();
        }

        private Value loss(List<Value> outputs) {
            List<Value> weights = given(golden.at("arrays", "output_weights"));
            return IntStream.range(0, weights.size()).mapToObj(i -> Ops.sum(Ops.multiply(outputs.get(i), weights.get(i))))
                    .reduce(Ops::add).orElseThrow();
        }

        private List<NDArray> run(Call c, List<Value> results) {
            try (var program = new Programs.Program(
                    Programs.BACKEND.compile(g.build(results), c.premises(Programs.BACKEND).states(), Compilation.TRAINING))) {
                return program.run(data);
            }
        }
    }
}
