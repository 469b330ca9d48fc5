package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Indexing;
import org.keras4j.engine.graph.Indexing.*;
import org.keras4j.engine.tensor.Shape;

/// Rows chosen by number.
final class Tables {
    private Tables() {}

    static double[] evaluate(Indexing op, List<Tensor> in, Shape result, Faults faults) {
        var y = new double[(int) result.elements()];
        return switch (op) {
            case Gather(int axis) -> {
                Tensor table = in.get(0);
                double[] indices = in.get(1).values();
                int rows = table.size(axis);
                int width = (int) table.shape().strides()[axis];
                for (int block = 0; block < table.shape().slice(0, axis).elements(); block++) {
                    for (int i = 0; i < indices.length; i++) {
                        int row = faults.row(indices[i], rows, i);
                        if (row >= 0) {
                            System.arraycopy(table.values(), (block * rows + row) * width, y, (block * indices.length + i) * width, width);
                        }
                    }
                }
                yield y;
            }
            case ScatterAdd(var rows) -> {
                double[] indices = in.get(0).values();
                double[] updates = in.get(1).values();
                int width = (int) result.without(0).elements();
                for (int i = 0; i < indices.length; i++) {
                    int row = faults.row(indices[i], rows, i);
                    for (int k = 0; k < width && row >= 0; k++) {
                        y[row * width + k] += updates[i * width + k];
                    }
                }
                yield y;
            }
            case ScatterUpdate() -> {
                System.arraycopy(in.get(0).values(), 0, y, 0, y.length);
                double[] indices = in.get(1).values();
                int width = (int) result.without(0).elements();
                for (int i = 0; i < indices.length; i++) {
                    int row = faults.row(indices[i], result.size(0), i);
                    if (row >= 0) {
                        System.arraycopy(in.get(2).values(), i * width, y, row * width, width);
                    }
                }
                yield y;
            }
            case Order(int axis, var direction) -> order(in.getFirst(), axis, direction);
        };
    }

    private static double[] order(Tensor x, int axis, Order.Direction direction) {
        var y = new double[x.values().length];
        int size = x.size(axis);
        int inner = (int) x.shape().strides()[axis];
        for (int start = 0; start < y.length; start++) {
            if (start / inner % size != 0) {
                continue;
            }
            int from = start;
            // −0 + 0 is 0: both zeros are equal.
            Comparator<Integer> rising = Comparator.comparingDouble(i -> x.values()[from + i * inner] + 0.0);
            List<Integer> positions = IntStream.range(0, size).boxed()
                    .sorted(direction == Order.Direction.RISING ? rising : rising.reversed()).toList();
            for (int i = 0; i < size; i++) {
                y[from + i * inner] = positions.get(i);
            }
        }
        return y;
    }
}
