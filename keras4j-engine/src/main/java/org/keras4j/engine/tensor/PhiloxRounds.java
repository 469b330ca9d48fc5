package org.keras4j.engine.tensor;

/// The ten rounds of Philox 4x32: plainly here, several blocks at a time in [PhiloxVector] where the Vector API is there.
final class PhiloxRounds {
    static final int ROUNDS = 10;
    static final long MULTIPLIER_0 = 0xD251_1F53L;
    static final long MULTIPLIER_1 = 0xCD9E_8D57L;
    static final int WEYL_0 = 0x9E37_79B9;
    static final int WEYL_1 = 0xBB67_AE85;
    static final long LOW = 0xffff_ffffL;

    private static final boolean VECTOR = Vectors.areAvailable();

    /// Until C2 is done with it, after about 0.2 s, vector code is a hundred times slower than plain code: not for those
    /// who only want a few weights. Threads may miscount as they like, for both ways give the same.
    private static final int BLOCKS_BEFORE_VECTORS = 1 << 22;
    private static int blocksSoFar;

    private PhiloxRounds() {}

    /// `count` blocks of a draw from `first` on, four words each, into `into` from `at` on.
    static void blocks(long key, long counter, long first, int count, int[] into, int at) {
        int done = 0;
        if (VECTOR && blocksSoFar >= BLOCKS_BEFORE_VECTORS) {
            done = PhiloxVector.blocks(key, counter, first, count, into, at);
        } else {
            blocksSoFar += Math.min(count, BLOCKS_BEFORE_VECTORS);
        }
        plainBlocks(key, counter, first + done, count - done, into, at + 4 * done);
    }

    static void plainBlocks(long key, long counter, long first, int count, int[] into, int at) {
        for (int i = 0; i < count; i++) {
            long index = first + i;
            block((int) index, (int) (index >>> 32), (int) counter, (int) (counter >>> 32), (int) key, (int) (key >>> 32),
                    into, at + 4 * i);
        }
    }

    static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] into, int at) {
        for (int round = 0; round < ROUNDS; round++) {
            long a = MULTIPLIER_0 * (c0 & LOW);
            long b = MULTIPLIER_1 * (c2 & LOW);
            c0 = (int) (b >>> 32) ^ c1 ^ k0;
            c1 = (int) b;
            c2 = (int) (a >>> 32) ^ c3 ^ k1;
            c3 = (int) a;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        into[at] = c0;
        into[at + 1] = c1;
        into[at + 2] = c2;
        into[at + 3] = c3;
    }
}
