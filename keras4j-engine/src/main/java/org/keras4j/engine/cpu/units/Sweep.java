package org.keras4j.engine.cpu.units;

import module java.base;
import org.keras4j.engine.cpu.loops.Reduction.Over;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.tensor.Shape;

/// How a reduction goes over its space, seen as rows and columns.
///
/// @param rows how many rows the space has then; empty if any number will do
public record Sweep(Over over, OptionalLong rows) {

    /// Empty for axes that are neither the first, nor the last, nor all, and where there is nothing to reduce.
    public static Optional<Sweep> of(Reduce op, Shape space) {
        List<Integer> kept = space.axesWithout(op.axes());
        long results = space.select(kept).elements();
        if (space.elements() == 0) {
            return Optional.empty();
        }
        if (results == 1) {
            return Optional.of(new Sweep(Over.ALL, OptionalLong.empty()));
        }
        if (kept.equals(range(0, kept.size()))) {
            return Optional.of(new Sweep(Over.COLUMNS, OptionalLong.of(results)));
        }
        if (kept.equals(range(op.axes().size(), space.rank()))) {
            return Optional.of(new Sweep(Over.ROWS, OptionalLong.of(space.elements() / results)));
        }
        return Optional.empty();
    }

    /// Of a node that is known to have one.
    public static Sweep of(Node reduction) {
        return of((Reduce) reduction.op(), reduction.input(0).shape()).orElseThrow();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
