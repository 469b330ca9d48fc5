package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Before;
import org.keras4j.config.Within;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Attention with several heads (Vaswani et al. 2017): queries, keys and values are projected for each head, whose result is the mean
/// of the values weighted by `softmax(query · key / √size)`; the results are projected together.
///
/// The inputs are queries, values, keys if those aren't the values, and a bool mask `[batch, queries, keys]`, if not all keys count
/// for all queries. Masks that the inputs carry, the causal one and the sliding window hide more of them. Where all are hidden, the weights
/// are those of Keras: all alike, but 0 with dropout, with scores asked for, and with more than one axis of places.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class HeadAttention<S extends HeadAttention<S, C>, C extends HeadAttention.Config> extends ConfiguredLayer<S, C> implements DenseOptions<S>
        permits MultiHeadAttention, GroupQueryAttention {
    private @Nullable EinsumDense queryDense;
    private @Nullable EinsumDense keyDense;
    private @Nullable EinsumDense gateDense;
    private @Nullable EinsumDense valueDense;
    private @Nullable EinsumDense outputDense;
    private boolean hasKeys;

    /// How many heads queries have, and keys and values; how many numbers each has of queries and keys, and of values.
    record Heads(int queries, int keys, int keySize, int valueSize) {}

    /// Keras' keys.
    public static class Config extends DenseConfig {
        @Before("kernel_initializer") boolean useBias = true;
        @Before("kernel_initializer") boolean useGate = false;
        @Before("kernel_initializer") @Within(from = 1) @Nullable Integer slidingWindow;
        @Nullable Long seed;

        /// Not a key.
        transient AttentionCall call = AttentionCall.PLAIN;
    }

    HeadAttention(C config) {
        super(config);
        Heads heads = heads();
        if (heads.queries % heads.keys != 0) {
            throw new IllegalArgumentException(place() + ": expected as many query heads as key heads, or a multiple of them, got " + heads.queries + " and "
                    + heads.keys + ".");
        }
    }

    /// Whether a bias is added; it is unless said otherwise.
    public final S useBias(boolean useBias)                     { return option(c -> c.useBias = useBias); }

    /// Whether each head's result is multiplied by numbers from 0 to 1 that come from the query.
    public final S useGate(boolean useGate)                     { return option(c -> c.useGate = useGate); }

    /// Only keys less than so many places from the query count.
    public final S slidingWindow(int places)                    { return option(c -> c.slidingWindow = places); }

    /// Of what it draws at random: with one of its own the layer draws the same in each run of a program.
    public final S seed(long seed)                              { return option(c -> c.seed = seed); }

    /// Whether a query sees only keys up to its own place. An argument of the call in Keras.
    public final S useCausalMask(boolean useCausalMask)         { return option(c -> c.call = new AttentionCall(useCausalMask, c.call.scores())); }

    /// Whether the weights of all keys are a second output. An argument of the call in Keras.
    public final S returnAttentionScores(boolean returnScores)  { return option(c -> c.call = new AttentionCall(c.call.causal(), returnScores)); }

    abstract Heads heads();

    /// The share of weights that is set to 0 in training.
    abstract double dropout();

    /// The axes of the input along which keys are found, of `[batch, …, features]`.
    abstract List<Integer> attentionAxes(int rank);

    /// The sizes of a result.
    abstract List<Long> outputSizes(long features);

    // ---- the projections -------------------------------------------------------------------------------------------

    @Override
    protected void build(List<Type> inputs) {
        Inputs<Type> in = Inputs.of(inputs, Type::dtype);
        Shape query = in.query.shape();
        Shape value = in.value.shape();
        Shape key = in.key.shape();
        if (query.rank() < 3 || value.rank() != query.rank() || !key.slice(1, key.rank() - 1).equals(value.slice(1, value.rank() - 1))) {
            throw new ShapeException("inputs", "queries and values [batch, …, features], and keys of the values' places", inputs,
                    "Add an axis for places, or for features.");
        }
        if (queryDense == null) {
            Heads heads = heads();
            int rank = query.rank();
            queryDense = dense("query", rank - 1, 1, List.of((long) heads.queries, (long) heads.keySize));
            keyDense = dense("key", rank - 1, 1, List.of((long) heads.keys, (long) heads.keySize));
            if (config().useGate) {
                gateDense = dense("gate", rank - 1, 1, List.of((long) heads.queries, (long) heads.valueSize)).activation("sigmoid");
            }
            valueDense = dense("value", rank - 1, 1, List.of((long) heads.keys, (long) heads.valueSize));
            outputDense = dense("attention_output", rank - 1, 2, outputSizes(query.size(-1)));
            hasKeys = in.key != in.value;
            adopt();
        }
    }

    /// From `bound` axes to these, as Keras writes it.
    private EinsumDense dense(String name, int free, int bound, List<Long> to) {
        String letters = "abcdefghijklmnopqrstuvwxyz";
        String kept = letters.substring(0, free);
        String summed = letters.substring(free, free + bound);
        String made = letters.substring(free + bound, free + bound + to.size());
        Config own = config();
        var config = new EinsumDense.Config();
        config.name = name;
        config.dtype = own.dtype;
        config.trainable = own.trainable;
        config.equation = kept + summed + "," + summed + made + "->" + kept + made;
        config.outputShape = new PartialShape(Stream.concat(Collections.nCopies(free - 1, PartialShape.UNKNOWN).stream(), to.stream()).toList());
        config.biasAxes = own.useBias ? made : null;
        config.kernelInitializer = own.kernelInitializer;
        config.biasInitializer = own.biasInitializer;
        config.kernelRegularizer = own.kernelRegularizer;
        config.biasRegularizer = own.biasRegularizer;
        config.activityRegularizer = own.activityRegularizer;
        config.kernelConstraint = own.kernelConstraint;
        config.biasConstraint = own.biasConstraint;
        return new EinsumDense(config);
    }

    // ---- the call --------------------------------------------------------------------------------------------------

    /// What its inputs are.
    record Inputs<T>(T query, T value, T key, @Nullable T mask) {
        /// The mask is the one that isn't of real numbers; Keras takes whole ones for truths.
        static <T> Inputs<T> of(List<T> inputs, Function<T, DType> dtype) {
            List<T> values = inputs.stream().filter(input -> dtype.apply(input).isFloating()).toList();
            List<T> masks = inputs.stream().filter(input -> !dtype.apply(input).isFloating()).toList();
            if (values.size() < 2 || values.size() > 3 || masks.size() > 1) {
                throw new ShapeException("inputs", "queries, values, keys if they are others, and a mask of bool or whole numbers if there is one", inputs,
                        "Give it a list of two to four.");
            }
            return new Inputs<>(values.get(0), values.get(1), values.getLast(), masks.isEmpty() ? null : masks.getFirst());
        }
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Inputs<Value> in = Inputs.of(inputs, Value::dtype);
        Heads heads = heads();
        List<Integer> axes = attentionAxes(in.query.rank());
        var layout = new Layout(axes, heads.queries / heads.keys);
        Value query = layout.queries(Ops.multiply(applied(c, queryDense, in.query), 1 / Math.sqrt(heads.keySize)));
        Value key = layout.keys(applied(c, keyDense, in.key));
        Value value = layout.keys(applied(c, valueDense, in.value));
        Value logits = layout.byHead(c.builder().matmul(query, false, key, true));
        Value mask = mask(c, in, logits.shape());
        Value scores = mask == null ? Ops.softmax(logits)
                : weighsOneByOne(in.query) ? Softmax.masked(logits, mask) : Ops.softmax(Softmax.hidden(logits, mask));
        Value weights = layout.byGroup(Dropout.dropped(c, scores, dropout(), seed(config().seed), scores.shape()));
        Value mean = layout.places(layout.byHead(c.builder().matmul(weights, false, value, false)), in.query.shape());
        Value gated = gateDense == null ? mean : Ops.multiply(mean, gateDense.apply(c, in.query));
        Value output = applied(c, outputDense, gated);
        return config().call.scores() ? List.of(output, layout.scores(scores, in.query.shape(), in.key.shape())) : List.of(output);
    }

    /// Whether Keras computes weights by its layer Softmax, which leaves none to what is hidden. `dot_product_attention`, its other way,
    /// gives them a low logit: where all is hidden, that is a mean of all.
    private boolean weighsOneByOne(Value query) {
        return dropout() > 0 || config().call.scores() || query.rank() != 3;
    }

    private static Value applied(Call c, @Nullable EinsumDense dense, Value x) {
        return Objects.requireNonNull(dense).apply(c, x);
    }

    /// `[batch, …, queries, keys]`, of a rank up to that of the scores; axes of size 1 stretch.
    private @Nullable Value mask(Call c, Inputs<Value> in, Shape scores) {
        Value query = c.mask(in.query);
        Value value = c.mask(in.value);
        Value key = in.key == in.value ? null : c.mask(in.key);
        long queries = scores.size(-2);
        long keys = scores.size(-1);
        Type places = Type.of(DType.INT32, queries, keys);
        Value row = c.builder().iota(0, places);
        Value column = c.builder().iota(1, places);
        Integer window = config().slidingWindow;
        return Stream.of(
                        query == null ? null : Ops.expandDims(query, -1),
                        value == null ? null : Ops.expandDims(value, -2),
                        key == null ? null : Ops.expandDims(key, -2),
                        config().call.causal() ? Ops.greaterEqual(row, column) : null,
                        window == null ? null : Ops.less(Ops.abs(Ops.subtract(row, column)), window),
                        in.mask == null ? null : flat(Ops.cast(in.mask, DType.BOOL), queries, keys))
                .filter(Objects::nonNull).reduce(Ops::logicalAnd)
                .map(mask -> Ops.broadcastTo(aligned(mask, scores.rank()), scores)).orElse(null);
    }

    /// A mask over several axes of queries and of keys as one over all of them.
    private static Value flat(Value mask, long queries, long keys) {
        if (mask.shape().size(-1) == keys) {
            return mask;
        }
        long others = mask.type().elements() / (queries * keys);
        return Ops.reshape(mask, others, queries, keys);
    }

    /// As in Keras, axes that a mask lacks stand before queries and keys.
    private static Value aligned(Value mask, int rank) {
        Value tall = mask.rank() == 2 ? Ops.expandDims(mask, 0) : mask;
        while (tall.rank() < rank) {
            tall = Ops.expandDims(tall, -3);
        }
        return tall;
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = new ArrayList<@Nullable Value>(Collections.nCopies(outputs.size(), null));
        masks.set(0, c.mask(inputs.getFirst()));
        return masks;
    }

    // ---- as Keras calls it -----------------------------------------------------------------------------------------

    /// By the names of the arguments of Keras' `build`, without the mask.
    @Override
    protected Map<String, @Nullable Object> buildConfig() {
        var names = List.of("query_shape", "value_shape", "key_shape");
        var shapes = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; !builtFor().isEmpty() && i < (hasKeys ? 3 : 2); i++) {
            shapes.put(names.get(i), builtFor().get(i).kerasValue());
        }
        return shapes.isEmpty() ? Map.of() : Map.of("shapes_dict", shapes);
    }

    @Override
    public <T> Optional<Map<String, Object>> callAsKerasHasIt(List<T> inputs, Function<T, DType> dtype) {
        Inputs<T> in = Inputs.of(inputs, dtype);
        var keywords = new LinkedHashMap<String, Object>();
        if (in.key != in.value) {
            keywords.put("key", in.key);
        }
        if (in.mask != null) {
            keywords.put("attention_mask", in.mask);
        }
        keywords.putAll(config().call.keywords());
        return Optional.of(Map.of("args", List.of(in.query, in.value), "kwargs", keywords));
    }

    @Override
    public Layer calledWith(Map<?, ?> keywords) {
        AttentionCall call = AttentionCall.of(keywords);
        return call.equals(config().call) ? this : option(c -> c.call = call);
    }

    /// How `[batch, …, heads, size]` becomes `[batch, …, heads, places, size]` and back. Where several heads of queries share one of keys,
    /// they stand one after the other, as more places.
    private record Layout(List<Integer> axes, int sharing) {

        private List<Integer> order(int rank) {
            var order = new ArrayList<Integer>();
            IntStream.range(0, rank - 1).filter(axis -> !axes.contains(axis)).forEach(order::add);
            order.addAll(axes);
            order.add(rank - 1);
            return order;
        }

        Value keys(Value x) {
            Value ordered = x.builder().transpose(x, order(x.rank()));
            Shape shape = ordered.shape();
            int others = shape.rank() - 1 - axes.size();
            return Ops.reshape(ordered, shape.slice(0, others).concat(Shape.of(shape.slice(others, shape.rank() - 1).elements(), shape.size(-1))));
        }

        Value queries(Value x) {
            return byGroup(keys(x));
        }

        /// `[…, heads, places, size]` as `[…, heads / sharing, sharing · places, size]`.
        Value byGroup(Value x) {
            Shape shape = x.shape();
            return Ops.reshape(x, shape.with(shape.rank() - 3, shape.size(-3) / sharing).with(shape.rank() - 2, shape.size(-2) * sharing));
        }

        Value byHead(Value x) {
            Shape shape = x.shape();
            return Ops.reshape(x, shape.with(shape.rank() - 3, shape.size(-3) * sharing).with(shape.rank() - 2, shape.size(-2) / sharing));
        }

        /// Back to `[batch, …, heads, size]` for a query of that shape.
        Value places(Value x, Shape query) {
            int rank = query.rank() + 1;
            List<Integer> order = order(rank);
            Shape sizes = x.shape().slice(0, x.rank() - 2).concat(query.select(axes)).concat(Shape.of(x.shape().size(-1)));
            List<Integer> back = IntStream.range(0, rank).mapToObj(order::indexOf).toList();
            return x.builder().transpose(Ops.reshape(x, sizes), back);
        }

        /// `[batch, …, heads, queries…, keys…]`.
        Value scores(Value scores, Shape query, Shape key) {
            return Ops.reshape(scores, scores.shape().slice(0, scores.rank() - 2).concat(query.select(axes)).concat(key.select(axes)));
        }
    }
}
