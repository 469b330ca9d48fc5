package org.keras4j.engine.tensor;

import module java.base;

/// Random numbers without state: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3;
/// 2011). A *draw* is all the numbers of one key and one counter; each is a function of (key, counter, position) alone, so
/// that every back end, every number of threads and every machine gets the same ones, and any part can be made by itself.
///
/// A key is a seed (of a layer, say), a counter a step of training; use each pair for one purpose.
///
/// | word of the cipher | holds                                      |
/// |--------------------|--------------------------------------------|
/// | key 0, key 1       | the low, the high half of the key          |
/// | counter 0, 1       | the low, the high half of `position / 4`   |
/// | counter 2, 3       | the low, the high half of the counter      |
///
/// Word `i` of a draw is output `i mod 4` of the block `i / 4`, and element `i` of an array made here is, where `w` are
/// the words as unsigned numbers and `d(i)` is `2³² w(2i) + w(2i + 1)`:
///
/// | method                    | element `i`                                                                   |
/// |---------------------------|-------------------------------------------------------------------------------|
/// | uniform, up to 32 bits    | `low + (high − low) · ⌊w(i) / 2⁸⌋ / 2²⁴`                                      |
/// | uniform, float64          | `low + (high − low) · ⌊d(i) / 2¹¹⌋ / 2⁵³`                                     |
/// | normal                    | `mean + std · Φ⁻¹(u)`, `u = (w(i) + ½) / 2³²`; in float64 `(⌊d(i) / 2¹¹⌋ + ½) / 2⁵³` |
/// | truncated normal          | the same with `½ + (u − ½) · (Φ(2) − Φ(−2))` for `u`                          |
/// | integers                  | `low + ⌊d(i) · (high − low) / 2⁶⁴⌋`                                           |
/// | Bernoulli                 | `w(i) < threshold(p)`                                                         |
public record Philox(long key, long counter) {
    /// What Φ(2) − Φ(−2) is.
    private static final double WITHIN_TWO = 0.9544997361036416;
    private static final int CHUNK = 1024;

    /// Draw 0 of the key `seed`.
    public static Philox of(long seed) {
        return new Philox(seed, 0);
    }

    /// Draw `counter` of this key.
    public Philox at(long counter) {
        return new Philox(key, counter);
    }

    /// Draw 0 of a key of its own for the `index`-th part of something: made from position `index` of draw −1.
    public Philox fork(long index) {
        var words = new int[2];
        bits(key, -1, words, 2 * index, 2);
        return of((words[0] & 0xffff_ffffL) | (long) words[1] << 32);
    }

    // ---- bits ------------------------------------------------------------------------------------------------------

    /// The four output words for four counter words and two key words.
    public static int[] block(int counter0, int counter1, int counter2, int counter3, int key0, int key1) {
        var words = new int[4];
        PhiloxRounds.block(counter0, counter1, counter2, counter3, key0, key1, words, 0);
        return words;
    }

    /// Words `from` to `from + count` of a draw, into the start of `into`.
    public static void bits(long key, long counter, int[] into, long from, int count) {
        Objects.checkFromIndexSize(0, count, into.length);
        int done = 0;
        if (from % 4 != 0) {
            done = (int) Math.min(count, 4 - from % 4);
            edge(key, counter, into, 0, from, done);
        }
        int blocks = (count - done) / 4;
        PhiloxRounds.blocks(key, counter, (from + done) / 4, blocks, into, done);
        done += 4 * blocks;
        if (done < count) {
            edge(key, counter, into, done, from + done, count - done);
        }
    }

    /// Part of one block.
    private static void edge(long key, long counter, int[] into, int at, long from, int count) {
        var words = new int[4];
        PhiloxRounds.blocks(key, counter, from / 4, 1, words, 0);
        System.arraycopy(words, (int) (from % 4), into, at, count);
    }

    /// Words `from` to `from + count` of a draw as 32-bit numbers in the machine's order, into the start of `into`.
    /// Threads may fill their slices of one segment at the same time.
    public static void bits(long key, long counter, MemorySegment into, long from, long count) {
        Objects.checkFromIndexSize(0, count * 4, into.byteSize());
        var words = new int[(int) Math.min(CHUNK, count)];
        for (long at = 0; at < count; at += CHUNK) {
            int now = (int) Math.min(CHUNK, count - at);
            bits(key, counter, words, from + at, now);
            MemorySegment.copy(words, 0, into, ValueLayout.JAVA_INT_UNALIGNED, at * 4, now);
        }
    }

    // ---- arrays ----------------------------------------------------------------------------------------------------

    /// From `low` (inclusive) to `high` (exclusive), in a floating type; where rounding would reach `high` it is `low`.
    public NDArray uniform(DType dtype, Shape shape, double low, double high) {
        if (!(low < high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException("uniform: expected low < high, both finite, got " + low + " and " + high + ".");
        }
        Source source = source("uniform", dtype);
        return fill(dtype, shape, source, bits -> {
            double unit = source == Source.TWO_WORDS ? (bits >>> 11) * 0x1p-53 : (bits >>> 8) * 0x1p-24;
            double value = low + unit * (high - low);
            return dtype.round(value) < high ? value : low;
        });
    }

    /// Normal numbers of this mean and standard deviation, in a floating type.
    public NDArray normal(DType dtype, Shape shape, double mean, double std) {
        Source source = source("normal", dtype);
        return fill(dtype, shape, source, bits -> mean + std * NormalQuantile.of(centred(source, bits)));
    }

    /// No further than two standard deviations from the mean, as Keras cuts it; what remains deviates by 0.8796 `std`.
    public NDArray truncatedNormal(DType dtype, Shape shape, double mean, double std) {
        Source source = source("truncatedNormal", dtype);
        return fill(dtype, shape, source, bits -> mean + std * NormalQuantile.of(WITHIN_TWO * centred(source, bits)));
    }

    /// Whole numbers from `low` (inclusive) to `high` (exclusive); their chances differ by less than `(high − low) / 2⁶⁴`.
    public NDArray integers(DType dtype, Shape shape, long low, long high) {
        if (!dtype.isInteger() || dtype.round(low) != low || dtype.round(high - 1) != high - 1) {
            throw new IllegalArgumentException("integers: expected an integer type that holds " + low + " to " + (high - 1)
                    + ", got " + dtype + ". Choose int64.");
        }
        if (low >= high) {
            throw new IllegalArgumentException("integers: expected low < high, got " + low + " and " + high + ".");
        }
        var numbers = NDArray.zeros(DType.INT64, shape);
        MemorySegment segment = numbers.segment();
        forElements(shape.elements(), Source.TWO_WORDS, (i, bits) ->
                segment.set(ValueLayout.JAVA_LONG_UNALIGNED, i * 8, low + Math.unsignedMultiplyHigh(bits, high - low)));
        Reference.reachabilityFence(numbers);
        return numbers.cast(dtype);
    }

    /// 0, 1, …, n − 1 in an order that is one of all `n!` with the same chance (Fisher and Yates), as int64: from the last
    /// place to the second, what is at place `i` changes with what is at `⌊d(i) · (i + 1) / 2⁶⁴⌋`.
    public NDArray permutation(int n) {
        var order = new long[n];
        Arrays.setAll(order, i -> i);
        long[] chosen = new long[n];
        forElements(n, Source.TWO_WORDS, (i, bits) -> chosen[(int) i] = Math.unsignedMultiplyHigh(bits, i + 1));
        for (int i = n - 1; i > 0; i--) {
            long other = order[(int) chosen[i]];
            order[(int) chosen[i]] = order[i];
            order[i] = other;
        }
        return NDArray.of(order);
    }

    /// Bool: true with the chance `p`.
    public NDArray bernoulli(Shape shape, double p) {
        long threshold = threshold(p);
        return fill(DType.BOOL, shape, Source.ONE_WORD, bits -> bits < threshold ? 1 : 0);
    }

    /// The number of words, of 2³², that count as true when the chance is `p`: `p · 2³²`, rounded.
    public static long threshold(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("Bernoulli: expected a chance from 0 to 1, got " + p + ".");
        }
        return Math.round(p * 0x1p32);
    }

    // ---- inside ----------------------------------------------------------------------------------------------------

    /// What one element is made of; of two words, the first is the upper half.
    private enum Source { ONE_WORD, TWO_WORDS }

    private interface Element {
        void accept(long index, long bits);
    }

    private static Source source(String what, DType dtype) {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException(what + ": expected a floating type, got " + dtype
                    + ". Cast the result, or draw integers.");
        }
        return dtype == DType.FLOAT64 ? Source.TWO_WORDS : Source.ONE_WORD;
    }

    /// `u − ½`, exactly.
    private static double centred(Source source, long bits) {
        return switch (source) {
            case ONE_WORD -> (bits - (1L << 31) + 0.5) * 0x1p-32;
            case TWO_WORDS -> ((bits >>> 11) - (1L << 52) + 0.5) * 0x1p-53;
        };
    }

    private NDArray fill(DType dtype, Shape shape, Source source, LongToDoubleFunction element) {
        var array = NDArray.zeros(dtype, shape);
        var values = new double[CHUNK];
        long count = array.elements();
        forElements(count, source, (i, bits) -> {
            int at = (int) (i % CHUNK);
            values[at] = element.applyAsDouble(bits);
            if (at == CHUNK - 1 || i == count - 1) {
                array.write(i - at, values, at + 1);
            }
        });
        return array;
    }

    private void forElements(long elements, Source source, Element body) {
        int each = source == Source.TWO_WORDS ? 2 : 1;
        var words = new int[CHUNK * each];
        for (long from = 0; from < elements; from += CHUNK) {
            int count = (int) Math.min(CHUNK, elements - from);
            bits(key, counter, words, from * each, count * each);
            for (int i = 0; i < count; i++) {
                long bits = words[i * each] & 0xffff_ffffL;
                body.accept(from + i, each == 1 ? bits : bits << 32 | words[2 * i + 1] & 0xffff_ffffL);
            }
        }
    }
}
