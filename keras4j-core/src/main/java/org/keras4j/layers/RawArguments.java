package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// What an [Operation] is called with: operands in order, and options by Keras' names.
record RawArguments(String place, GraphBuilder g, List<@Nullable Object> operands, Map<String, @Nullable Object> options) {

    private IllegalArgumentException wrong(String expected, @Nullable Object got) {
        return new IllegalArgumentException(place + ": expected " + expected + ", got " + got + ".");
    }

    private @Nullable Object operand(int i) {
        return i < operands.size() ? operands.get(i) : null;
    }

    /// The same with another first operand.
    RawArguments beginning(Value first) {
        var all = new ArrayList<>(operands);
        all.set(0, first);
        return new RawArguments(place, g, all, options);
    }

    /// A value, or an array that stands in the file.
    Value value(int i) {
        return value(operand(i), null);
    }

    /// Two of them, of which one may be a number that takes the type of the other.
    Value first()  { return value(operand(0), operand(1) instanceof Value other ? other : null); }
    Value second() { return value(operand(1), operand(0) instanceof Value other ? other : null); }

    /// The same for any operand beside that one.
    Value beside(int i, Value other) {
        return value(operand(i), other);
    }

    private Value value(@Nullable Object operand, @Nullable Value other) {
        return switch (operand) {
            case Value value -> value;
            case RawOperand.Array(NDArray array, _) -> g.constant(array);
            case Boolean truth -> g.constant(NDArray.scalar(truth));
            case Number number -> g.scalar(typeOf(number, other), number.doubleValue());
            case List<?> list -> g.constant(array(list));
            case null, default -> throw wrong("a value, a number or an array", operand);
        };
    }

    private static DType typeOf(Number number, @Nullable Value other) {
        boolean isWhole = number instanceof Integer || number instanceof Long;
        return other != null && (other.dtype().isFloating() || isWhole && other.dtype().isInteger()) ? other.dtype()
                : isWhole ? DType.INT32 : DType.FLOAT32;
    }

    private NDArray array(List<?> nested) {
        if (nested.stream().allMatch(item -> item instanceof Number)) {
            boolean isWhole = nested.stream().allMatch(item -> item instanceof Integer || item instanceof Long);
            return NDArray.of(nested.stream().mapToDouble(item -> ((Number) item).doubleValue()).toArray()).cast(isWhole ? DType.INT32 : DType.FLOAT32);
        }
        return NDArray.stack(0, nested.stream().map(item -> item instanceof List<?> list ? array(list) : fail(item)).toList());
    }

    private NDArray fail(@Nullable Object item) {
        throw wrong("numbers in lists of one length", item);
    }

    /// An operand that may be left out, and may go by its name; `null` where it is.
    @Nullable Value given(int i, String key) {
        Object given = given(key, i);
        return given == null ? null : value(given, null);
    }

    @Nullable Object given(String key, int i) {
        return operand(i) != null ? operand(i) : options.get(key);
    }

    /// Whole numbers that stand in the file, as a list or an array.
    long[] places(int i) {
        return switch (operand(i)) {
            case List<?> list when list.stream().allMatch(item -> item instanceof Number) -> list.stream().mapToLong(item -> ((Number) item).longValue()).toArray();
            case RawOperand.Array(NDArray array, _) -> array.toLongArray();
            case null, default -> throw wrong("whole numbers that the model doesn't compute", operand(i));
        };
    }

    /// A list of values.
    List<Value> values(int i) {
        if (operand(i) instanceof List<?> list) {
            return list.stream().map(item -> value(item, null)).toList();
        }
        throw wrong("a list of values", operand(i));
    }

    List<Value> all() {
        return IntStream.range(0, operands.size()).mapToObj(this::value).toList();
    }

    // ---- options ---------------------------------------------------------------------------------------------------

    @Nullable Object option(String key) {
        return options.get(key);
    }

    double number(String key, double otherwise) {
        return switch (options.get(key)) {
            case Number number -> number.doubleValue();
            case null -> otherwise;
            case Object other -> throw wrong("a number as " + key, other);
        };
    }

    /// The same of an operand that may be left out, and may go by its name.
    double numberGiven(int i, String key, double otherwise) {
        return operand(i) instanceof Number number ? number.doubleValue() : number(key, otherwise);
    }

    int whole(String key, int otherwise) {
        return (int) number(key, otherwise);
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(options.get(key));
    }

    /// None for `null`.
    long[] numbers(String key) {
        return switch (options.get(key)) {
            case Number number -> new long[] {number.longValue()};
            case List<?> list -> list.stream().mapToLong(item -> item instanceof Number number ? number.longValue() : -1).toArray();
            case null -> new long[0];
            case Object other -> throw wrong("whole numbers as " + key, other);
        };
    }

    int[] axes() {
        return axes("axis");
    }

    int[] axes(String key) {
        return LongStream.of(numbers(key)).mapToInt(Math::toIntExact).toArray();
    }

    boolean isNull(String key) {
        return options.get(key) == null;
    }

    String text(String key) {
        if (options.get(key) instanceof String text) {
            return text;
        }
        throw wrong("a text as " + key, options.get(key));
    }

    String text(String key, String otherwise) {
        return isNull(key) ? otherwise : text(key);
    }

    Shape shape(String key) {
        return Shape.of(numbers(key));
    }

    DType dtype(String key, DType otherwise) {
        return options.get(key) == null ? otherwise : DType.of(text(key));
    }
}
