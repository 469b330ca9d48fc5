package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.Programs;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.Operation;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Functions of `keras.ops` in functional models, both ways.
class OperationTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static Layer model(GoldenCase golden) {
        return (Layer) FromKeras.object(Map.of("module", "keras.src.models.functional", "class_name", "Functional",
                "config", MAPPER.convertValue(golden.config(), new TypeReference<Map<String, Object>>() {})));
    }

    @TestFactory
    Stream<DynamicTest> filesOfKerasComputeAsThere() {
        return GoldenCase.of("models", "raw_ops").map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
            List<NDArray> inputs = golden.at("inputs").valueStream().map(golden::array).toList();
            List<NDArray> found = Programs.run(inputs, (c, values) -> model(golden).apply(c, values));
            for (int i = 0; i < found.size(); i++) {
                String what = "output " + i + ", " + golden.config().get("output_layers").get(i);
                golden.assertClose(found.get(i).cast(DType.FLOAT32), golden.array(golden.at("outputs").get(i)),
                        found.get(i).dtype() == DType.FLOAT16 ? 1e-3 : golden.tolerance(), what);
            }
            assertThat(found).hasSize(golden.at("outputs").size());
        }));
    }

    @TestFactory
    Stream<DynamicTest> configurationsGoToKerasAndBack() {
        return GoldenCase.of("models", "raw_ops").map(golden -> DynamicTest.dynamicTest(golden.name(), () -> golden.assertConfig(model(golden))));
    }

    /// y = [2x + 1, relu(x − x / 2)] for x = [1, −4].
    @Test
    void modelsAreWiredWithArithmetic() {
        Input x = Input.shape(2);
        KerasTensor y = Operation.concatenate(List.of(x.times(2).plus(1), Operation.relu(x.minus(x.dividedBy(2)))), -1);
        Model model = Model.of(List.of(x), List.of(Operation.slice(y, 1, 1, 3), Operation.sum(y, 1)));

        List<NDArray> found = Programs.run(List.of(NDArray.of(new float[][] {{1, -4}})), (c, values) -> model.apply(c, values));
        assertThat(found).containsExactly(NDArray.of(new float[][] {{-7, 0.5f}}), NDArray.of(3 - 7 + 0.5f));

        Layer read = (Layer) FromKeras.object(model.serialized());
        assertThat(Programs.run(List.of(NDArray.of(new float[][] {{1, -4}})), (c, values) -> read.apply(c, values))).isEqualTo(found);
        assertThat(MAPPER.writeValueAsString(read.kerasConfig())).isEqualTo(MAPPER.writeValueAsString(model.kerasConfig()))
                .contains("\"module\":\"keras.src.ops.numpy\",\"class_name\":\"Multiply\",\"config\":{\"name\":\"multiply\"},\"registered_name\":\"Multiply\"");
    }

    /// `x[:, 0]` and `x[:, :, -1]`, with the index as Keras 3.15.1 writes it.
    @Test
    void onePartIsTakenByItsNumber() {
        Input x = Input.shape(2, 3);
        Model model = Model.of(List.of(x), List.of(Operation.take(x, 0, 1), Operation.take(x, -1, -1)));

        List<NDArray> found = Programs.run(List.of(NDArray.of(1f, 2f, 3f, 4f, 5f, 6f).reshape(1, 2, 3)), (c, values) -> model.apply(c, values));
        assertThat(found).containsExactly(NDArray.of(new float[][] {{1, 2, 3}}), NDArray.of(new float[][] {{3, 6}}));
        String all = "{\"class_name\":\"__slice__\",\"config\":{\"start\":null,\"stop\":null,\"step\":null}}";
        assertThat(MAPPER.writeValueAsString(model.kerasConfig())).contains("[" + all + ",0]]", "[" + all + "," + all + ",-1]]");
        assertThatThrownBy(() -> Operation.take(x, 0, 3)).hasMessage("Operation: expected an axis of (None, 2, 3), got 3.");
        assertThatThrownBy(() -> Operation.take(x, 2, 1)).isInstanceOf(ShapeException.class).hasMessageContaining("[None, 2, 3]");
    }

    /// Keras' classes, options and defaults: `ops.depth_to_space(x, 2)` has four channels of a pixel as a square, `ops.sort(x)` goes along the last axis.
    @Test
    void functionsGoByTheNamesOfTheirClasses() {
        Input x = Input.shape(1, 1, 4);
        Model model = Model.of(List.of(x), List.of(Operation.of("DepthToSpace", Map.of("block_size", 2), x), Operation.of("Sort", Map.of(), x)));

        List<NDArray> found = Programs.run(List.of(NDArray.of(3f, 1f, 4f, 2f).reshape(1, 1, 1, 4)), (c, values) -> model.apply(c, values));
        assertThat(found).containsExactly(NDArray.of(3f, 1f, 4f, 2f).reshape(1, 2, 2, 1), NDArray.of(1f, 2f, 3f, 4f).reshape(1, 1, 1, 4));
        assertThat(MAPPER.writeValueAsString(model.kerasConfig())).contains("\"class_name\":\"DepthToSpace\",\"config\":{\"name\":\"depth_to_space\",\"block_size\":2}");
        assertThatThrownBy(() -> Operation.of("DepthToSpce", Map.of("block_size", 2), x)).hasMessageContaining("DepthToSpace");
    }

    /// Sums of [[1, 2], [3, 4]] under kernels of ones, three times that with a mixture of 3, and each pixel as a square on the way back.
    @Test
    void convolutionsTakeKernelsThatTheModelIsGiven() {
        Input x = Input.batchShape(1, 2, 2, 1);
        Input ones = Input.batchShape(2, 2, 1, 1);
        Input three = Input.batchShape(1, 1, 1, 1);
        Map<String, Object> plain = Map.of("strides", 1, "padding", "valid", "dilation_rate", 1);
        Model model = Model.of(List.of(x, ones, three), List.of(Operation.of("Conv", plain, x, ones), Operation.of("DepthwiseConv", plain, x, ones),
                Operation.of("SeparableConv", plain, x, ones, three), Operation.of("ConvTranspose", Map.of("strides", 2, "padding", "valid"), x, ones)));
        List<NDArray> found = Programs.run(List.of(NDArray.of(1f, 2f, 3f, 4f).reshape(1, 2, 2, 1), NDArray.ones(DType.FLOAT32, Shape.of(2, 2, 1, 1)), NDArray.of(3f).reshape(1, 1, 1, 1)),
                (c, values) -> model.apply(c, values));
        assertThat(found.stream().map(y -> y.flatten().toDoubleArray())).containsExactly(new double[] {10}, new double[] {10}, new double[] {30},
                new double[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4});
    }

    /// The corners of [[1, 2, 3], [4, 5, 6], [7, 8, 9]] add up to 20. Of a column on the right and one that stay, the one in the middle stays. Halved, the nearest of each four is the
    /// last; smoothed, a place is ¾, ¾ and ¼ of three by 1¾: 5/7 of the way from the first to the second, and as far from the end.
    @Test
    void optionsOfImagesCount() {
        Input x = Input.batchShape(1, 3, 3, 1);
        Input corners = Input.batchShape(2, 2, 1, 1);
        Map<String, Object> column = Map.of("top_cropping", 0, "bottom_cropping", 0, "right_cropping", 1, "target_width", 1);
        Model small = Model.of(List.of(x, corners), List.of(Operation.of("Conv", Map.of("strides", 1, "padding", "valid", "dilation_rate", 2), x, corners),
                Operation.of("CropImages", column, x)));
        NDArray nine = NDArray.generate(DType.FLOAT32, Shape.of(1, 3, 3, 1), i -> i + 1);
        List<NDArray> found = Programs.run(List.of(nine, NDArray.ones(DType.FLOAT32, Shape.of(2, 2, 1, 1))), (c, values) -> small.apply(c, values));
        assertThat(found.get(0).item()).isEqualTo(20);
        assertThat(found.get(1).toDoubleArray()).containsExactly(2, 5, 8);

        Input four = Input.batchShape(1, 4, 4, 1);
        Map<String, Object> half = Map.of("size", List.of(2, 2));
        Model resized = Model.of(List.of(four), List.of(Operation.of("Resize", with(half, "interpolation", "nearest"), four), Operation.of("Resize", with(half, "antialias", true), four)));
        List<NDArray> halves = Programs.run(List.of(NDArray.generate(DType.FLOAT32, Shape.of(1, 4, 4, 1), i -> i)), (c, values) -> resized.apply(c, values));
        assertThat(halves.get(0).toDoubleArray()).containsExactly(5, 7, 13, 15);
        double near = 5.0 / 7;
        double far = 3 - near;
        assertThat(halves.get(1).toDoubleArray()).containsExactly(new double[] {5 * near, 4 * near + far, 4 * far + near, 5 * far}, within(1e-5));
    }

    private static Map<String, Object> with(Map<String, Object> options, String key, Object value) {
        var more = new HashMap<>(options);
        more.put(key, value);
        return more;
    }

    /// [[4, 2], [2, 5]] is the square of [[2, 0], [1, 2]], and of that turned over. A number takes the type of what it meets, unless that can't hold it: as in Keras.
    @Test
    void optionsAndTypesOfNumbersCount() {
        Input x = Input.batchShape(2, 2);
        Model upper = Model.of(x, Operation.of("Cholesky", Map.of("upper", true), x));
        assertThat(upper.predict(NDArray.of(new float[][] {{4, 2}, {2, 5}})).toDoubleArray()).containsExactly(new double[] {2, 1, 0, 2}, within(1e-6));

        for (DType type : List.of(DType.FLOAT16, DType.INT8)) {
            Input number = Input.batchShape(2).dtype(type);
            assertThat(Operation.add(1, number).dtype()).isEqualTo(type);
        }
        Input whole = Input.batchShape(2).dtype(DType.INT32);
        assertThat(Model.of(whole, Operation.multiply(0.5, whole)).predict(NDArray.of(1, 2)).toDoubleArray()).containsExactly(0.5, 1);
    }

    /// Keras: `ops.broadcast_to(x, (3, 2))` of a batch that isn't known has three samples, and so has what it is added to.
    @Test
    void aBatchThatIsSaidIsKnownFromThereOn() {
        Input x = Input.shape(2);
        KerasTensor three = Operation.of("BroadcastTo", Map.of("shape", List.of(3, 2)), x);
        assertThat(three.shape().toString()).isEqualTo("(3, 2)");
        assertThat(Operation.add(three, x).shape().toString()).isEqualTo("(3, 2)");
        assertThat(Model.of(x, three).predict(NDArray.of(new float[][] {{1, 2}}))).isEqualTo(NDArray.of(new float[][] {{1, 2}, {1, 2}, {1, 2}}));
    }

    /// Operands stand in files as Keras 3.15.1 writes those of `1 + x`, `0.5 * x`, `ops.maximum(2, x)` and `ops.minimum(2, x)`.
    @Test
    void aNumberMayComeFirst() {
        Input x = Input.shape(2);
        Model model = Model.of(x, List.of(Operation.add(1, x), Operation.multiply(0.5, x), Operation.maximum(2, x), Operation.minimum(2, x)));
        var numbers = List.of(NDArray.of(new float[][] {{1, 3}}));

        List<NDArray> found = Programs.run(numbers, (c, values) -> model.apply(c, values));

        assertThat(found).containsExactly(NDArray.of(new float[][] {{2, 4}}), NDArray.of(new float[][] {{0.5f, 1.5f}}), NDArray.of(new float[][] {{2, 3}}),
                NDArray.of(new float[][] {{1, 2}}));
        Layer read = (Layer) FromKeras.object(model.serialized());
        assertThat(Programs.run(numbers, (c, values) -> read.apply(c, values))).isEqualTo(found);
        assertThat(MAPPER.writeValueAsString(model.kerasConfig())).contains("\"args\":[1,{\"class_name\":\"__keras_tensor__\"",
                "\"args\":[0.5,{\"class_name\":\"__keras_tensor__\"");
    }

    /// As `keras.ops.one_hot`: −1 stands for nothing.
    @Test
    void numbersBecomeVectors() {
        Input x = Input.shape(3).dtype(DType.INT32);
        Model model = Model.of(x, Operation.oneHot(x.minus(1), 2));
        var numbers = List.of(NDArray.of(new int[][] {{1, 0, 2}}));

        var found = Programs.run(numbers, (c, values) -> model.apply(c, values));

        assertThat(found).containsExactly(NDArray.of(new float[][][] {{{1, 0}, {0, 0}, {0, 1}}}));
        Layer read = (Layer) FromKeras.object(model.serialized());
        assertThat(Programs.run(numbers, (c, values) -> read.apply(c, values))).isEqualTo(found);
        assertThat(MAPPER.writeValueAsString(read.kerasConfig())).contains("\"module\":\"keras.src.ops.nn\",\"class_name\":\"OneHot\"");
    }

    @Test
    void anUnknownFunctionNamesItself() {
        Input x = Input.shape(2);
        Map<String, Object> config = MAPPER.readValue(MAPPER.writeValueAsString(Model.of(x, x.times(2)).kerasConfig()).replace("\"Multiply\"", "\"Fft\""),
                new TypeReference<>() {});
        assertThatThrownBy(() -> FromKeras.object(Map.of("module", "keras", "class_name", "Functional", "config", config)))
                .hasMessageEndingWith("Operation: there is no keras.ops class Fft here. Call the function in a layer of your own, in Keras and here.");
    }

    /// A model of one function, as files have it.
    private static Layer alone(String function, Map<String, Object> options) {
        Input x = Input.shape(2, 2, 4);
        Map<String, Object> config = MAPPER.readValue(MAPPER.writeValueAsString(Model.of(x, x.times(2)).kerasConfig()).replace("\"Multiply\"", "\"" + function + "\"")
                .replace("{\"name\":\"multiply\"}", MAPPER.writeValueAsString(options)).replace("},2]", "}]"), new TypeReference<>() {});
        return (Layer) FromKeras.object(Map.of("module", "keras", "class_name", "Functional", "config", config));
    }

    private static double[] of(String function, Map<String, Object> options) {
        NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(1, 2, 2, 4), i -> i);
        return Programs.run(List.of(x), (c, values) -> alone(function, options).apply(c, values)).getFirst().flatten().toDoubleArray();
    }

    /// Of two rows of two pixels of four channels, which count from 0 to 15: arithmetic, and so Keras 3.15.
    @Test
    void functionsOfImagesComputeAsInKeras() {
        Map<String, Object> pool = Map.of("pool_size", 2, "padding", "valid", "data_format", "channels_last");

        assertThat(of("MaxPool", pool)).containsExactly(12, 13, 14, 15);
        assertThat(of("AveragePool", pool)).containsExactly(6, 7, 8, 9);
        assertThat(of("MaxPool", Map.of("pool_size", List.of(1, 2), "strides", 1, "padding", "same"))).containsExactly(4, 5, 6, 7, 4, 5, 6, 7, 12, 13, 14, 15, 12, 13, 14, 15);
        assertThat(of("Resize", Map.of("size", List.of(1, 1), "interpolation", "bilinear", "antialias", false))).containsExactly(6, 7, 8, 9);
        assertThat(of("ExtractPatches", Map.of("size", List.of(2, 1), "strides", List.of(2, 1), "dilation_rate", 1, "padding", "valid")))
                .containsExactly(0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15);
        assertThat(of("DepthToSpace", Map.of("block_size", 2))).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
        assertThat(of("SpaceToDepth", Map.of("block_size", 2))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(of("Diagonal", Map.of("axis1", 2, "axis2", 1, "offset", 1))).containsExactly(8, 9, 10, 11);
        assertThat(of("Trace", Map.of("axis1", 1, "axis2", 2, "offset", 0))).containsExactly(12, 14, 16, 18);
        assertThat(Arrays.copyOf(of("LayerNorm", Map.of("axis", -1)), 4)).containsExactly(new double[] {-1.5 / Math.sqrt(1.25), -0.5 / Math.sqrt(1.25), 0.5 / Math.sqrt(1.25), 1.5 / Math.sqrt(1.25)}, within(1e-6));
        assertThat(Arrays.copyOf(of("RMSNorm", Map.of("axis", -1, "epsilon", 0.5)), 4)).containsExactly(new double[] {0, 0.5, 1, 1.5}, within(1e-6));
        assertThat(of("ArraySplit", Map.of("indices_or_sections", 3, "axis", -1))).containsExactly(0, 1, 4, 5, 8, 9, 12, 13);
    }

    @Test
    void whatAFunctionCannotDoIsSaid() {
        assertThatThrownBy(() -> alone("DepthToSpace", Map.of("block_size", 2, "data_format", "channels_first")))
                .hasMessageEndingWith("expected data_format channels_last, got channels_first. Transpose before and after.");
        assertThatThrownBy(() -> alone("SegmentSum", Map.of())).hasMessageEndingWith("expected num_segments, got none. Say how many segments there are: shapes can't depend on data.");
        assertThatThrownBy(() -> alone("DotProductAttention", Map.of("attn_logits_soft_cap", 3))).hasMessageEndingWith("expected no attn_logits_soft_cap, got 3. "
                + "Write the product and the softmax by themselves.");
        assertThatThrownBy(() -> alone("STFT", Map.of("sequence_length", 2, "sequence_stride", 1, "fft_length", 2, "window", List.of(1, 1))))
                .hasMessageEndingWith("expected window hann, hamming or null, got [1, 1]. Use an STFTSpectrogram layer.");
        assertThatThrownBy(() -> alone("Resize", Map.of("size", List.of(2, 2), "interpolation", "nearest", "crop_to_aspect_ratio", true)))
                .hasMessageEndingWith("expected an image that is stretched, got one that is cropped or padded to its aspect ratio. Use a Resizing layer.");
        assertThatThrownBy(() -> alone("Pad", Map.of("pad_width", List.of(List.of(0, 0), List.of(1, 1), List.of(1, 1), List.of(0, 0)), "mode", "wrap")))
                .hasMessageEndingWith("mode: expected constant, edge, reflect or symmetric, got 'wrap'.");
        assertThatThrownBy(() -> alone("MaxPools", Map.of())).hasMessageEndingWith("there is no keras.ops class MaxPools here. Did you mean 'MaxPool'? "
                + "Call the function in a layer of your own, in Keras and here.");
    }
}
