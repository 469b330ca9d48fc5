package org.keras4j.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.activations.Activations;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.GoldenCase;
import org.keras4j.layers.PartialShape;
import org.keras4j.models.Functional;
import org.keras4j.ops.Variable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Architectures against those of the real Keras: see `tools/golden/applications.py`, which also has the other half of each formula here.
class ApplicationsTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    /// What a file notes of a layer beside its configuration.
    private static final Set<String> STATE = Set.of("build_config", "compile_config");

    // ---- what they are ---------------------------------------------------------------------------------------------

    /// Nothing is allocated: InceptionResNetV2 alone would take 220 MB.
    @TestFactory
    Stream<DynamicTest> areKerasLayerForLayer() {
        return GoldenCase.of("applications", "architectures").map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
            Functional model = Architectures.named(golden.at("architecture").stringValue()).build(switch (golden.at("form").stringValue()) {
                case "classifier" -> Blueprint.classifier();
                case "features" -> Blueprint.features().inputShape(96, 96, 3).pooling(Blueprint.Pooling.AVERAGE);
                case String other -> throw new AssertionError(other);
            });

            assertThat(model.countParams()).isEqualTo(golden.at("parameters").longValue());
            assertThat(model.trainableWeights().stream().mapToLong(weight -> weight.shape().elements()).sum()).isEqualTo(golden.at("trainable").longValue());
            assertThat(digest(model.kerasConfig())).as("configuration").isEqualTo(golden.at("digest").stringValue());
            assertThat(digest(FromKeras.object(model.serialized()).kerasConfig())).as("read again").isEqualTo(golden.at("digest").stringValue());
        }));
    }

    @Test
    void areAllCompared() {
        assertThat(GoldenCase.of("applications", "architectures").map(golden -> Architectures.named(golden.at("architecture").stringValue())))
                .contains(Architectures.values());
    }

    private static String digest(Map<String, ?> config) throws NoSuchAlgorithmException {
        var text = new StringBuilder();
        canonical(MAPPER.readTree(MAPPER.writeValueAsString(config)), text);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// Keywords of a call that say something.
    private static JsonNode said(JsonNode keywords) {
        var said = MAPPER.createObjectNode();
        keywords.propertyStream().filter(entry -> !entry.getValue().isNull() && !entry.getKey().equals("training"))
                .forEach(entry -> said.set(entry.getKey(), entry.getValue()));
        return said;
    }

    private static void canonical(JsonNode value, StringBuilder text) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                var keys = new TreeMap<String, JsonNode>();
                value.propertyStream().filter(entry -> !STATE.contains(entry.getKey())).forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
                String separator = "{";
                for (var entry : keys.entrySet()) {
                    text.append(separator).append(entry.getKey()).append(':');
                    canonical(entry.getKey().equals("kwargs") ? said(entry.getValue()) : entry.getValue(), text);
                    separator = ",";
                }
                text.append(keys.isEmpty() ? "{}" : "}");
            }
            case ARRAY -> {
                String separator = "[";
                for (JsonNode item : value) {
                    text.append(separator);
                    canonical(item, text);
                    separator = ",";
                }
                text.append(value.isEmpty() ? "[]" : "]");
            }
            case NUMBER -> text.append(HexFormat.of().toHexDigits(Double.doubleToLongBits(value.doubleValue())));
            case STRING -> text.append(value.stringValue());
            default -> text.append(value);
        }
    }

    // ---- what they compute -----------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> computeWhatKerasDoesFromTheSameWeights() {
        return GoldenCase.of("applications", "outputs").map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
            Functional model = Architectures.named(golden.at("architecture").stringValue())
                    .build(Blueprint.classifier().inputShape(32, 32, 3).classes(10).classifierActivation(Activations.LINEAR));
            List<Variable> weights = model.weights();
            model.setWeights(IntStream.range(0, weights.size()).mapToObj(i -> weight(i + 1, weights.get(i))).toList());

            golden.assertClose(model.predict(numbers(0, Shape.of(2, 32, 32, 3), 1, 0)), golden.array("output"), "logits");
        }));
    }

    private static NDArray weight(int seed, Variable weight) {
        Shape shape = weight.shape();
        if (shape.rank() > 1) {
            int kept = weight.path().contains("depthwise") ? 2 : 1;
            double fan = (kept == 2 ? shape.slice(0, 2) : shape.without(shape.rank() - 1)).elements();
            return numbers(seed, shape, Math.sqrt(6 / fan), 0);
        }
        return numbers(seed, shape, 0.1, weight.path().contains("gamma") || weight.path().contains("variance") ? 1 : 0);
    }

    private static NDArray numbers(int seed, Shape shape, double scale, double offset) {
        var numbers = new float[(int) shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            int h = i * 0x9E3779B1 + seed * 0x85EBCA77;
            h = (h ^ h >>> 15) * 0x2C1B3C6D;
            h = (h ^ h >>> 12) * 0x297A2D39;
            numbers[i] = (float) (((h ^ h >>> 15) >>> 8) * (scale / (1 << 23)) - scale + offset);
        }
        return NDArray.of(shape, numbers);
    }

    // ---- what they are told ----------------------------------------------------------------------------------------

    @Test
    void featuresTakeImagesOfAnySize() {
        Functional model = ResNet.resNet50(Blueprint.features().name("backbone"));

        assertThat(model.name()).isEqualTo("backbone");
        assertThat(model.input().tensor().shape()).isEqualTo(PartialShape.of(-1, -1, -1, 3));
        assertThat(model.output().shape()).isEqualTo(PartialShape.of(-1, -1, -1, 2048));
    }

    /// `keras.applications.MobileNetV2(weights=None, alpha=0.35).count_params()`, and so on.
    @Test
    void widthsFollowAlpha() {
        assertThat(MobileNetV2.mobileNetV2(Blueprint.classifier(), 0.35).countParams()).isEqualTo(1_691_208);
        assertThat(MobileNetV2.mobileNetV2(Blueprint.classifier(), 1.4).countParams()).isEqualTo(6_156_712);
        assertThat(MobileNet.mobileNet(Blueprint.classifier(), 0.25).countParams()).isEqualTo(475_544);
        assertThat(MobileNetV3.mobileNetV3Small(Blueprint.classifier(), 0.75).countParams()).isEqualTo(2_051_552);
    }

    @Test
    void weightsComeFromAFile(@TempDir Path folder) {
        Blueprint small = Blueprint.features().inputShape(32, 32, 3).pooling(Blueprint.Pooling.MAX);
        Functional written = MobileNet.mobileNet(small, 0.25);
        Path file = folder.resolve("mobilenet_notop.weights.h5");
        written.saveWeights(file);
        NDArray image = numbers(1, Shape.of(1, 32, 32, 3), 1, 0);

        assertThat(MobileNet.mobileNet(small.weights(file), 0.25).predict(image)).isEqualTo(written.predict(image));
        assertThatThrownBy(() -> MobileNet.mobileNet(small.weights(file), 0.5)).isInstanceOf(FormatException.class).hasMessageContaining(file.toString());
    }

    @Test
    void imagesTooSmallAreRefused() {
        assertThatThrownBy(() -> InceptionV3.inceptionV3(Blueprint.features().inputShape(64, 128, 3)))
                .hasMessage("inputShape: expected at least 75 rows and columns, got (64, 128, 3). Enlarge the images.");
    }

    /// `keras.applications.*.preprocess_input([[10., 100., 200.]])`
    @Test
    void preprocessingIsThatOfTraining() {
        NDArray pixel = NDArray.of(Shape.of(1, 3), 10f, 100f, 200f);

        assertThat(ResNet.preprocessInput(pixel).toDoubleArray()).containsExactly(new double[] {96.061, -16.779, -113.68}, within(1e-4));
        assertThat(MobileNetV2.preprocessInput(pixel).toDoubleArray()).containsExactly(new double[] {-0.92156863, -0.21568627, 0.56862745}, within(1e-6));
        assertThat(DenseNet.preprocessInput(pixel).toDoubleArray()).containsExactly(new double[] {-1.9466565, -0.28501397, 1.6813945}, within(1e-5));
        assertThatThrownBy(() -> VGG.preprocessInput(NDArray.of(Shape.of(1, 2), 1f, 2f))).hasMessageContaining("expected images [batch, rows, columns, 3]");
    }
}
