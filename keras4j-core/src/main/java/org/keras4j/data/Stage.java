package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Philox;

/// A step of a pipeline: what it does, and whence it gets its elements. Opening it for an epoch starts a walk.
sealed interface Stage {
    Elements open(long epoch);

    Cardinality cardinality();

    /// Rows in their own order.
    record Straight(Table table) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Rows(table, row -> row);
        }

        @Override
        public Cardinality cardinality() {
            return new Cardinality.Exactly(table.rows());
        }
    }

    /// Rows in an order that is a function of (seed, epoch).
    record Shuffled(Table table, long seed) implements Stage {
        @Override
        public Elements open(long epoch) {
            long[] order = order(epoch);
            return new Rows(table, row -> order[(int) row]);
        }

        long[] order(long epoch) {
            return Philox.of(seed).at(epoch).permutation(Math.toIntExact(table.rows())).toLongArray();
        }

        @Override
        public Cardinality cardinality() {
            return new Cardinality.Exactly(table.rows());
        }
    }

    final class Rows extends Cursor {
        private final Table table;
        private final LongUnaryOperator order;
        private long at;

        Rows(Table table, LongUnaryOperator order) {
            this.table = table;
            this.order = order;
        }

        @Override
        @Nullable Element advance() {
            return at < table.rows() ? table.row(order.applyAsLong(at++)) : null;
        }

        @Override
        void pass(long count) {
            at += Math.min(count, table.rows() - at);
        }
    }

    /// What a fresh iterator gives; closed with the walk when it can be.
    record Generated(Supplier<? extends Iterator<Element>> iterators) implements Stage {
        @Override
        public Elements open(long epoch) {
            Iterator<Element> iterator = iterators.get();
            return new Cursor() {
                private long at;

                @Override
                @Nullable Element advance() {
                    try {
                        Element element = iterator.hasNext() ? iterator.next() : null;
                        at++;
                        return element;
                    } catch (RuntimeException e) {
                        throw DatasetException.at("generator", at, e);
                    }
                }

                @Override
                void release() {
                    if (iterator instanceof AutoCloseable closeable) {
                        try {
                            closeable.close();
                        } catch (Exception e) {
                            throw DatasetException.at("closing the generator", at, e);
                        }
                    }
                }
            };
        }

        @Override
        public Cardinality cardinality() {
            return Cardinality.Open.UNKNOWN;
        }
    }

    /// Draws each next element from a buffer of `buffer` that is filled from the source.
    record BufferShuffled(Stage source, long seed, int buffer) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Through(source.open(epoch)) {
                private final List<Element> held = new ArrayList<>();
                private final int[] words = new int[2];
                private long at;

                @Override
                @Nullable Element advance() {
                    while (held.size() < buffer && source.hasNext()) {
                        held.add(source.next());
                    }
                    if (held.isEmpty()) {
                        return null;
                    }
                    Philox.bits(seed, epoch, words, 2 * at++, 2);
                    long bits = (long) words[0] << 32 | words[1] & 0xffff_ffffL;
                    int chosen = (int) Math.unsignedMultiplyHigh(bits, held.size());
                    Collections.swap(held, chosen, held.size() - 1);
                    return held.removeLast();
                }
            };
        }

        @Override
        public Cardinality cardinality() {
            return source.cardinality();
        }
    }

    record Mapped(Stage source, UnaryOperator<Element> function) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Through(source.open(epoch)) {
                private long at;

                @Override
                @Nullable Element advance() {
                    if (!source.hasNext()) {
                        return null;
                    }
                    Element element = source.next();
                    try {
                        return Objects.requireNonNull(function.apply(element), "the function gave null");
                    } catch (RuntimeException e) {
                        throw DatasetException.at("map", at, e);
                    } finally {
                        at++;
                    }
                }

                @Override
                void pass(long count) {
                    source.skip(count);
                    at += count;
                }
            };
        }

        @Override
        public Cardinality cardinality() {
            return source.cardinality();
        }
    }

    record Filtered(Stage source, Predicate<Element> wanted) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Through(source.open(epoch)) {
                private long at;

                @Override
                @Nullable Element advance() {
                    while (source.hasNext()) {
                        Element element = source.next();
                        try {
                            if (wanted.test(element)) {
                                return element;
                            }
                        } catch (RuntimeException e) {
                            throw DatasetException.at("filter", at, e);
                        } finally {
                            at++;
                        }
                    }
                    return null;
                }
            };
        }

        @Override
        public Cardinality cardinality() {
            return Cardinality.Open.UNKNOWN;
        }
    }

    record Batched(Stage source, int size, Remainder remainder) implements Stage {
        @Override
        public Elements open(long epoch) {
            return switch (source) {
                case Straight(Table table) -> new TableBatches(table, size, remainder, table::range);
                case Shuffled shuffled -> {
                    long[] order = shuffled.order(epoch);
                    yield new TableBatches(shuffled.table, size, remainder,
                            (from, to) -> shuffled.table.batch(Arrays.copyOfRange(order, (int) from, (int) to)));
                }
                case Generated _, BufferShuffled _, Mapped _, Filtered _, Batched _, Bucketed _, Repeated _, Taken _, Skipped _, Prefetched _ ->
                        new Stacked(source.open(epoch), size, remainder);
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

    /// Batches of samples whose lengths lie between the same two boundaries.
    record Bucketed(Stage source, int size, List<Integer> boundaries) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Buckets(source.open(epoch), size, boundaries);
        }

        @Override
        public Cardinality cardinality() {
            return Cardinality.Open.UNKNOWN;
        }
    }

    final class Buckets extends Through {
        private final int size;
        private final List<Integer> boundaries;
        private final SequencedMap<Integer, List<Element>> waiting = new TreeMap<>();

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
            return Padding.stack(samples, bucket < boundaries.size() ? (long) boundaries.get(bucket) : null);
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
            Element batch = range.batch(at, to);
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
            try {
                return Element.stack(samples);
            } catch (RuntimeException e) {
                throw DatasetException.at("batch", at, e);
            } finally {
                at++;
            }
        }

        @Override
        void pass(long count) {
            source.skip(Math.multiplyExact(count, (long) size));
            at += count;
        }
    }

    /// The source again and again, each time as another epoch of it.
    record Repeated(Stage source, Cardinality times) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Cursor() {
                private Elements round = source.open(epochOf(epoch, 0));
                private long rounds = 1;
                private boolean empty = true;

                @Override
                @Nullable Element advance() {
                    while (!round.hasNext()) {
                        if (empty || times instanceof Cardinality.Exactly(long count) && rounds >= count) {
                            return null;                              // forever nothing is nothing
                        }
                        round.close();
                        round = source.open(epochOf(epoch, rounds++));
                        empty = true;
                    }
                    empty = false;
                    return round.next();
                }

                @Override
                void release() {
                    round.close();
                }
            };
        }

        private long epochOf(long epoch, long round) {
            return epoch * times.known().orElse(1) + round;
        }

        @Override
        public Cardinality cardinality() {
            return switch (times) {
                case Cardinality.Exactly(long count) -> source.cardinality().map(each -> Math.multiplyExact(each, count));
                case Cardinality.Open open -> source.cardinality().equals(new Cardinality.Exactly(0)) ? source.cardinality() : open;
            };
        }
    }

    record Taken(Stage source, long count) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Through(source.open(epoch)) {
                private long left = count;

                @Override
                @Nullable Element advance() {
                    if (left == 0 || !source.hasNext()) {
                        return null;
                    }
                    left--;
                    return source.next();
                }

                @Override
                void pass(long count) {
                    long passed = Math.min(left, count);
                    source.skip(passed);
                    left -= passed;
                }
            };
        }

        @Override
        public Cardinality cardinality() {
            return switch (source.cardinality()) {
                case Cardinality.Exactly(long known) -> new Cardinality.Exactly(Math.min(known, count));
                case Cardinality.Open.INFINITE -> new Cardinality.Exactly(count);
                case Cardinality.Open.UNKNOWN -> Cardinality.Open.UNKNOWN;
            };
        }
    }

    record Skipped(Stage source, long count) implements Stage {
        @Override
        public Elements open(long epoch) {
            Elements elements = source.open(epoch);
            elements.skip(count);
            return elements;
        }

        @Override
        public Cardinality cardinality() {
            return source.cardinality().map(known -> Math.max(0, known - count));
        }
    }

    /// Up to `count` elements made ahead on a thread of its own.
    record Prefetched(Stage source, int count) implements Stage {
        @Override
        public Elements open(long epoch) {
            return new Prefetcher(source.open(epoch), count);
        }

        @Override
        public Cardinality cardinality() {
            return source.cardinality();
        }
    }

    /// A cursor over another walk, which it closes with itself.
    abstract class Through extends Cursor {
        final Elements source;

        Through(Elements source) {
            this.source = source;
        }

        @Override
        void release() {
            source.close();
        }
    }
}
