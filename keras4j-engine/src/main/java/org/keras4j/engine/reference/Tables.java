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
            case Gather() -> {
                Tensor table = in.get(0);
                double[] indices = in.get(1).values();
                int width = (int) table.shape().without(0).elements();
                for (int i = 0; i < indices.length; i++) {
                    int row = faults.row(indices[i], table.size(0), i);
                    if (row >= 0) {
                        System.arraycopy(table.values(), row * width, y, i * width, width);
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
        };
    }
}
