package org.keras4j.layers;

import module java.base;

/// The hashes by which TensorFlow puts strings into buckets, so that Keras' files keep their meaning.
final class Hashes {
    private static final long K0 = 0xc3a5c85c97cb3127L;
    private static final long K1 = 0xb492b66fbe98f273L;
    private static final long K2 = 0x9ae16a3b2f90404fL;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Hashes() {}

    /// `tf.strings.to_hash_bucket_fast`: FarmHash.
    static long bucket(String text, long buckets) {
        return Long.remainderUnsigned(fingerprint(text), buckets);
    }

    /// `tf.strings.to_hash_bucket_strong`: SipHash.
    static long bucket(String text, long buckets, long key0, long key1) {
        return Long.remainderUnsigned(sipHash(text.getBytes(StandardCharsets.UTF_8), key0, key1), buckets);
    }

    static long fingerprint(String text) {
        return fingerprint(text.getBytes(StandardCharsets.UTF_8));
    }

    /// One fingerprint of two, whose order matters: `tsl::FingerprintCat64`.
    static long joined(long first, long second) {
        long multiplier = 0xc6a4a7935bd1e995L;
        long result = first ^ multiplier;
        result = (result ^ mixed(second * multiplier) * multiplier) * multiplier;
        return mixed(mixed(result) * multiplier);
    }

    // ---- farmhashna::Hash64 (Pike, Google 2014) --------------------------------------------------------------------

    private static long fingerprint(byte[] s) {
        int n = s.length;
        return n <= 16 ? upTo16(s) : n <= 32 ? upTo32(s) : n <= 64 ? upTo64(s) : longer(s);
    }

    private static long upTo16(byte[] s) {
        int n = s.length;
        long multiplier = K2 + n * 2L;
        if (n >= 8) {
            long a = at(s, 0) + K2;
            long b = at(s, n - 8);
            return folded(right(b, 37) * multiplier + a, (right(a, 25) + b) * multiplier, multiplier);
        }
        if (n >= 4) {
            return folded(n + ((intAt(s, 0) & 0xffffffffL) << 3), intAt(s, n - 4) & 0xffffffffL, multiplier);
        }
        if (n > 0) {
            int y = (s[0] & 0xff) + ((s[n >> 1] & 0xff) << 8);
            int z = n + ((s[n - 1] & 0xff) << 2);
            return mixed(y * K2 ^ z * K0) * K2;
        }
        return K2;
    }

    private static long upTo32(byte[] s) {
        int n = s.length;
        long multiplier = K2 + n * 2L;
        long a = at(s, 0) * K1;
        long b = at(s, 8);
        long c = at(s, n - 8) * multiplier;
        long d = at(s, n - 16) * K2;
        return folded(right(a + b, 43) + right(c, 30) + d, a + right(b + K2, 18) + c, multiplier);
    }

    private static long upTo64(byte[] s) {
        int n = s.length;
        long multiplier = K2 + n * 2L;
        long a = at(s, 0) * K2;
        long b = at(s, 8);
        long c = at(s, n - 8) * multiplier;
        long d = at(s, n - 16) * K2;
        long y = right(a + b, 43) + right(c, 30) + d;
        long z = folded(y, a + right(b + K2, 18) + c, multiplier);
        long e = at(s, 16) * multiplier;
        long f = at(s, 24);
        long g = (y + at(s, n - 32)) * multiplier;
        long h = (z + at(s, n - 24)) * multiplier;
        return folded(right(e + f, 43) + right(g, 30) + h, e + right(f + a, 18) + g, multiplier);
    }

    private static long longer(byte[] s) {
        int n = s.length;
        long x = 81;
        long y = 81 * K1 + 113;
        long z = mixed(y * K2 + 113) * K2;
        long[] v = {0, 0};
        long[] w = {0, 0};
        x = x * K2 + at(s, 0);
        int end = (n - 1) / 64 * 64;
        long multiplier = K1;
        for (int from = 0; from <= end; from += 64) {
            boolean last = from == end;
            int p = last ? n - 64 : from;
            if (last) {
                multiplier = K1 + ((z & 0xff) << 1);
                w[0] += (n - 1) & 63;
                v[0] += w[0];
                w[0] += v[0];
            }
            x = right(x + y + v[0] + at(s, p + 8), 37) * multiplier;
            y = right(y + v[1] + at(s, p + 48), 42) * multiplier;
            x ^= w[1] * (last ? 9 : 1);
            y += v[0] * (last ? 9 : 1) + at(s, p + 40);
            z = right(z + w[0], 33) * multiplier;
            v = block(s, p, v[1] * multiplier, x + w[0]);
            w = block(s, p + 32, z + w[1], y + at(s, p + 16));
            long swapped = z;
            z = x;
            x = swapped;
        }
        return folded(folded(v[0], w[0], multiplier) + mixed(y) * K0 + z, folded(v[1], w[1], multiplier) + x, multiplier);
    }

    private static long[] block(byte[] s, int p, long seedA, long seedB) {
        long a = seedA + at(s, p);
        long b = right(seedB + a + at(s, p + 24), 21);
        long c = a;
        a += at(s, p + 8) + at(s, p + 16);
        return new long[] {a + at(s, p + 24), b + right(a, 44) + c};
    }

    private static long folded(long u, long v, long multiplier) {
        long a = mixed((u ^ v) * multiplier);
        return mixed((v ^ a) * multiplier) * multiplier;
    }

    private static long mixed(long x)            { return x ^ x >>> 47; }
    private static long right(long x, int bits)  { return Long.rotateRight(x, bits); }
    private static long at(byte[] s, int p)      { return (long) LONG.get(s, p); }
    private static int intAt(byte[] s, int p)    { return (int) INT.get(s, p); }

    // ---- SipHash-2-4 (Aumasson & Bernstein 2012) -------------------------------------------------------------------

    static long sipHash(byte[] s, long key0, long key1) {
        long[] v = {key0 ^ 0x736f6d6570736575L, key1 ^ 0x646f72616e646f6dL, key0 ^ 0x6c7967656e657261L, key1 ^ 0x7465646279746573L};
        int whole = s.length / 8 * 8;
        for (int p = 0; p < whole; p += 8) {
            absorb(v, at(s, p));
        }
        byte[] rest = Arrays.copyOf(Arrays.copyOfRange(s, whole, s.length), 8);
        rest[7] = (byte) s.length;
        absorb(v, at(rest, 0));
        v[2] ^= 0xff;
        IntStream.range(0, 4).forEach(_ -> round(v));
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void absorb(long[] v, long word) {
        v[3] ^= word;
        round(v);
        round(v);
        v[0] ^= word;
    }

    private static void round(long[] v) {
        v[0] += v[1];
        v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
        v[0] = Long.rotateLeft(v[0], 32);
        v[2] += v[3];
        v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
        v[0] += v[3];
        v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
        v[2] += v[1];
        v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
        v[2] = Long.rotateLeft(v[2], 32);
    }
}
