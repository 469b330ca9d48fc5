package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Arithmetic in a functional model, where Python has `x + y` or `x / 6`: of two inputs, or of one and a number. Sizes stretch as in
/// NumPy. Follows the operators of `KerasTensor`.
public final class Operation extends Layer {
    private static final String MODULE = "keras.src.ops.numpy";

    public enum Kind {
        ADD, SUBTRACT, MULTIPLY, TRUE_DIVIDE;

        /// `TrueDivide`, say.
        private String className() {
            return Stream.of(name().split("_")).map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());
        }
    }

    /// What stands on both sides: a number, or an input where there is none.
    public static final class Config extends LayerConfig {
        Kind kind = Kind.ADD;
        @Nullable Double left;
        @Nullable Double right;
    }

    private Operation(Config config) {
        super(config);
    }

    private static Operation of(Kind kind, @Nullable Double left, @Nullable Double right) {
        var config = new Config();
        config.kind = kind;
        config.left = left;
        config.right = right;
        return new Operation(config);
    }

    /// Of two inputs.
    public static Operation of(Kind kind) {
        return of(kind, null, null);
    }

    /// Of an input on the left and a number on the right.
    public static Operation of(Kind kind, double right) {
        return of(kind, null, right);
    }

    /// Of a number on the left and an input on the right.
    public static Operation of(double left, Kind kind) {
        return of(kind, left, null);
    }

    public Operation name(String name) {
        return with((Config c) -> c.name = name);
    }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        Config config = config();
        int wanted = config.left == null && config.right == null ? 2 : 1;
        if (inputs.size() != wanted) {
            throw new IllegalArgumentException(place() + ": expected " + wanted + (wanted == 1 ? " input" : " inputs") + ", got " + inputs.size() + ".");
        }
        Value first = inputs.getFirst();
        Value left = config.left == null ? first : Ops.fullLike(first, config.left);
        Value right = config.right == null ? inputs.getLast() : Ops.fullLike(first, config.right);
        return List.of(switch (config.kind) {
            case ADD -> Ops.add(left, right);
            case SUBTRACT -> Ops.subtract(left, right);
            case MULTIPLY -> Ops.multiply(left, right);
            case TRUE_DIVIDE -> Ops.divide(left, right);
        });
    }

    @Override
    protected boolean autocasts() {
        return false;
    }

    // ---- in files --------------------------------------------------------------------------------------------------

    @Override
    public String module() {
        return MODULE;
    }

    @Override
    public String className() {
        return config().kind.className();
    }

    @Override
    public String registeredName() {
        return className();
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("name", name());
        return map;
    }

    /// The arguments of its call, as a file has them: numbers stand among the tensors.
    public List<Object> arguments(List<? extends Object> tensors) {
        Config config = config();
        return List.of(config.left == null ? tensors.getFirst() : config.left, config.right == null ? tensors.getLast() : config.right);
    }

    /// Whether a file's entry is an operation rather than a layer.
    public static boolean is(Map<?, ?> entry) {
        return MODULE.equals(entry.get("module"));
    }

    /// What a file says of an operation: its kind, and in its call the numbers.
    ///
    /// @throws IllegalArgumentException when there is no such operation here
    public static Operation read(Map<?, ?> entry) {
        Kind kind = Stream.of(Kind.values()).filter(choice -> choice.className().equals(entry.get("class_name"))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Operation: expected one of "
                        + Stream.of(Kind.values()).map(Kind::className).toList() + ", got " + entry.get("class_name") + ". Put it into a layer of your own."));
        List<?> arguments = entry.get("inbound_nodes") instanceof List<?> nodes && !nodes.isEmpty() && nodes.getFirst() instanceof Map<?, ?> node
                && node.get("args") instanceof List<?> args ? args : List.of();
        return of(kind, number(arguments, 0), number(arguments, 1)).name(String.valueOf(entry.get("name")));
    }

    private static @Nullable Double number(List<?> arguments, int index) {
        return index < arguments.size() && arguments.get(index) instanceof Number number ? number.doubleValue() : null;
    }
}
