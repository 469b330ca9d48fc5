package org.keras4j.data;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// Data of which any row can be had by its number.
sealed interface Table {
    long rows();

    Element row(long row);

    /// The rows `from` to `to` as a batch.
    Element range(long from, long to);

    /// These rows as a batch.
    Element batch(long[] rows);

    /// Arrays with one row for each sample.
    record Arrays(Element arrays) implements Table {
        public Arrays {
            long rows = rowsOf(arrays.input());
            arrays.arrays().forEach(array -> {
                if (rowsOf(array) != rows) {
                    throw new IllegalArgumentException("Dataset: expected " + rows + " samples in each array, as in the first input, got "
                            + array.dtype() + array.shape() + ". The first axis counts the samples.");
                }
            });
        }

        private static long rowsOf(NDArray array) {
            if (array.rank() == 0) {
                throw new IllegalArgumentException("Dataset: expected arrays [samples, …], got a scalar. Put an axis in front.");
            }
            return array.size(0);
        }

        @Override
        public long rows() {
            return arrays.input().size(0);
        }

        @Override
        public Element row(long row) {
            return arrays.mapAll(array -> array.row(row));
        }

        @Override
        public Element range(long from, long to) {
            return arrays.mapAll(array -> array.rows(from, to));
        }

        @Override
        public Element batch(long[] rows) {
            return arrays.mapAll(array -> array.take(rows));
        }
    }

    /// Rows that are read one by one, each when it is wanted.
    record Read(long rows, LongFunction<Element> read) implements Table {
        @Override
        public Element row(long row) {
            try {
                return read.apply(row);
            } catch (RuntimeException e) {
                throw DatasetException.at("read", row, e);
            }
        }

        @Override
        public Element range(long from, long to) {
            return batch(LongStream.range(from, to).toArray());
        }

        @Override
        public Element batch(long[] rows) {
            return Element.stack(LongStream.of(rows).mapToObj(this::row).toList());
        }
    }
}
