package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Makes one element of several samples.
sealed interface Batching extends Stage {
    record Batched(Stage source, int size, Remainder remainder) implements Batching {
        @Override
        public Elements open(long epoch) {
            return switch (source) {
                case Source.Straight(Table table) -> new TableBatches(table, size, remainder, table::range);
                case Source.Shuffled shuffled -> {
                    long[] order = shuffled.order(epoch);
                    yield new TableBatches(shuffled.table(), size, remainder,
                            (from, to) -> shuffled.table().batch(Arrays.copyOfRange(order, (int) from, (int) to)));
                }
                case Source.Generated _, Passing _, Batching _ -> new Stacked(source.open(epoch), size, remainder);
            };
        }

        @Override
        public Cardinality cardinality() {
            return source.cardinality().map(count -> switch (remainder) {
                case KEEP -> Math.ceilDiv(count, size);
                case DROP -> count / size;
            });
        }
    }

    /// Batches of samples whose lengths lie between the same two boundaries; without any, all samples in their order.
    record Bucketed(Stage source, int size, List<Integer> boundaries) implements Batching {
        @Override
        public Elements open(long epoch) {
            return new Buckets(source.open(epoch), size, boundaries);
        }

        @Override
        public Cardinality cardinality() {
            return boundaries.isEmpty() ? source.cardinality().map(count -> Math.ceilDiv(count, size)) : Cardinality.Open.UNKNOWN;
        }
    }

    final class Buckets extends Through {
        private final int size;
        private final List<Integer> boundaries;
        private final SequencedMap<Integer, List<Element>> waiting = new TreeMap<>();
        private long at;

        Buckets(Elements source, int size, List<Integer> boundaries) {
            super(source);
            this.size = size;
            this.boundaries = boundaries;
        }

        @Override
        @Nullable Element advance() {
            while (source.hasNext()) {
                Element sample = source.next();
                long length = sample.input().rank() == 0 ? 0 : sample.input().size(0);
                int bucket = (int) boundaries.stream().filter(boundary -> length > boundary).count();
                List<Element> together = waiting.computeIfAbsent(bucket, _ -> new ArrayList<>());
                together.add(sample);
                if (together.size() == size) {
                    waiting.remove(bucket);
                    return stacked(bucket, together);
                }
            }
            var left = waiting.pollFirstEntry();
            return left == null ? null : stacked(left.getKey(), left.getValue());
        }

        private Element stacked(int bucket, List<Element> samples) {
            return DatasetException.naming(boundaries.isEmpty() ? "paddedBatch" : "bucketByLength", at++,
                    () -> Padding.stack(samples, bucket < boundaries.size() ? (long) boundaries.get(bucket) : null));
        }
    }

    /// Batches straight from a table.
    final class TableBatches extends Cursor {
        private final Table table;
        private final int size;
        private final Remainder remainder;
        private final Range range;
        private long at;

        interface Range {
            Element batch(long from, long to);
        }

        TableBatches(Table table, int size, Remainder remainder, Range range) {
            this.table = table;
            this.size = size;
            this.remainder = remainder;
            this.range = range;
        }

        @Override
        @Nullable Element advance() {
            long to = Math.min(table.rows(), at + size);
            if (at >= to || to - at < size && remainder == Remainder.DROP) {
                return null;
            }
            Element batch = DatasetException.naming("batch", at / size, () -> range.batch(at, to));
            at = to;
            return batch;
        }

        @Override
        void pass(long count) {
            at = count >= Math.ceilDiv(table.rows() - at, size) ? table.rows() : at + count * size;
        }
    }

    final class Stacked extends Through {
        private final int size;
        private final Remainder remainder;
        private long at;

        Stacked(Elements source, int size, Remainder remainder) {
            super(source);
            this.size = size;
            this.remainder = remainder;
        }

        @Override
        @Nullable Element advance() {
            var samples = new ArrayList<Element>(size);
            while (samples.size() < size && source.hasNext()) {
                samples.add(source.next());
            }
            if (samples.isEmpty() || samples.size() < size && remainder == Remainder.DROP) {
                return null;
            }
            return DatasetException.naming("batch", at++, () -> Element.stack(samples));
        }

        @Override
        void pass(long count) {
            source.skip(count > Long.MAX_VALUE / size ? Long.MAX_VALUE : count * size);
            at += count;
        }
    }
}
