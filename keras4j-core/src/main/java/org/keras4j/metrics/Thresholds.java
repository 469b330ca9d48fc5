package org.keras4j.metrics;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasConfig;
import org.keras4j.config.KerasValue;

/// Above which a prediction counts as positive: one number, or several in a list, each with a result of its own.
///
/// @param form how a file has them
public record Thresholds(List<Double> values, Form form) implements KerasValue {
    public enum Form { NUMBER, LIST }

    public Thresholds {
        values = List.copyOf(values);
        if (values.isEmpty() || !values.stream().allMatch(value -> 0 <= value && value <= 1)) {
            throw new IllegalArgumentException("thresholds: expected numbers from 0 to 1, got " + values + ".");
        }
    }

    /// One as a number, several as a list.
    public static Thresholds of(double... values) {
        return new Thresholds(DoubleStream.of(values).boxed().toList(), values.length == 1 ? Form.NUMBER : Form.LIST);
    }

    static Thresholds fromKeras(Object value) {
        return value instanceof Number number ? of(number.doubleValue())
                : new Thresholds(((List<?>) value).stream().map(item -> ((Number) item).doubleValue()).toList(), Form.LIST);
    }

    static List<Double> or(@Nullable Thresholds given, double otherwise) {
        return given == null ? List.of(otherwise) : given.values;
    }

    /// `count` of them from `first` to `last`, which frame i / (count − 1).
    static List<Double> even(int count, double first, double last) {
        return framed(IntStream.range(1, count - 1).mapToObj(i -> i / (count - 1.0)).toList(), first, last);
    }

    static List<Double> framed(List<Double> inner, double first, double last) {
        return Stream.of(List.of(first), inner, List.of(last)).flatMap(List::stream).toList();
    }

    /// Whether they are i / (n − 1), but for an epsilon: then a prediction's place among them can be computed, not searched.
    static boolean areEven(List<Double> thresholds) {
        double step = 1.0 / (thresholds.size() - 1);
        return thresholds.size() > 2 && IntStream.range(0, thresholds.size())
                .allMatch(i -> Math.abs(thresholds.get(i) - i * step) <= 2 * KerasConfig.EPSILON + 1e-5 * i * step);
    }

    @Override
    public Object kerasValue() {
        return form == Form.NUMBER ? values.getFirst() : values;
    }
}
