package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Csv;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Cross;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Feature;
import org.keras4j.layers.Input;
import org.keras4j.layers.StringLookup;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.Adam;
import org.keras4j.text.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Numbers and files in `golden/features` are of the real Keras: `tools/golden/features.py`.
class FeatureSpaceTest extends OnTestBackend {
    @TempDir
    Path folder;

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(FeatureSpaceTest.class.getResource("/golden/features/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, NDArray> table(String name) {
        var columns = new LinkedHashMap<String, NDArray>();
        new JsonMapper().readTree(golden(name).toFile()).properties().forEach(column -> columns.put(column.getKey(), array(column.getValue())));
        return columns;
    }

    private static NDArray array(JsonNode values) {
        if (values.get(0).isString()) {
            return Texts.array(values.valueStream().map(JsonNode::stringValue).toList());
        }
        double[] numbers = values.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
        return values.get(0).isInt() ? NDArray.of(DoubleStream.of(numbers).mapToLong(number -> (long) number).toArray()) : NDArray.of(numbers);
    }

    private static FeatureSpace space(Feature.Encoding mode, FeatureSpace.Output output) {
        return FeatureSpace.create()
                .feature("age", Feature.floatNormalized())
                .feature("pay", Feature.floatRescaled(0.5, 1))
                .feature("temp", Feature.floatDiscretized(3).outputMode(mode))
                .feature("raw", Feature.floatValue())
                .feature("job", Feature.stringCategorical().outputMode(mode))
                .feature("code", Feature.integerCategorical().outputMode(mode))
                .feature("city", Feature.stringHashed(5).outputMode(mode))
                .feature("zip", Feature.integerHashed(7).outputMode(mode))
                .cross(Cross.of(8, "job", "code").outputMode(mode))
                .cross(Cross.of(4, "temp", "city").outputMode(mode))
                .outputMode(output);
    }

    private static FeatureSpace adapted() {
        FeatureSpace space = space(Feature.Encoding.ONE_HOT, FeatureSpace.Output.CONCAT);
        space.adapt(table("table.json"));
        return space;
    }

    private static void assertEqual(NDArray made, NDArray expected) {
        assertThat(made.shape()).isEqualTo(expected.shape());
        assertThat(made.toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-6));
    }

    private static NDArray expected(String file) {
        return Objects.requireNonNull(Npz.read(golden(file)).get("output"));
    }

    @Test
    void encodesAsKerasDoes() {
        assertEqual(adapted().encode(table("other.json")), expected("concat.npz"));
    }

    @Test
    void encodesEachFeatureByItselfAsKerasDoes() {
        FeatureSpace space = space(Feature.Encoding.INT, FeatureSpace.Output.DICT);
        space.adapt(table("table.json"));

        Map<String, NDArray> encoded = space.encodeEach(table("other.json"));

        Map<String, NDArray> expected = Npz.read(golden("dict.npz"));
        assertThat(encoded.keySet()).containsExactly("age", "city", "code", "job", "pay", "raw", "temp", "zip", "job_X_code", "temp_X_city")
                .hasSameElementsAs(expected.keySet());
        encoded.forEach((name, array) -> assertEqual(array, Objects.requireNonNull(expected.get(name))));
    }

    @Test
    void readsTheFilesOfKeras() {
        FeatureSpace concat = FeatureSpace.load(golden("concat.keras"));
        FeatureSpace each = FeatureSpace.load(golden("dict.keras"));

        assertEqual(concat.encode(table("other.json")), expected("concat.npz"));
        assertEqual(Objects.requireNonNull(each.encodeEach(table("other.json")).get("job_X_code")),
                Objects.requireNonNull(Npz.read(golden("dict.npz")).get("job_X_code")));
    }

    @Test
    void readsAModelOfKerasThatBeginsWithASpace() {
        Model joined = Model.load(golden("joined.keras"));

        assertEqual(joined.predict(table("other.json")).getFirst(), expected("joined.npz"));
    }

    @Test
    void comesBackFromItsOwnFile() {
        adapted().save(folder.resolve("space.keras"));

        assertEqual(FeatureSpace.load(folder.resolve("space.keras")).encode(table("other.json")), expected("concat.npz"));
    }

    @Test
    void describesItselfAsKerasDoes() {
        var mapper = new JsonMapper();
        FeatureSpace keras = FeatureSpace.load(golden("concat.keras"));

        JsonNode config = mapper.readTree(keras.toJson());

        assertThat(config.get("module").stringValue() + "." + config.get("class_name").stringValue()).isEqualTo("keras.utils.FeatureSpace");
        assertThat(config.propertyNames()).containsExactly("module", "class_name", "config", "registered_name", "build_config");
        assertThat(config.get("config").propertyNames()).containsExactly("features", "output_mode", "crosses", "crossing_dim", "hashing_dim", "num_discretization_bins");
        assertThat(config.at("/config/crosses/0").toString()).isEqualTo("{\"module\":\"keras.src.layers.preprocessing.feature_space\",\"class_name\":\"Cross\","
                + "\"config\":{\"feature_names\":[\"job\",\"code\"],\"crossing_dim\":8,\"output_mode\":\"one_hot\"},\"registered_name\":\"Cross\"}");
    }

    @Test
    void standsInFrontOfAModelThatWasTrainedBehindIt() {
        FeatureSpace space = adapted();
        Map<String, NDArray> columns = table("table.json");
        NDArray y = NDArray.of(1f, 0, 1, 0, 0, 1).reshape(6, 1);
        NDArray encoded = space.encode(columns);
        Sequential head = Sequential.of(Input.shape(encoded.size(1)), Dense.of(1));
        head.compile(Adam.of(0.1), Losses.meanSquaredError());
        head.fit(encoded, y, Fit.epochs(3).verbose(Verbosity.SILENT));

        Functional whole = Model.of(space.inputs(), head.apply(space.encoded()));
        whole.save(folder.resolve("whole.keras"));

        float[] expected = head.predict(encoded).toFloatArray();
        assertThat(whole.predict(columns).getFirst().toFloatArray()).containsExactly(expected, within(1e-5f));
        assertThat(Model.load(folder.resolve("whole.keras")).predict(columns).getFirst().toFloatArray()).containsExactly(expected, within(1e-5f));
    }

    @Test
    void learnsFromATableAndFromADataset() throws IOException {
        Path file = Files.writeString(folder.resolve("people.csv"), "age,job\n20,cook\n40,nurse\n30,cook\n");
        FeatureSpace space = FeatureSpace.create().feature("age", Feature.floatNormalized()).feature("job", Feature.stringCategorical());
        Csv table = Csv.read(file);
        // Mean 30, deviation sqrt(200 / 3); [UNK], cook, nurse.
        double far = 10 / Math.sqrt(200.0 / 3);
        double[] expected = {-far, 0, 1, 0, far, 0, 0, 1, 0, 0, 1, 0};

        space.adapt(table);
        assertThat(space.encode(table).toDoubleArray()).containsExactly(expected, within(1e-6));

        FeatureSpace other = FeatureSpace.create().feature("age", Feature.floatNormalized()).feature("job", Feature.stringCategorical());
        Dataset samples = Dataset.of(new Element(List.copyOf(other.columns(table).values()), List.of(NDArray.of(1f, 2, 3)), List.of()));
        other.adapt(samples);
        Element batch = samples.batch(3).map(other::encode).stream().findFirst().orElseThrow();
        assertThat(batch.input().toDoubleArray()).containsExactly(expected, within(1e-6));
        assertThat(batch.target().toFloatArray()).containsExactly(1, 2, 3);
    }

    @Test
    void takesTheOptionsOfLayers() {
        FeatureSpace space = FeatureSpace.create().feature("job", Feature.stringCategorical(StringLookup.of(List.of("a", "b")).numOovIndices(2)));

        NDArray encoded = space.encode(Map.of("job", Texts.array("b", "a")));

        assertThat(encoded.toFloatArray()).containsExactly(0, 0, 0, 1, 0, 0, 1, 0);
    }

    @Test
    void saysWhatIsWrong() {
        FeatureSpace space = FeatureSpace.create().feature("age", Feature.floatNormalized()).feature("job", Feature.stringCategorical());

        assertThatThrownBy(() -> space.encode(Map.of())).isInstanceOf(IllegalStateException.class)
                .hasMessage("FeatureSpace 'feature_space': expected data for [age, job] to learn from, got none yet. Call adapt.");
        assertThatThrownBy(() -> space.adapt(Map.of("age", NDArray.of(1f)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FeatureSpace 'feature_space' > adapt: expected the columns [age, job], got [age].");
        assertThatThrownBy(() -> space.adapt(Map.of("age", NDArray.of(1f, 2), "job", NDArray.of(1f, 2)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FeatureSpace 'feature_space' > job: expected texts, got float32[2]. Make the array by Texts.array.");
        assertThatThrownBy(() -> space.feature("job", Feature.floatValue())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FeatureSpace 'feature_space': expected a name that is not blank and not taken by [age, job] and [], got 'job'.");
        assertThatThrownBy(() -> space.cross(8, "job", "age")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("FeatureSpace 'feature_space' > cross: expected features that are categories, of [age, job], got 'age', which is a number. Use Feature.floatDiscretized.");
        assertThatThrownBy(() -> space.cross(8, "job")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cross: expected two or more different features, got [job].");
        FeatureSpace numbers = FeatureSpace.create().feature("zip", Feature.integerHashed(4).outputMode(Feature.Encoding.INT));
        assertThatThrownBy(() -> numbers.encode(Map.of("zip", NDArray.of(1L)))).isInstanceOf(IllegalStateException.class)
                .hasMessage("FeatureSpace 'feature_space' > zip: expected numbers or one-hot vectors to stand side by side, got categories (int64). Use Output.DICT, or Encoding.ONE_HOT.");
        assertThatThrownBy(() -> FeatureSpace.fromConfig(Map.of("features", Map.of(), "output_mode", "list")))
                .hasMessage("output_mode: expected concat or dict, got 'list'.");
        assertThatThrownBy(() -> FeatureSpace.load(golden("joined.keras"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("joined.keras: expected a FeatureSpace, got a Functional. Use Model.load.");
    }
}
