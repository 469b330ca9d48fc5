package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasValue;

/// What is put around an image or cut off from it: for each axis an amount before and one after. Keras takes one number for all.
record Margins(List<Edge> edges) implements KerasValue {
    record Edge(long before, long after) {}

    Margins {
        edges = List.copyOf(edges);
    }

    /// Pairs of an amount before and one after.
    static Margins of(int... amounts) {
        return new Margins(IntStream.range(0, amounts.length / 2).mapToObj(axis -> new Edge(amounts[2 * axis], amounts[2 * axis + 1])).toList());
    }

    /// For each axis the amount on both sides.
    static Margins symmetric(int... amounts) {
        return new Margins(IntStream.of(amounts).mapToObj(amount -> new Edge(amount, amount)).toList());
    }

    static Margins fromKeras(Object value) {
        return switch (value) {
            case Number both -> symmetric(both.intValue());
            case List<?> list when list.getFirst() instanceof Number -> new Margins(List.of(edge(list)));
            case List<?> list -> new Margins(list.stream().map(pair -> edge((List<?>) pair)).toList());
            default -> throw new IllegalArgumentException("It must be a number, or two for each axis.");
        };
    }

    private static Edge edge(List<?> pair) {
        return new Edge(((Number) pair.get(0)).longValue(), ((Number) pair.get(1)).longValue());
    }

    /// One edge is repeated.
    Margins over(int axes) {
        return edges.size() == axes ? this : new Margins(Collections.nCopies(axes, edges.getFirst()));
    }

    @Override
    public @Nullable Object kerasValue() {
        var pairs = edges.stream().map(edge -> List.of(edge.before, edge.after)).toList();
        return pairs.size() == 1 ? pairs.getFirst() : pairs;
    }
}
