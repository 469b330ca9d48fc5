package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.Numbers;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// An operand of a kind that JSON hasn't. Keras' files have it as a map of its class and what makes it:
/// `{"class_name": "__slice__", "config": {"start": 1, "stop": null, "step": 2}}`.
sealed interface RawOperand {
    Map<String, @Nullable Object> asKerasHasIt();

    /// An array that stands in the file: a tensor, or one of NumPy.
    record Array(NDArray array, Origin origin) implements RawOperand {
        enum Origin { TENSOR, NUMPY }

        @Override
        public Map<String, @Nullable Object> asKerasHasIt() {
            return special(origin == Origin.TENSOR ? "__tensor__" : "__numpy__", map("value", nested(array), "dtype", array.dtype().toString()));
        }

        private static Object nested(NDArray array) {
            return array.rank() == 0 ? number(array) : IntStream.range(0, (int) array.size(0)).mapToObj(i -> nested(array.row(i))).toList();
        }

        private static Object number(NDArray scalar) {
            return scalar.dtype() == DType.BOOL ? (Object) (scalar.item() != 0) : scalar.dtype().isFloating() ? (Object) scalar.item() : (long) scalar.item();
        }
    }

    /// `start:stop:step` of an index.
    record Part(@Nullable Long start, @Nullable Long stop, @Nullable Long step) implements RawOperand {
        static final Part ALL = new Part(null, null, null);

        @Override
        public Map<String, @Nullable Object> asKerasHasIt() {
            var map = new LinkedHashMap<String, @Nullable Object>();
            map.put("start", start);
            map.put("stop", stop);
            map.put("step", step);
            return special("__slice__", map);
        }
    }

    /// `...` of an index.
    record Ellipsis() implements RawOperand {
        @Override
        public Map<String, @Nullable Object> asKerasHasIt() {
            return special("__ellipsis__", Map.of());
        }
    }

    private static Map<String, @Nullable Object> special(String className, Map<String, @Nullable Object> config) {
        return map("class_name", className, "config", config);
    }

    private static Map<String, @Nullable Object> map(String a, Object x, String b, Object y) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put(a, x);
        map.put(b, y);
        return map;
    }

    /// What a map in a file stands for.
    static RawOperand of(Map<?, ?> map) {
        Map<?, ?> config = (Map<?, ?>) Objects.requireNonNullElse(map.get("config"), Map.of());
        return switch (String.valueOf(map.get("class_name"))) {
            case "__slice__" -> new Part(whole(config.get("start")), whole(config.get("stop")), whole(config.get("step")));
            case "__ellipsis__" -> new Ellipsis();
            case "__tensor__" -> new Array(array(config), Array.Origin.TENSOR);
            case "__numpy__" -> new Array(array(config), Array.Origin.NUMPY);
            case String other -> throw new IllegalArgumentException("Operation: expected a tensor, a slice or an ellipsis, got " + other + ".");
        };
    }

    private static @Nullable Long whole(@Nullable Object number) {
        return number instanceof Number whole ? whole.longValue() : null;
    }

    private static NDArray array(Map<?, ?> config) {
        return Numbers.read(Objects.requireNonNull(config.get("value"))).cast(DType.of(String.valueOf(config.get("dtype"))));
    }
}
