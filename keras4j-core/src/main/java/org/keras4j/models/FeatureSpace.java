package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Named;
import org.keras4j.data.Csv;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.CategoryEncoding;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Cross;
import org.keras4j.layers.Feature;
import org.keras4j.layers.HashedCrossing;
import org.keras4j.layers.InFrontOfModel;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.PartialShape;
import org.keras4j.ops.Call;
import org.keras4j.text.Texts;

/// The columns of a table as numbers for a model: each by a [Feature], some also together by a [Cross]. Follows
/// `keras.utils.FeatureSpace`, whose files it reads and writes.
///
/// ```java
/// FeatureSpace space = FeatureSpace.create()
///         .feature("age", Feature.floatNormalized())
///         .feature("job", Feature.stringCategorical())
///         .feature("city", Feature.stringHashed(32))
///         .cross(64, "job", "city");
/// Csv table = Csv.read(Path.of("people.csv"));
/// space.adapt(table);
/// NDArray rows = space.encode(table);                             // float32 [rows, 1 + jobs + 32 + 64]
/// ```
///
/// Encode the data and train on what comes out, and then join both for use: `Model.of(space.inputs(), head.apply(space.encoded()))` takes
/// the columns themselves.
///
/// | value | shape |
/// |---|---|
/// | a column | `[samples]` or `[samples, 1]`; of texts `[samples, 1, bytes]`, see [Texts] |
/// | [#encode] of [Output#CONCAT] | `[samples, width]`: features in the order of their names, then crosses in that of theirs |
/// | [#encodeEach] of [Output#DICT] | by these names: `[samples, n]` |
public final class FeatureSpace extends Model {
    /// In which form the encoded features come.
    public enum Output {
        /// Side by side in one array.
        CONCAT,
        /// Each as an array of its own, by its name.
        DICT
    }

    private SequencedMap<String, Feature> features = new LinkedHashMap<>();
    private SequencedMap<String, Cross> crosses = new LinkedHashMap<>();
    private Output outputMode = Output.CONCAT;
    private boolean adapted;
    private @Nullable Functional encoder;

    private FeatureSpace() {
        super(new LayerConfig());
    }

    public static FeatureSpace create() {
        return new FeatureSpace();
    }

    /// From a `.keras` file that it or Keras wrote.
    ///
    /// @throws IllegalArgumentException when the file holds another model
    /// @throws org.keras4j.engine.tensor.FormatException when it isn't such a file
    public static FeatureSpace load(Path file) {
        Model model = Model.load(file);
        if (model instanceof FeatureSpace space) {
            return space;
        }
        throw new IllegalArgumentException(file + ": expected a FeatureSpace, got a " + model.className() + ". Use Model.load.");
    }

    // ---- what is in it ---------------------------------------------------------------------------------------------

    /// A changed copy with one more feature, which is the column of that name.
    ///
    /// @throws IllegalArgumentException when there is one of that name
    public FeatureSpace feature(String name, Feature feature) {
        requireNew(name);
        FeatureSpace copy = changed();
        if (feature.preprocessor().config().name == null) {
            feature.preprocessor().config().name = name + "_preprocessor";
        }
        copy.features.put(name, feature);
        return copy;
    }

    /// A changed copy in which the categories of these features are also taken together, as one of `crossingDim`.
    public FeatureSpace cross(int crossingDim, String... features) {
        return cross(Cross.of(crossingDim, features));
    }

    /// @throws IllegalArgumentException when it is of others than the features before that are categories, or there is such a cross
    public FeatureSpace cross(Cross cross) {
        requireNew(cross.name());
        for (String name : cross.featureNames()) {
            Feature feature = features.get(name);
            if (feature == null || feature.outputMode() == Feature.Encoding.FLOAT) {
                throw new IllegalArgumentException(place() + " > cross: expected features that are categories, of "
                        + features.keySet() + ", got '" + name + "'" + (feature == null ? "." : ", which is a number. Use Feature.floatDiscretized."));
            }
        }
        FeatureSpace copy = changed();
        copy.crosses.put(cross.name(), cross);
        return copy;
    }

    /// Whether the features come side by side in one array, as unless said, or each by itself.
    public FeatureSpace outputMode(Output mode) {
        FeatureSpace copy = changed();
        copy.outputMode = mode;
        return copy;
    }

    private void requireNew(String name) {
        if (name.isBlank() || features.containsKey(name) || crosses.containsKey(name)) {
            throw new IllegalArgumentException(place() + ": expected a name that is not blank and not taken by " + features.keySet() + " and " + crosses.keySet()
                    + ", got '" + name + "'.");
        }
    }

    private FeatureSpace changed() {
        var copy = (FeatureSpace) copy();
        copy.features = new LinkedHashMap<>(features);
        copy.crosses = new LinkedHashMap<>(crosses);
        copy.encoder = null;
        return copy;
    }

    /// By their names, in the order in which they were added.
    public SequencedMap<String, Feature> features() {
        return Collections.unmodifiableSequencedMap(features);
    }

    /// By their names, in the order in which they were added.
    public SequencedMap<String, Cross> crosses() {
        return Collections.unmodifiableSequencedMap(crosses);
    }

    // ---- learning from data ----------------------------------------------------------------------------------------

    /// Lets each feature learn what it needs: means, ranges, the categories there are.
    ///
    /// @throws IllegalArgumentException naming the column that is missing or of another type
    public void adapt(Map<String, NDArray> columns) {
        features.forEach((name, feature) -> {
            if (feature.learns()) {
                NDArray column = columns.get(name);
                if (column == null) {
                    throw new IllegalArgumentException(place() + " > adapt: expected the columns " + features.keySet() + ", got " + new TreeSet<>(columns.keySet()) + ".");
                }
                feature.adapt(upright(name, column, feature));
            }
        });
        adapted = true;
        encoder = null;
    }

    /// Learns from the columns of a table, see [#columns].
    public void adapt(Csv table) {
        adapt(columns(table));
    }

    /// Learns from samples whose inputs are the features, in their order; they must fit into memory.
    public void adapt(Dataset samples) {
        var rows = new ArrayList<List<NDArray>>();
        try (Stream<Element> all = samples.stream()) {
            all.forEach(sample -> rows.add(sample.x()));
        }
        List<String> names = List.copyOf(features.keySet());
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.size() != names.size())) {
            throw new IllegalArgumentException(place() + " > adapt: expected samples of the features " + names + ", got "
                    + (rows.isEmpty() ? "none." : rows.getFirst().size() + " inputs."));
        }
        var columns = new LinkedHashMap<String, NDArray>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            boolean batched = rows.getFirst().get(i).rank() > (features.get(names.get(i)).isText() ? 1 : 0);
            List<NDArray> parts = rows.stream().map(row -> row.get(at)).toList();
            columns.put(names.get(i), batched ? NDArray.concat(0, parts) : NDArray.stack(0, parts));
        }
        adapt(columns);
    }

    /// `[samples]` as `[samples, 1]`, and texts in front of their bytes.
    private NDArray upright(String name, NDArray column, Feature feature) {
        if (feature.isText() != (column.dtype() == DType.UINT8 && column.rank() > 1)) {
            throw new IllegalArgumentException(place() + " > " + name + ": expected " + (feature.isText() ? "texts" : "numbers") + ", got " + column.dtype() + column.shape()
                    + (feature.isText() ? ". Make the array by Texts.array." : ". Texts are for Feature.stringCategorical and stringHashed."));
        }
        int samples = feature.isText() ? column.rank() - 1 : column.rank();
        return samples == 1 ? column.reshape(column.shape().insert(1, 1)) : column;
    }

    /// The columns of a table that are features, each read as what it is.
    public SequencedMap<String, NDArray> columns(Csv table) {
        var columns = new LinkedHashMap<String, NDArray>();
        features.forEach((name, feature) -> columns.put(name, feature.isText() ? Texts.array(table.texts(name))
                : feature.dtype().startsWith("int") ? table.integers(name) : table.numbers(name)));
        return columns;
    }

    // ---- encoding --------------------------------------------------------------------------------------------------

    /// The samples as vectors.
    ///
    /// @throws IllegalStateException when it needs to [#adapt] first, or the features come each by itself
    public NDArray encode(Map<String, NDArray> columns) {
        requireMode(Output.CONCAT, "encodeEach");
        return encodeEach(columns).firstEntry().getValue();
    }

    /// The rows of a table as vectors, see [#columns].
    public NDArray encode(Csv table) {
        return encode(columns(table));
    }

    /// A batch whose inputs are the features in their order, with what they are encoded as in their place: for [Dataset#map].
    public Element encode(Element batch) {
        return new Element(predict(batch.x()), batch.y(), batch.weights());
    }

    /// The samples by the names of features and crosses; by `output` where these are side by side.
    ///
    /// @throws IllegalStateException when it needs to [#adapt] first
    public SequencedMap<String, NDArray> encodeEach(Map<String, NDArray> columns) {
        List<String> names = outputNames();
        List<NDArray> arrays = predict(columns, Predict.defaults().batchSize(1024));
        var encoded = new LinkedHashMap<String, NDArray>();
        for (int i = 0; i < names.size(); i++) {
            encoded.put(names.get(i), arrays.get(i));
        }
        return encoded;
    }

    /// All of it, for a model that takes the columns: [#inputs] are its inputs.
    ///
    /// @throws IllegalStateException when it needs to [#adapt] first, or the features come each by itself
    public KerasTensor encoded() {
        requireMode(Output.CONCAT, "outputs");
        return encoder().output();
    }

    private void requireMode(Output mode, String otherwise) {
        if (outputMode != mode) {
            throw new IllegalStateException(place() + ": expected outputMode " + mode + ", got " + outputMode + ". Call " + otherwise + ".");
        }
    }

    // ---- as a model ------------------------------------------------------------------------------------------------

    private Functional encoder() {
        if (encoder == null) {
            encoder = encoding();
        }
        return encoder;
    }

    private Functional encoding() {
        if (features.isEmpty()) {
            throw new IllegalStateException(place() + ": expected features, got none. Add them by feature.");
        }
        List<String> learning = features.keySet().stream().filter(name -> features.get(name).learns()).toList();
        if (!adapted && !learning.isEmpty()) {
            throw new IllegalStateException(place() + ": expected data for " + learning + " to learn from, got none yet. Call adapt.");
        }
        var inputs = new LinkedHashMap<String, KerasTensor>();
        var categories = new TreeMap<String, KerasTensor>();
        var encoded = new ArrayList<KerasTensor>();
        features.forEach((name, feature) -> inputs.put(name, feature.input(name).tensor()));
        features.forEach((name, feature) -> categories.put(name, feature.preprocessor().apply(inputs.get(name))));
        categories.forEach((name, category) -> encoded.add(encoded(name, features.get(name), category)));
        new TreeMap<>(crosses).forEach((name, cross) -> {
            var crosser = HashedCrossing.of(cross.crossingDim()).name(name);
            KerasTensor category = crosser.apply(cross.featureNames().stream().map(categories::get).toArray(KerasTensor[]::new));
            encoded.add(encoded(name, new Feature("int32", crosser, cross.outputMode()), category));
        });
        boolean joined = outputMode == Output.CONCAT && encoded.size() > 1;
        return Model.of(List.copyOf(inputs.values()), joined ? List.of(Concatenate.create().apply(encoded)) : encoded);
    }

    private KerasTensor encoded(String name, Feature feature, KerasTensor category) {
        if (feature.outputMode() == Feature.Encoding.ONE_HOT) {
            return CategoryEncoding.of(feature.categories()).apply(category);
        }
        if (outputMode == Output.CONCAT && !category.dtype().isFloating()) {
            throw new IllegalStateException(place() + " > " + name + ": expected numbers or one-hot vectors to stand side by side, got categories (" + category.dtype()
                    + "). Use Output.DICT, or Encoding.ONE_HOT.");
        }
        return category;
    }

    @Override
    public boolean isBuilt() {
        return adapted || features.values().stream().noneMatch(Feature::learns);
    }

    @Override
    public List<Input> inputs() {
        return encoder().inputs();
    }

    @Override
    public List<KerasTensor> outputs() {
        return encoder().outputs();
    }

    @Override
    public List<String> outputNames() {
        return outputMode == Output.CONCAT ? List.of("output")
                : Stream.concat(features.keySet().stream().sorted(), crosses.keySet().stream().sorted()).toList();
    }

    @Override
    Element passed(Element batch) {
        return encoder().passed(batch, this);
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        return encoder().call(c, inputs, this);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        return Collections.nCopies(outputs.size(), null);
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    /// What learns, by the attribute that has it in Keras.
    @Override
    public SequencedMap<String, Object> parts() {
        return new LinkedHashMap<>(Map.of("preprocessors", features.values().stream().map(Feature::preprocessor).toList()));
    }

    @Override
    protected boolean scopesParts() {
        return false;
    }

    @Override
    public String module() {
        return "keras.utils";
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        var described = new LinkedHashMap<String, Object>();
        features.forEach((name, feature) -> described.put(name, feature.serialized()));
        map.put("features", described);
        map.put("output_mode", outputMode.name().toLowerCase(Locale.ROOT));
        map.put("crosses", crosses.values().stream().map(Cross::serialized).toList());
        // Keras wants sizes for features that are given by name alone, of which there are none here.
        Stream.of("crossing_dim", "hashing_dim", "num_discretization_bins").forEach(key -> map.put(key, 32));
        return map;
    }

    /// Of each feature what Keras builds its layer from.
    @Override
    protected Map<String, @Nullable Object> buildConfig() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        features.forEach((name, feature) -> map.put(name, feature.preprocessor() instanceof InFrontOfModel ? Map.of()
                : Map.of("input_shape", column().kerasValue())));
        return map;
    }

    private static PartialShape column() {
        return PartialShape.of(PartialShape.UNKNOWN, 1);
    }

    /// Nothing that is compiled.
    @Override
    public SequencedMap<String, @Nullable Object> serialized() {
        var map = super.serialized();
        map.remove("compile_config");
        return map;
    }

    static FeatureSpace fromConfig(Map<?, ?> config) {
        FeatureSpace space = create();
        for (var entry : ((Map<?, ?>) Objects.requireNonNull(config.get("features"), "features")).entrySet()) {
            var feature = (Feature) FromKeras.object((Map<?, ?>) entry.getValue());
            Layer layer = feature.preprocessor();
            if (!(layer instanceof InFrontOfModel)) {
                layer.build(column());
            }
            space = space.feature((String) entry.getKey(), feature);
        }
        for (Object cross : (List<?>) Objects.requireNonNullElse(config.get("crosses"), List.of())) {
            space = space.cross((Cross) FromKeras.object((Map<?, ?>) cross));
        }
        space.outputMode = Named.of("output_mode", Output.class, String.valueOf(config.get("output_mode")));
        space.adapted = true;                             // Keras takes what it saved for adapted
        return space;
    }
}
