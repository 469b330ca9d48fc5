package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Philox;

/// Where a pipeline begins.
sealed interface Source extends Stage {
    /// Rows in their own order.
    record Straight(Table table) implements Source {
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
    record Shuffled(Table table, long seed) implements Source {
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
    record Generated(Supplier<? extends Iterator<Element>> iterators) implements Source {
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
}
