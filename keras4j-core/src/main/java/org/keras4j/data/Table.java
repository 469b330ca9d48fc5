package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// Data of which any row can be had by its number.
sealed interface Table {
    long rows();

    Element row(long row);

    /// The rows `from` to `to` as a batch.
    default Element range(long from, long to) {
        return batch(LongStream.range(from, to).toArray());
    }

    /// These rows as a batch.
    default Element batch(long[] rows) {
        return Element.stack(LongStream.of(rows).mapToObj(this::row).toList());
    }

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
    }

    /// All elements of epoch 0, read when the first is wanted and held from then on.
    final class Kept implements Table {
        private final Stage source;
        private volatile @Nullable List<Element> elements;

        Kept(Stage source) {
            this.source = source;
        }

        /// Once, whichever thread asks first; the others wait for it.
        private List<Element> elements() {
            List<Element> held = elements;
            if (held == null) {
                synchronized (this) {
                    held = elements;
                    if (held == null) {
                        held = read();
                        elements = held;
                    }
                }
            }
            return held;
        }

        private List<Element> read() {
            var all = new ArrayList<Element>();
            try (Elements walk = source.open(0)) {
                walk.forEachRemaining(all::add);
            }
            return List.copyOf(all);
        }

        @Override
        public long rows() {
            OptionalLong known = source.cardinality().known();
            return known.isPresent() ? known.getAsLong() : elements().size();
        }

        @Override
        public Element row(long row) {
            return elements().get((int) row);
        }
    }
}
