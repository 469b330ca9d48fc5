package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Shape;

/// One axis or several; negative ones count from the end. One is a number in a file, several are a list.
public record Axes(List<Integer> axes, Form form) implements KerasValue {
    public enum Form { NUMBER, LIST }

    public Axes {
        axes = List.copyOf(axes);
    }

    /// One axis.
    public static Axes of(int axis) {
        return new Axes(List.of(axis), Form.NUMBER);
    }

    /// Several axes.
    public static Axes list(int... axes) {
        return new Axes(IntStream.of(axes).boxed().toList(), Form.LIST);
    }

    static Axes fromKeras(Object value) {
        return value instanceof Number axis ? of(axis.intValue())
                : list(((List<?>) value).stream().mapToInt(axis -> ((Number) axis).intValue()).toArray());
    }

    /// These axes; none, which stands for all, where none is given.
    public static int[] orAll(@Nullable Axes axes) {
        return axes == null ? new int[0] : axes.toArray();
    }

    /// Which these are of such an array, counted from the front, in rising order.
    public List<Integer> within(Shape shape) {
        return axes.stream().map(shape::axis).sorted().toList();
    }

    public int[] toArray() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Object kerasValue() {
        return form == Form.NUMBER ? axes.getFirst() : axes;
    }

    @Override
    public String toString() {
        return kerasValue().toString();
    }
}
