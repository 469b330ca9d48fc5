package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keras4j.callbacks.History;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.ops.Variable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole models: read from their configuration, trained, measured and asked, on the numbers of the real Keras in `golden/training`.
class ModelGoldenTest extends OnTestBackend {
    private static final JsonMapper MAPPER = new JsonMapper();
    /// Of weights after some steps, by the table of agreement.
    private static final double WEIGHTS = 1e-4;

    static Stream<GoldenCase> all()   { return Stream.of("steps", "saturated", "fit", "mixed_bfloat16").flatMap(group -> GoldenCase.of("training", group)); }
    static Stream<GoldenCase> steps() { return Stream.of("steps", "saturated").flatMap(group -> GoldenCase.of("training", group)); }
    static Stream<GoldenCase> fit()   { return GoldenCase.of("training", "fit"); }
    static Stream<GoldenCase> mixed() { return GoldenCase.of("training", "mixed_bfloat16"); }

    @ParameterizedTest
    @MethodSource("all")
    void configurationGoesToKerasAndBack(GoldenCase golden) {
        golden.assertConfig(model(golden));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void learnsStepByStepAsKeras(GoldenCase golden) {
        Model model = compiled(golden);
        int steps = Math.toIntExact(golden.array(golden.at("arrays", "weights_after").get(0)).size(0));
        for (int step = 0; step < steps; step++) {
            model.resetMetrics();
            var logs = model.trainOnBatch(batch(golden, step), classWeight(golden.at("train_on_batch")));
            assertLogs(golden, logs, golden.at("arrays", "logs"), step);
            for (int i = 0; i < model.weights().size(); i++) {
                Variable weight = model.weights().get(i);
                golden.assertClose(weight.value(), golden.array(golden.at("arrays", "weights_after").get(i)).row(step), WEIGHTS,
                        weight.path() + " after step " + step);
            }
        }
        List<Variable> slots = model.optimizer().variables();
        for (int i = 0; i < slots.size(); i++) {
            JsonNode slot = golden.at("arrays", "optimizer_variables_after").get(i);
            golden.assertClose(slots.get(i).value(), golden.array(slot.get("array")), WEIGHTS, slot.get("path").stringValue());
        }
        Element first = batch(golden, 0);
        assertMeasured(golden, model, new Element(first.x(), first.y(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("fit")
    void fitsAsKeras(GoldenCase golden) {
        Model model = compiled(golden);
        Element data = new Element(arrays(golden, golden.at("arrays", "x")), arrays(golden, golden.at("arrays", "y")), List.of());
        History history = model.fit(data, options(golden));
        assertThat(history.history().keySet()).containsExactlyElementsOf(names(golden.at("arrays", "history")));
        golden.at("arrays", "history").propertyStream().forEach(entry -> golden.assertClose(
                NDArray.of(history.get(entry.getKey()).stream().mapToDouble(Double::doubleValue).toArray()), golden.array(entry.getValue()),
                WEIGHTS, entry.getKey()));
        for (int i = 0; i < model.weights().size(); i++) {
            golden.assertClose(model.weights().get(i).value(), golden.array(golden.at("arrays", "weights_after").get(i)), WEIGHTS,
                    model.weights().get(i).path());
        }
        assertMeasured(golden, model, data);
    }

    @ParameterizedTest
    @MethodSource("mixed")
    void predictsInMixedPrecision(GoldenCase golden) {
        Model model = model(golden);
        setWeights(golden, model);
        assertPredictions(golden, model, arrays(golden, golden.at("arrays", "x")));
    }

    private static void assertMeasured(GoldenCase golden, Model model, Element data) {
        var measured = model.evaluate(data, Evaluate.defaults().silently().batchSize(4));
        assertThat(measured.keySet()).containsExactlyElementsOf(names(golden.at("arrays", "evaluate")));
        measured.forEach((name, value) -> golden.assertClose(NDArray.scalar(value), golden.array(golden.at("arrays", "evaluate", name)), WEIGHTS,
                "evaluated " + name));
        assertPredictions(golden, model, data.x());
    }

    private static void assertPredictions(GoldenCase golden, Model model, List<NDArray> x) {
        List<NDArray> predictions = model.predict(x, Predict.defaults().batchSize(4));
        for (int i = 0; i < predictions.size(); i++) {
            golden.assertClose(predictions.get(i).cast(DType.FLOAT32), golden.array(golden.at("arrays", "predict").get(i)),
                    Math.max(WEIGHTS, golden.tolerance()), "prediction");
        }
    }

    private static void assertLogs(GoldenCase golden, SequencedMap<String, Double> logs, JsonNode expected, int step) {
        assertThat(logs.keySet()).containsExactlyElementsOf(names(expected));
        logs.forEach((name, value) -> golden.assertClose(NDArray.of(Shape.SCALAR, value),
                NDArray.scalar(golden.array(expected.get(name)).at(step)), WEIGHTS, name + " of step " + step));
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    // ---- the case --------------------------------------------------------------------------------------------------

    private static Model model(GoldenCase golden) {
        String module = golden.className().equals("Functional") ? "keras.src.models.functional" : "keras";
        return (Model) FromKeras.object(Map.of("module", module, "class_name", golden.className(), "config",
                MAPPER.convertValue(golden.config(), Map.class)));
    }

    private static void setWeights(GoldenCase golden, Model model) {
        JsonNode weights = golden.at("arrays", "weights");
        assertThat(model.weights().stream().map(Variable::path)).isEqualTo(weights.valueStream().map(weight -> weight.get("path").stringValue()).toList());
        model.setWeights(weights.valueStream().map(weight -> golden.array(weight.get("array"))).toList());
    }

    private static Model compiled(GoldenCase golden) {
        Model model = model(golden);
        setWeights(golden, model);
        model.compile(CompileConfig.read(MAPPER.convertValue(golden.at("compile_config"), Map.class), model.outputNames()));
        return model;
    }

    private static List<NDArray> arrays(GoldenCase golden, JsonNode names) {
        return names.valueStream().map(golden::array).toList();
    }

    private static Element batch(GoldenCase golden, int step) {
        List<NDArray> weights = Stream.ofNullable(golden.at("train_on_batch").get("sample_weight")).map(golden::array).map(all -> all.row(step)).toList();
        return new Element(arrays(golden, golden.at("arrays", "x")).stream().map(x -> x.row(step)).toList(),
                arrays(golden, golden.at("arrays", "y")).stream().map(y -> y.row(step)).toList(), weights);
    }

    private static Map<Integer, Double> classWeight(JsonNode options) {
        JsonNode weights = options.get("class_weight");
        return weights == null ? Map.of() : weights.propertyStream()
                .collect(Collectors.toMap(entry -> Integer.valueOf(entry.getKey()), entry -> entry.getValue().doubleValue()));
    }

    private static Fit options(GoldenCase golden) {
        JsonNode given = golden.at("fit");
        Fit fit = Fit.epochs(given.get("epochs").intValue()).shuffle(false).verbose(Verbosity.SILENT)
                .classWeight(classWeight(given));
        for (var option : given.propertyStream().toList()) {
            JsonNode value = option.getValue();
            fit = switch (option.getKey()) {
                case "sample_weight" -> fit.sampleWeight(golden.array(value));
                case "validation_split" -> fit.validationSplit(value.doubleValue());
                case "validation_data" -> fit.validationData(golden.array(value.get(0)), golden.array(value.get(1)));
                case "validation_freq" -> fit.validationFreq(value.intValue());
                case "steps_per_epoch" -> fit.stepsPerEpoch(value.longValue());
                case "initial_epoch" -> fit.initialEpoch(value.intValue());
                case "batch_size" -> fit.batchSize(value.intValue());
                case "validation_steps" -> fit.validationSteps(value.longValue());
                case "epochs", "class_weight" -> fit;
                default -> throw new AssertionError(option.getKey());
            };
        }
        return fit;
    }
}
