package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;

/// A function of `keras.ops` in a functional model: what `x * 2` or `ops.relu(x)` become there. Each is made for one call; its
/// operands that aren't values of the model (the 2) belong to it. It has no weights, and masks don't pass.
///
/// The functions here are those that models are wired with; files may name more: all that [RawOps] lists.
public final class Operation extends Layer {
    /// The place of an input among the operands.
    private record Slot(int input) {}

    /// What Keras takes for an option that is left out, where [RawOps] takes it for none; files have every option.
    private static final Map<String, Map<String, Object>> DEFAULTS = new HashMap<>(Map.of("Gelu", Map.of("approximate", true)));

    static {
        List.of("Sort", "Argsort", "Normalize", "LayerNorm", "RMSNorm").forEach(function -> DEFAULTS.put(function, Map.of("axis", -1)));
    }

    private final String function;
    private final SequencedMap<String, @Nullable Object> options;
    private final List<@Nullable Object> operands;
    private final Map<String, @Nullable Object> keywords;
    private boolean isNameless;

    private Operation(String function, SequencedMap<String, @Nullable Object> options, List<@Nullable Object> operands,
                      Map<String, @Nullable Object> keywords) {
        RawOps.of(function);                                          // there must be one
        super(new LayerConfig());
        this.function = function;
        this.options = options;
        this.operands = operands;
        this.keywords = keywords;
    }

    // ---- as models are written -------------------------------------------------------------------------------------

    private static KerasTensor apply(String function, Map<String, @Nullable Object> options, Object... operands) {
        var inputs = new ArrayList<KerasTensor>();
        List<@Nullable Object> slots = each(Arrays.asList(operands), operand -> {
            if (!(operand instanceof Symbol symbol)) {
                return operand;
            }
            inputs.add(symbol.tensor());
            return new Slot(inputs.size() - 1);
        });
        return new Operation(function, new LinkedHashMap<>(options), slots, Map.of()).applyAll(inputs).getFirst();
    }

    /// The operands with others in their place; lists among them may hold lists.
    private static List<@Nullable Object> each(List<?> operands, Function<@Nullable Object, @Nullable Object> other) {
        var replaced = new ArrayList<@Nullable Object>();
        operands.forEach(operand -> replaced.add(one(operand, other)));
        return replaced;
    }

    private static @Nullable Object one(@Nullable Object operand, Function<@Nullable Object, @Nullable Object> other) {
        return operand instanceof List<?> list ? each(list, other) : other.apply(operand);
    }

    private static Object number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9 ? (Object) (int) number : number;
    }

    private static Map<String, @Nullable Object> options(String key, @Nullable Object value) {
        var options = new LinkedHashMap<String, @Nullable Object>();
        options.put(key, value);
        return options;
    }

    private static Map<String, @Nullable Object> folded(int... axes) {
        Map<String, @Nullable Object> options = options("axis", axes.length == 0 ? null : axes.length == 1 ? (Object) axes[0] : IntStream.of(axes).boxed().toList());
        options.put("keepdims", false);
        return options;
    }

    /// Element by element. Shapes stretch as NumPy's do; axis 0 is the batch.
    public static KerasTensor add(Symbol a, Symbol b)             { return apply("Add", Map.of(), a, b); }
    public static KerasTensor add(Symbol a, double b)             { return apply("Add", Map.of(), a, number(b)); }
    public static KerasTensor add(double a, Symbol b)             { return apply("Add", Map.of(), number(a), b); }
    public static KerasTensor subtract(Symbol a, Symbol b)        { return apply("Subtract", Map.of(), a, b); }
    public static KerasTensor subtract(Symbol a, double b)        { return apply("Subtract", Map.of(), a, number(b)); }
    public static KerasTensor subtract(double a, Symbol b)        { return apply("Subtract", Map.of(), number(a), b); }
    public static KerasTensor multiply(Symbol a, Symbol b)        { return apply("Multiply", Map.of(), a, b); }
    public static KerasTensor multiply(Symbol a, double b)        { return apply("Multiply", Map.of(), a, number(b)); }
    public static KerasTensor multiply(double a, Symbol b)        { return apply("Multiply", Map.of(), number(a), b); }
    public static KerasTensor divide(Symbol a, Symbol b)          { return apply("Divide", Map.of(), a, b); }
    public static KerasTensor divide(Symbol a, double b)          { return apply("Divide", Map.of(), a, number(b)); }
    public static KerasTensor maximum(Symbol a, Symbol b)         { return apply("Maximum", Map.of(), a, b); }
    public static KerasTensor maximum(Symbol a, double b)         { return apply("Maximum", Map.of(), a, number(b)); }
    public static KerasTensor maximum(double a, Symbol b)         { return apply("Maximum", Map.of(), number(a), b); }
    public static KerasTensor minimum(Symbol a, Symbol b)         { return apply("Minimum", Map.of(), a, b); }
    public static KerasTensor minimum(Symbol a, double b)         { return apply("Minimum", Map.of(), a, number(b)); }
    public static KerasTensor minimum(double a, Symbol b)         { return apply("Minimum", Map.of(), number(a), b); }
    public static KerasTensor power(Symbol a, double b)           { return apply("Power", Map.of(), a, number(b)); }
    public static KerasTensor matmul(Symbol a, Symbol b)          { return apply("Matmul", Map.of(), a, b); }
    public static KerasTensor negative(Symbol x)                  { return apply("Negative", Map.of(), x); }
    public static KerasTensor abs(Symbol x)                       { return apply("Absolute", Map.of(), x); }
    public static KerasTensor exp(Symbol x)                       { return apply("Exp", Map.of(), x); }
    public static KerasTensor log(Symbol x)                       { return apply("Log", Map.of(), x); }
    public static KerasTensor sqrt(Symbol x)                      { return apply("Sqrt", Map.of(), x); }
    public static KerasTensor square(Symbol x)                    { return apply("Square", Map.of(), x); }
    public static KerasTensor relu(Symbol x)                      { return apply("Relu", Map.of(), x); }
    public static KerasTensor sigmoid(Symbol x)                   { return apply("Sigmoid", Map.of(), x); }
    public static KerasTensor tanh(Symbol x)                      { return apply("Tanh", Map.of(), x); }
    public static KerasTensor softmax(Symbol x, int axis)         { return apply("Softmax", options("axis", axis), x); }
    /// Over these axes, which go; without any over all, the batch too.
    public static KerasTensor sum(Symbol x, int... axes)          { return apply("Sum", folded(axes), x); }
    public static KerasTensor mean(Symbol x, int... axes)         { return apply("Mean", folded(axes), x); }
    public static KerasTensor expandDims(Symbol x, int axis)      { return apply("ExpandDims", options("axis", axis), x); }
    public static KerasTensor squeeze(Symbol x, int axis)         { return apply("Squeeze", options("axis", axis), x); }

    /// Of whole numbers, each as a vector with a 1 at its place: `[…]` gives `[…, classes]`. A number outside of the classes, such as −1, gives zeros.
    public static KerasTensor oneHot(Symbol numbers, int classes) {
        Map<String, @Nullable Object> options = options("num_classes", classes);
        options.put("axis", -1);
        options.put("dtype", "float32");
        options.put("sparse", false);
        return apply("OneHot", options, numbers);
    }

    /// The batch too: one size may be −1.
    public static KerasTensor reshape(Symbol x, long... sizes) {
        return apply("Reshape", options("newshape", LongStream.of(sizes).boxed().toList()), x);
    }

    /// The batch too: axis `i` of the result is axis `order[i]` of `x`.
    public static KerasTensor transpose(Symbol x, int... order) {
        return apply("Transpose", options("axes", IntStream.of(order).boxed().toList()), x);
    }

    /// Of parts that differ in the size of this axis at most.
    public static KerasTensor concatenate(List<? extends Symbol> parts, int axis) {
        return apply("Concatenate", options("axis", axis), parts);
    }

    /// Of parts of one shape, along a new axis at that place.
    public static KerasTensor stack(List<? extends Symbol> parts, int axis) {
        return apply("Stack", options("axis", axis), parts);
    }

    /// The part from `from` (inclusive) to `to` (exclusive) of one axis: `x[:, from:to]`.
    public static KerasTensor slice(Symbol x, int axis, long from, long to) {
        return item(x, axis, new RawOperand.Part(from, to, null));
    }

    /// The part with this number along an axis, which goes: `take(x, 0, 1)` is `x[:, 0]`, the first step of each sample. A negative number counts from the end.
    public static KerasTensor take(Symbol x, long index, int axis) {
        return item(x, axis, index);
    }

    private static KerasTensor item(Symbol x, int axis, Object place) {
        int rank = x.tensor().shape().rank();
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("Operation: expected an axis of " + x.tensor().shape() + ", got " + axis + ".");
        }
        var index = new ArrayList<@Nullable Object>(Collections.nCopies(axis < 0 ? axis + rank : axis, RawOperand.Part.ALL));
        index.add(place);
        return apply("GetItem", Map.of(), x, index);
    }

    /// Adds that number to what it is applied to.
    public static Operation adding(double number)        { return new Operation("Add", new LinkedHashMap<>(), List.of(new Slot(0), number), Map.of()); }

    /// Multiplies what it is applied to by that number.
    public static Operation multiplyingBy(double number) { return new Operation("Multiply", new LinkedHashMap<>(), List.of(new Slot(0), number), Map.of()); }

    /// Any other function that Keras' files name and that is here, by the name of its class in Keras: `Operation.of("DepthToSpace", Map.of("block_size", 3), x)`
    /// is `ops.depth_to_space(x, 3)`. Options have Keras' names and values, lists for tuples; those left out have Keras' defaults.
    ///
    /// @throws IllegalArgumentException when there is no such function here, naming one that is near
    public static KerasTensor of(String function, Map<String, ?> options, Symbol... inputs) {
        var all = new LinkedHashMap<String, @Nullable Object>(DEFAULTS.getOrDefault(function, Map.of()));
        all.putAll(options);
        return apply(function, all, (Object[]) inputs);
    }

    // ---- as files have it ------------------------------------------------------------------------------------------

    /// Whether `serialized` is one of these, not a layer.
    public static boolean isOne(Map<?, ?> serialized) {
        return serialized.get("module") instanceof String module
                && (module.startsWith("keras.src.ops.") || module.equals("keras.src.activations.activations"));
    }

    /// The operation that a file has, with what its call was given.
    ///
    /// @param call with `args` and `kwargs`, of which `isInput` knows the values of the model
    /// @throws IllegalArgumentException naming it, when there is no such function here
    public static Operation of(Map<?, ?> serialized, Map<?, ?> call, Predicate<Object> isInput) {
        var inputs = new int[1];
        var options = new LinkedHashMap<String, @Nullable Object>();
        ((Map<?, ?>) Objects.requireNonNullElse(serialized.get("config"), Map.of())).forEach((key, value) -> options.put(String.valueOf(key), value));
        Object name = options.remove("name");
        var keywords = new LinkedHashMap<String, @Nullable Object>();
        Function<@Nullable Object, @Nullable Object> read = operand -> switch (operand) {
            case Map<?, ?> map when isInput.test(map) -> new Slot(inputs[0]++);
            case Map<?, ?> map -> RawOperand.of(map);
            case null, default -> operand;
        };
        List<@Nullable Object> operands = each((List<?>) Objects.requireNonNullElse(call.get("args"), List.of()), read);
        ((Map<?, ?>) Objects.requireNonNullElse(call.get("kwargs"), Map.of())).forEach((key, value) -> keywords.put(String.valueOf(key), one(value, read)));
        var operation = new Operation(String.valueOf(serialized.get("class_name")), options, operands, keywords);
        operation.config().name = name == null ? null : name.toString();
        operation.isNameless = name == null;                          // Keras leaves the name of some out
        return operation;
    }

    /// What its call is given, as files have it.
    ///
    /// @param input writes the input of that number
    public Map<String, @Nullable Object> callAsKerasHasIt(IntFunction<Object> input) {
        Function<@Nullable Object, @Nullable Object> written = operand -> switch (operand) {
            case Slot(int number) -> input.apply(number);
            case RawOperand raw -> raw.asKerasHasIt();
            case null, default -> operand;
        };
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("args", each(operands, written));
        var named = new LinkedHashMap<String, @Nullable Object>();
        keywords.forEach((key, value) -> named.put(key, one(value, written)));
        map.put("kwargs", named);
        return map;
    }

    @Override
    public String className() {
        return function;
    }

    @Override
    public String module() {
        return RawOps.of(function).module();
    }

    @Override
    public String registeredName() {
        return function;
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        if (!isNameless) {
            map.put("name", name());
        }
        map.putAll(options);
        return map;
    }

    /// Keras fails to load a function that was built.
    @Override
    protected Map<String, @Nullable Object> buildConfig() {
        return Map.of();
    }

    /// How many samples there must be: what is stretched to three, of a batch that isn't known yet, is three.
    OptionalLong batch(List<KerasTensor> inputs) {
        return function.equals("BroadcastTo") && options.get("shape") instanceof List<?> sizes && sizes.size() == inputs.getFirst().shape().rank()
                && sizes.getFirst() instanceof Number batch ? OptionalLong.of(batch.longValue()) : OptionalLong.empty();
    }

    // ---- running ---------------------------------------------------------------------------------------------------

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        var all = new LinkedHashMap<>(options);
        Function<@Nullable Object, @Nullable Object> fill = operand -> operand instanceof Slot(int number) ? inputs.get(number) : operand;
        List<@Nullable Object> filled = each(operands, fill);
        keywords.forEach((key, value) -> all.put(key, one(value, fill)));
        return RawOps.of(function).function().of(new RawArguments(place(), c.builder(), filled, all));
    }

    @Override
    protected boolean autocasts() {
        return false;
    }
}
