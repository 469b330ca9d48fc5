package org.keras4j.engine.graph;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;

/// Rows chosen by number. A number outside of the table is an error of the run, found when the program has ended.
public sealed interface Indexing extends Op.Single {

    /// Slices of a table along an axis, at int32 or int64 indices `[a, b]`, whose axes stand in its place: of `[rows, …]` along axis 0 `[a, b, …]`.
    record Gather(int axis) implements Indexing {
        @Override
        public Type type(List<Type> inputs) {
            Type table = inputs.get(0);
            Type indices = inputs.get(1);
            if (axis < 0 || axis >= table.rank() || indices.dtype() != DType.INT32 && indices.dtype() != DType.INT64) {
                throw new ShapeException("Gather", "a table with an axis " + axis + " and int32 or int64 indices", table + " and " + indices, "Cast them first.");
            }
            return table.with(table.shape().slice(0, axis).concat(indices.shape()).concat(table.shape().slice(axis + 1, table.rank())));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            int rank = node.input(1).rank();
            Value rows = g.transpose(dy, inFront(dy.rank(), axis, rank));
            Value sums = g.apply(new ScatterAdd(node.input(0).shape().size(axis)), node.input(1), rows);
            return Op.flows(g.transpose(sums, behind(sums.rank(), axis)), null);
        }

        /// An order of axes: `count` from `first` on, then the others.
        private static List<Integer> inFront(int rank, int first, int count) {
            return IntStream.concat(IntStream.range(first, first + count), IntStream.range(0, rank).filter(axis -> axis < first || axis >= first + count)).boxed().toList();
        }

        /// An order of axes: the first one stands behind `count` others.
        private static List<Integer> behind(int rank, int count) {
            return IntStream.concat(IntStream.rangeClosed(1, count), IntStream.concat(IntStream.of(0), IntStream.range(count + 1, rank))).boxed().toList();
        }
    }

    /// A table of `rows` rows, each the sum of the updates for it: indices `[a, b]` and updates `[a, b, …]` give `[rows, …]`.
    record ScatterAdd(long rows) implements Indexing {
        @Override
        public Type type(List<Type> inputs) {
            Type indices = inputs.get(0);
            Type updates = inputs.get(1);
            if (updates.rank() < indices.rank() || !updates.shape().slice(0, indices.rank()).equals(indices.shape())
                    || indices.dtype() != DType.INT32 && indices.dtype() != DType.INT64) {
                throw new ShapeException("ScatterAdd", "int32 or int64 indices and updates whose first axes are theirs",
                        indices + " and " + updates, "Reshape the updates.");
            }
            return updates.with(updates.shape().slice(indices.rank(), updates.rank()).insert(0, rows));
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.flows(null, g.gather(dy, node.input(0)));
        }
    }

    /// The table with some rows replaced: `[rows, …]`, indices `[a, b]` and rows `[a, b, …]`. Of several for one row the last counts.
    record ScatterUpdate() implements Indexing {
        @Override
        public Type type(List<Type> inputs) {
            Type table = inputs.get(0);
            Type indices = inputs.get(1);
            if (table.rank() < 1 || indices.dtype() != DType.INT32 && indices.dtype() != DType.INT64
                    || !inputs.get(2).equals(table.with(indices.shape().concat(table.shape().without(0))))) {
                throw new ShapeException("ScatterUpdate", "a table [rows, …], int32 or int64 indices, and a row for each", inputs,
                        "Reshape or cast them.");
            }
            return table;
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            Value indices = node.input(1);
            Value rows = node.input(2);
            Value numbers = g.reshape(g.iota(0, Type.of(DType.INT32, indices.type().elements())), indices.shape());
            Value last = g.apply(new ScatterUpdate(), g.fill(0, Type.of(DType.INT32, dy.shape().size(0))), indices, numbers);
            Value counts = g.equal(g.gather(last, indices), numbers);
            Value shown = g.broadcast(counts, rows.shape(), counts.shape().axes());
            return Op.flows(g.apply(new ScatterUpdate(), dy, indices, g.zerosLike(rows)), null,
                    g.select(shown, g.gather(dy, indices), g.zerosLike(rows)));
        }
    }

    /// The positions, int32, of the elements along `axis` in order; of equal ones the first comes first. NaN is the largest.
    record Order(int axis, Direction direction) implements Indexing {
        public enum Direction { RISING, FALLING }

        @Override
        public Type type(List<Type> inputs) {
            Type x = inputs.getFirst();
            if (axis < 0 || axis >= x.rank()) {
                throw new ShapeException("Order", "an axis of " + x, axis, "Axes count from 0.");
            }
            return x.with(DType.INT32);
        }

        @Override
        public List<@Nullable Value> gradient(Node node, Value dy, GraphBuilder g) {
            return Op.none(node);
        }
    }
}
