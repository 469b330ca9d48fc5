package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.Philox;

/// Lets the elements of another stage pass one by one: changed, in another order, some of them, again and again.
sealed interface Passing extends Stage {
    Stage source();

    /// As many as come, unless it says otherwise.
    @Override
    default Cardinality cardinality() {
        return source().cardinality();
    }

    /// Draws each next element from a buffer of `buffer` that is filled from the source.
    record BufferShuffled(Stage source, long seed, int buffer) implements Passing {
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
    }

    record Mapped(Stage source, UnaryOperator<Element> function, int threads) implements Passing {
        @Override
        public Elements open(long epoch) {
            return threads > 1 ? new ParallelMap(source.open(epoch), function, threads) : new Through(source.open(epoch)) {
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
    }

    record Filtered(Stage source, Predicate<Element> wanted) implements Passing {
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

    /// The source again and again, each time as another epoch of it.
    record Repeated(Stage source, Cardinality times) implements Passing {
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

    record Taken(Stage source, long count) implements Passing {
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

    record Skipped(Stage source, long count) implements Passing {
        @Override
        public Elements open(long epoch) {
            Elements elements = source.open(epoch);
            try {
                elements.skip(count);
                return elements;
            } catch (Throwable e) {
                elements.close();                                     // nobody else knows of it yet
                throw e;
            }
        }

        @Override
        public Cardinality cardinality() {
            return source.cardinality().map(known -> Math.max(0, known - count));
        }
    }

    /// Up to `count` elements made ahead on a thread of its own.
    record Prefetched(Stage source, int count) implements Passing {
        @Override
        public Elements open(long epoch) {
            return new Prefetcher(source.open(epoch), count);
        }
    }
}
