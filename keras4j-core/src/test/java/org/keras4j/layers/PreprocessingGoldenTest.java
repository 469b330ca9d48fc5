package org.keras4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.keras4j.config.FromKeras;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.GoldenCase;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.golden.Programs;
import org.keras4j.ops.Call;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Layers that stand in front of a model, against the real Keras: `golden/preprocessing`.
class PreprocessingGoldenTest extends OnTestBackend {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TestFactory
    Stream<DynamicTest> agreeWithKeras() {
        return Stream.of("string_lookup", "integer_lookup", "text_vectorization", "hashing", "hashed_crossing", "category_encoding", "discretization")
                .flatMap(group -> GoldenCase.of("preprocessing", group))
                .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> check(golden)));
    }

    @Test
    void textsStayInFrontOfOtherLayers() {
        var hashed = IntegerLookup.of(1).numOovIndices(2).oovMethod(IndexLookup.OovMethod.FARMHASH);
        for (Layer layer : List.of(Hashing.of(3), HashedCrossing.of(3), StringLookup.of(List.of("a")), TextVectorization.create(), hashed)) {
            assertThatThrownBy(() -> layer.apply(Dense.of(3).apply(Input.shape(3)))).hasMessageContaining(": expected to stand in front of a model").hasMessageContaining("Apply it to the data");
        }
        assertThatThrownBy(() -> HashedCrossing.of(0)).hasMessage("HashedCrossing 'hashed_crossing' > num_bins: expected 1 or more, got 0.");
    }

    /// As Keras 3.15 on TensorFlow: float32 holds 257, bfloat16 would make 256 of it. With weights its other back ends answer the type of these, bfloat16.
    @Test
    void categoriesAreCountedInTheTypeOfVariables() {
        var counts = CategoryEncoding.of(2).outputMode("count").dtype("mixed_bfloat16");
        NDArray often = NDArray.ones(DType.INT64, Shape.of(1, 257));
        assertThat(counts.apply(often)).isEqualTo(NDArray.of(new float[][] {{0, 257}}));
        assertThat(CategoryEncoding.of(2).outputMode("one_hot").dtype("mixed_float16").apply(often).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(counts.apply(Input.shape(3).dtype("int64"), Input.shape(3)).dtype()).isEqualTo(DType.BFLOAT16);
    }

    private static void check(GoldenCase golden) {
        Layer layer = layer(golden, golden.at("before"));
        adapt(layer, golden);

        golden.assertConfig(layer);
        if (golden.node().has("vocabulary")) {
            assertThat(MAPPER.writeValueAsString(vocabulary(layer))).isEqualTo(MAPPER.writeValueAsString(golden.at("vocabulary")));
        }
        compare(golden, applied(layer, golden));
        Layer again = layer(golden, golden.at("config"));
        if (layer instanceof SavesAssets before && again instanceof SavesAssets after) {
            after.restore(before.assets(), before.assetArrays());
        }
        compare(golden, applied(again, golden));
    }

    private static Layer layer(GoldenCase golden, JsonNode config) {
        return (Layer) FromKeras.object(Map.of("module", "keras.layers", "class_name", golden.className(), "config", MAPPER.convertValue(config, Map.class)));
    }

    private static Object vocabulary(Layer layer) {
        return switch (layer) {
            case IndexLookup<?, ?> lookup -> lookup.getVocabulary();
            case TextVectorization text -> text.getVocabulary();
            default -> throw new AssertionError(layer);
        };
    }

    private static void adapt(Layer layer, GoldenCase golden) {
        JsonNode data = golden.at("adapt");
        JsonNode batches = golden.at("batches");
        if (!batches.isNull()) {
            ((Discretization) layer).adapt(batches.valueStream().map(batch -> floats(batch)));
        }
        if (data.isNull()) {
            return;
        }
        boolean rows = data.get(0).isArray();
        switch (layer) {
            case StringLookup lookup when rows -> lookup.adapt(data.valueStream().map(PreprocessingGoldenTest::strings));
            case StringLookup lookup -> lookup.adapt(strings(data));
            case IntegerLookup lookup -> lookup.adapt(longs(data));
            case TextVectorization text -> text.adapt(strings(data));
            case Discretization ranges -> ranges.adapt(floats(data));
            default -> throw new AssertionError(layer);
        }
    }

    private static NDArray applied(Layer layer, GoldenCase golden) {
        JsonNode x = golden.at("inputs").get(0);
        boolean rows = x.get(0).isArray();
        return switch (layer) {
            case StringLookup lookup when rows -> lookup.applyAll(x.valueStream().map(PreprocessingGoldenTest::strings).toList());
            case StringLookup lookup -> lookup.apply(strings(x));
            case IntegerLookup lookup when golden.at("config", "oov_method").stringValue().equals("farmhash") ->
                lookup.applyAll(x.valueStream().map(row -> LongStream.of(longs(row).toLongArray()).boxed().toList()).toList());
            case IntegerLookup lookup -> lookup.apply(longs(x));
            case TextVectorization text -> text.apply(strings(x));
            case Hashing hashing when x.toString().contains("\"") && rows -> hashing.applyAll(x.valueStream().map(PreprocessingGoldenTest::strings).toList());
            case Hashing hashing when x.toString().contains("\"") -> hashing.apply(strings(x));
            case Hashing hashing -> hashing.apply(longs(x));
            case HashedCrossing crossing -> crossing.apply(golden.at("inputs").valueStream().map(PreprocessingGoldenTest::feature).toArray(List<?>[]::new));
            case CategoryEncoding encoding when golden.at("inputs").size() == 2 -> weighted(encoding, longs(x), floats(golden.at("inputs").get(1)));
            case CategoryEncoding encoding -> encoding.apply(longs(x));
            case Discretization ranges -> ranges.apply(floats(x));
            default -> throw new AssertionError(layer);
        };
    }

    private static NDArray weighted(CategoryEncoding encoding, NDArray ids, NDArray weights) {
        var g = new GraphBuilder();
        var c = new Call(g, Call.Mode.INFERENCE, null);
        List<Value> inputs = List.of(g.input("0", new Type(ids.dtype(), ids.shape())), g.input("1", new Type(weights.dtype(), weights.shape())));
        try (var program = new Programs.Program(Programs.BACKEND.compile(g.build(encoding.apply(c, inputs)), Map.of(), Compilation.INFERENCE))) {
            return program.run(List.of(ids, weights)).getFirst();
        }
    }

    private static void compare(GoldenCase golden, NDArray actual) {
        NDArray expected = golden.array("output");
        if (expected.dtype() == DType.FLOAT32) {
            golden.assertClose(actual, expected, "output");
        } else {
            assertThat(actual.cast(DType.INT32)).as(golden + " output").isEqualTo(expected);
        }
    }

    private static List<String> strings(JsonNode node) {
        return node.valueStream().map(JsonNode::stringValue).toList();
    }

    private static List<?> feature(JsonNode node) {
        return node.get(0).isString() ? strings(node) : node.valueStream().map(JsonNode::intValue).toList();
    }

    private static NDArray longs(JsonNode node) {
        return array(node).cast(DType.INT64);
    }

    private static NDArray floats(JsonNode node) {
        return array(node).cast(DType.FLOAT32);
    }

    private static NDArray array(JsonNode node) {
        return node.isNumber() ? NDArray.scalar(node.doubleValue())
                : node.isEmpty() ? NDArray.zeros(DType.FLOAT64, Shape.of(0))
                : NDArray.stack(0, node.valueStream().map(PreprocessingGoldenTest::array).toList());
    }
}
