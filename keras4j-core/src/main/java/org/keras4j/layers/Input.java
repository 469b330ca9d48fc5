package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;

/// Where data enter a model. Follows `keras.Input` and its `InputLayer`.
public final class Input extends Layer implements Symbol {
    /// Keras' name of the type of texts.
    public static final String TEXT = "string";

    private @Nullable KerasTensor tensor;

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        PartialShape batchShape = PartialShape.of(PartialShape.UNKNOWN);
        boolean sparse = false;
        boolean ragged = false;
        boolean optional = false;
        transient DType element = DType.FLOAT32;
        transient boolean texts = false;

        public PartialShape batchShape() {
            return batchShape;
        }

        /// The type of the data.
        public DType element() {
            return element;
        }
    }

    Input(Config config) {
        super(config);
    }

    /// Samples of this shape, the batch not counted; −1 is an unknown size.
    public static Input shape(long... sample) {
        return batchShape(LongStream.concat(LongStream.of(PartialShape.UNKNOWN), LongStream.of(sample)).toArray());
    }

    /// An input whose batch size is given too, in front.
    public static Input batchShape(long... sizes) {
        return batchShape(PartialShape.of(sizes));
    }

    /// An input whose batch size is given in front; sizes may be unknown.
    public static Input batchShape(PartialShape shape) {
        var config = new Config();
        config.batchShape = shape;
        return new Input(config);
    }

    /// By which data for it can be given, and under which files know it.
    public Input name(String name)     { return with((Config c) -> c.name = name); }

    /// The type in which data are handed to the model, such as int32 for an [Embedding]; float32 unless said.
    public Input dtype(DType element)  { return with((Config c) -> c.element = element); }

    /// By its name: `int32`.
    public Input dtype(String element) { return dtype(DType.of(element)); }

    /// Texts, as [org.keras4j.text.Texts] makes arrays of them, whose last axis isn't counted here: `Input.shape(1).texts()` for one a sample.
    /// Behind it stands a [TextVectorization], [StringLookup] or [Hashing].
    public Input texts() {
        return with((Config c) -> {
            c.element = DType.UINT8;
            c.texts = true;
        });
    }

    public boolean isText() {
        return config().texts;
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    public String className() {
        return "InputLayer";
    }

    /// In Keras' order; its dtype is that of the data.
    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        Config config = config();
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("batch_shape", config.batchShape.kerasValue());
        map.put("dtype", config.texts ? TEXT : config.element.toString());
        map.put("sparse", config.sparse);
        map.put("ragged", config.ragged);
        map.put("name", config.name);
        map.put("optional", config.optional);
        return map;
    }

    static Input fromConfig(Map<?, ?> map) {
        var config = new Config();
        config.batchShape = PartialShape.fromKeras(Objects.requireNonNull(map.get("batch_shape"), "batch_shape"));
        config.texts = TEXT.equals(map.get("dtype"));
        config.element = config.texts ? DType.UINT8 : DType.of(String.valueOf(map.get("dtype")));
        config.name = map.get("name") instanceof String name ? name : null;
        config.optional = Boolean.TRUE.equals(map.get("optional"));
        if (Boolean.TRUE.equals(map.get("sparse")) || Boolean.TRUE.equals(map.get("ragged"))) {
            throw new IllegalArgumentException("Input: expected dense data, got sparse or ragged. Pad it, or make it dense first.");
        }
        return new Input(config);
    }

    /// The value that enters here; always the same one.
    @Override
    public KerasTensor tensor() {
        if (tensor == null) {
            tensor = new KerasNode(this, List.of(), null, Call.Mode.UNSAID, List.of(new KerasNode.Result(config().batchShape, config().element, null))).outputs().getFirst();
        }
        return tensor;
    }

    @Override
    protected boolean isJoined() {
        return tensor != null || super.isJoined();
    }

    @Override
    protected Value call(Call c, Value x) {
        return x;
    }
}
