package org.keras4j.data;

import module java.base;

/// The order into which `numpy.random.RandomState(seed).shuffle` brings numbers: the Mersenne Twister (Matsumoto & Nishimura 1998) and
/// Fisher-Yates from the end, so that splits are those of Keras.
public final class NumPyShuffle {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;

    private final int[] state = new int[SIZE];
    private int at = SIZE;

    private NumPyShuffle(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    /// The orders of several arrays that are shuffled one after the other.
    public static List<int[]> orders(int seed, int... lengths) {
        var random = new NumPyShuffle(seed);
        return IntStream.of(lengths).mapToObj(random::order).toList();
    }

    /// Which element stands at each place afterwards.
    public static int[] order(int seed, int length) {
        return orders(seed, length).getFirst();
    }

    private int[] order(int length) {
        int[] order = IntStream.range(0, length).toArray();
        for (int i = length - 1; i > 0; i--) {
            int j = upTo(i);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    private int upTo(int most) {
        int mask = most == 0 ? 0 : -1 >>> Integer.numberOfLeadingZeros(most);
        int drawn;
        do {
            drawn = next() & mask;
        } while (drawn > most);
        return drawn;
    }

    private int next() {
        if (at == SIZE) {
            for (int i = 0; i < SIZE; i++) {
                int y = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
                state[i] = state[(i + MIDDLE) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }
            at = 0;
        }
        int y = state[at++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }
}
