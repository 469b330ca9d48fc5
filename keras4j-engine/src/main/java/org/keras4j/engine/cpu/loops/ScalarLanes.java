package org.keras4j.engine.cpu.loops;

import module java.base;
import org.keras4j.engine.tensor.DType;

import static org.keras4j.engine.cpu.loops.Memory.ALL;

/// What expressions mean for one value. Printed kernels call these methods by name: see [Dialect].
final class ScalarLanes {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private ScalarLanes() {}

    // ---- memory ----------------------------------------------------------------------------------------------------

    static float loadFloat32(long at)   { return ALL.get(FLOAT, at); }
    static double loadFloat64(long at)  { return ALL.get(DOUBLE, at); }
    static float loadBfloat16(long at)  { return DType.bfloat16ToFloat(ALL.get(SHORT, at)); }
    static float loadFloat16(long at)   { return Float.float16ToFloat(ALL.get(SHORT, at)); }
    static int loadInt8(long at)        { return ALL.get(BYTE, at); }
    static int loadUint8(long at)       { return ALL.get(BYTE, at) & 0xff; }
    static int loadInt32(long at)       { return ALL.get(INT, at); }
    static long loadInt64(long at)      { return ALL.get(LONG, at); }
    static boolean loadBool(long at)    { return ALL.get(BYTE, at) != 0; }

    static void storeFloat32(float x, long at)  { ALL.set(FLOAT, at, x); }
    static void storeFloat64(double x, long at) { ALL.set(DOUBLE, at, x); }
    static void storeBfloat16(float x, long at) { ALL.set(SHORT, at, DType.floatToBfloat16(x)); }
    static void storeFloat16(float x, long at)  { ALL.set(SHORT, at, Float.floatToFloat16(x)); }
    static void storeInt8(int x, long at)       { ALL.set(BYTE, at, (byte) x); }
    static void storeUint8(int x, long at)      { ALL.set(BYTE, at, (byte) x); }
    static void storeInt32(int x, long at)      { ALL.set(INT, at, x); }
    static void storeInt64(long x, long at)     { ALL.set(LONG, at, x); }
    static void storeBool(boolean x, long at)   { ALL.set(BYTE, at, (byte) (x ? 1 : 0)); }

    /// Element `i` of integers.
    static long load(Lane lane, MemorySegment s, long i) {
        return lane == Lane.INT64 ? s.get(LONG, i * 8) : s.get(INT, i * 4);
    }

    /// The last bits of `x` as element `i` of integers.
    static void store(DType dtype, long x, MemorySegment s, long i) {
        switch (dtype) {
            case INT8, UINT8 -> s.set(BYTE, i, (byte) x);
            case INT32 -> s.set(INT, i * 4, (int) x);
            case INT64 -> s.set(LONG, i * 8, x);
            case BOOL, BFLOAT16, FLOAT16, FLOAT32, FLOAT64 -> throw new AssertionError(dtype);
        }
    }

    static void fill(float x, long at, int count)  { for (int i = 0; i < count; i++) { ALL.set(FLOAT, at + i * 4L, x); } }
    static void fill(double x, long at, int count) { for (int i = 0; i < count; i++) { ALL.set(DOUBLE, at + i * 8L, x); } }
    static void fill(int x, long at, int count)    { for (int i = 0; i < count; i++) { ALL.set(INT, at + i * 4L, x); } }
    static void fill(long x, long at, int count)   { for (int i = 0; i < count; i++) { ALL.set(LONG, at + i * 8L, x); } }

    // ---- float32 ---------------------------------------------------------------------------------------------------

    static float negate(float x)        { return -x; }
    static float abs(float x)           { return Math.abs(x); }
    static float sign(float x)          { return Math.signum(x); }
    static float square(float x)        { return x * x; }
    static float relu(float x)          { return Math.max(x, 0f); }
    static float sqrt(float x)          { return (float) Math.sqrt(x); }
    static float rsqrt(float x)         { return 1f / (float) Math.sqrt(x); }
    static float reciprocal(float x)    { return 1f / x; }
    static float exp(float x)           { return (float) StrictMath.exp(x); }
    static float expm1(float x)         { return (float) StrictMath.expm1(x); }
    static float log(float x)           { return (float) StrictMath.log(x); }
    static float log1p(float x)         { return (float) StrictMath.log1p(x); }
    static float sin(float x)           { return (float) StrictMath.sin(x); }
    static float cos(float x)           { return (float) StrictMath.cos(x); }
    static float tanh(float x)          { return (float) StrictMath.tanh(x); }
    static float sigmoid(float x)       { return (float) sigmoid((double) x); }
    static float softplus(float x)      { return (float) softplus((double) x); }
    static float erf(float x)           { return (float) erf((double) x); }
    static float floor(float x)         { return (float) Math.floor(x); }
    static float ceil(float x)          { return (float) Math.ceil(x); }
    static float round(float x)         { return (float) Math.rint(x); }

    static float add(float a, float b)      { return a + b; }
    static float subtract(float a, float b) { return a - b; }
    static float multiply(float a, float b) { return a * b; }
    static float divide(float a, float b)   { return a / b; }
    static float max(float a, float b)      { return Math.max(a, b); }
    static float min(float a, float b)      { return Math.min(a, b); }
    static float power(float a, float b)    { return (float) StrictMath.pow(a, b); }

    static float remainder(float a, float b) {
        float r = a % b;
        return r != 0 && r < 0 != b < 0 ? r + b : r;
    }

    static boolean equal(float a, float b)        { return a == b; }
    static boolean notEqual(float a, float b)     { return a != b; }
    static boolean less(float a, float b)         { return a < b; }
    static boolean lessEqual(float a, float b)    { return a <= b; }
    static boolean greater(float a, float b)      { return a > b; }
    static boolean greaterEqual(float a, float b) { return a >= b; }
    static float select(boolean c, float a, float b) { return c ? a : b; }

    static double toFloat64(float x)  { return x; }
    static int toInt32(float x)       { return (int) x; }
    static long toInt64(float x)      { return (long) x; }
    static boolean toBool(float x)    { return x != 0; }

    // ---- float64 ---------------------------------------------------------------------------------------------------

    static double negate(double x)        { return -x; }
    static double abs(double x)           { return Math.abs(x); }
    static double sign(double x)          { return Math.signum(x); }
    static double square(double x)        { return x * x; }
    static double relu(double x)          { return Math.max(x, 0d); }
    static double sqrt(double x)          { return Math.sqrt(x); }
    static double rsqrt(double x)         { return 1 / Math.sqrt(x); }
    static double reciprocal(double x)    { return 1 / x; }
    static double exp(double x)           { return StrictMath.exp(x); }
    static double expm1(double x)         { return StrictMath.expm1(x); }
    static double log(double x)           { return StrictMath.log(x); }
    static double log1p(double x)         { return StrictMath.log1p(x); }
    static double sin(double x)           { return StrictMath.sin(x); }
    static double cos(double x)           { return StrictMath.cos(x); }
    static double tanh(double x)          { return StrictMath.tanh(x); }
    static double sigmoid(double x)       { return 1 / (1 + StrictMath.exp(-x)); }
    static double softplus(double x)      { return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))); }
    static double floor(double x)         { return Math.floor(x); }
    static double ceil(double x)          { return Math.ceil(x); }
    static double round(double x)         { return Math.rint(x); }

    /// The series 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5·…·(2n+1)) (Abramowitz and Stegun 7.1.6), whose terms all have one
    /// sign. Beyond 6 the result is 1 in double precision.
    static double erf(double x) {
        if (!(Math.abs(x) < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    static double add(double a, double b)      { return a + b; }
    static double subtract(double a, double b) { return a - b; }
    static double multiply(double a, double b) { return a * b; }
    static double divide(double a, double b)   { return a / b; }
    static double max(double a, double b)      { return Math.max(a, b); }
    static double min(double a, double b)      { return Math.min(a, b); }
    static double power(double a, double b)    { return StrictMath.pow(a, b); }

    static double remainder(double a, double b) {
        double r = a % b;
        return r != 0 && r < 0 != b < 0 ? r + b : r;
    }

    static boolean equal(double a, double b)        { return a == b; }
    static boolean notEqual(double a, double b)     { return a != b; }
    static boolean less(double a, double b)         { return a < b; }
    static boolean lessEqual(double a, double b)    { return a <= b; }
    static boolean greater(double a, double b)      { return a > b; }
    static boolean greaterEqual(double a, double b) { return a >= b; }
    static double select(boolean c, double a, double b) { return c ? a : b; }

    static float toFloat32(double x)  { return (float) x; }
    static int toInt32(double x)      { return (int) x; }
    static long toInt64(double x)     { return (long) x; }
    static boolean toBool(double x)   { return x != 0; }

    // ---- int32 -----------------------------------------------------------------------------------------------------

    static int columnIndex(int column) { return column; }

    static int negate(int x) { return -x; }
    static int abs(int x)    { return Math.abs(x); }
    static int sign(int x)   { return Integer.signum(x); }
    static int square(int x) { return x * x; }
    static int relu(int x)   { return Math.max(x, 0); }
    static int not(int x)    { return ~x; }

    static int add(int a, int b)       { return a + b; }
    static int subtract(int a, int b)  { return a - b; }
    static int multiply(int a, int b)  { return a * b; }
    static int divide(int a, int b)    { return b == 0 ? 0 : Math.floorDiv(a, b); }
    static int max(int a, int b)       { return Math.max(a, b); }
    static int min(int a, int b)       { return Math.min(a, b); }
    static int power(int a, int b)     { return (int) power((long) a, (long) b); }
    static int remainder(int a, int b) { return b == 0 ? 0 : Math.floorMod(a, b); }
    static int and(int a, int b)       { return a & b; }
    static int or(int a, int b)        { return a | b; }
    static int xor(int a, int b)       { return a ^ b; }

    static boolean equal(int a, int b)        { return a == b; }
    static boolean notEqual(int a, int b)     { return a != b; }
    static boolean less(int a, int b)         { return a < b; }
    static boolean lessEqual(int a, int b)    { return a <= b; }
    static boolean greater(int a, int b)      { return a > b; }
    static boolean greaterEqual(int a, int b) { return a >= b; }
    static int select(boolean c, int a, int b) { return c ? a : b; }

    static float toFloat32(int x)  { return x; }
    static double toFloat64(int x) { return x; }
    static long toInt64(int x)     { return x; }
    static boolean toBool(int x)   { return x != 0; }

    // ---- int64 -----------------------------------------------------------------------------------------------------

    static long negate(long x) { return -x; }
    static long abs(long x)    { return Math.abs(x); }
    static long sign(long x)   { return Long.signum(x); }
    static long square(long x) { return x * x; }
    static long relu(long x)   { return Math.max(x, 0); }
    static long not(long x)    { return ~x; }

    static long add(long a, long b)       { return a + b; }
    static long subtract(long a, long b)  { return a - b; }
    static long multiply(long a, long b)  { return a * b; }
    static long divide(long a, long b)    { return b == 0 ? 0 : Math.floorDiv(a, b); }
    static long max(long a, long b)       { return Math.max(a, b); }
    static long min(long a, long b)       { return Math.min(a, b); }
    static long remainder(long a, long b) { return b == 0 ? 0 : Math.floorMod(a, b); }
    static long and(long a, long b)       { return a & b; }
    static long or(long a, long b)        { return a | b; }
    static long xor(long a, long b)       { return a ^ b; }

    static long power(long a, long b) {
        if (b < 0) {
            return a == 1 ? 1 : a == -1 ? 1 - 2 * (b & 1) : 0;
        }
        long result = 1;
        for (long square = a, left = b; left != 0; left >>= 1, square *= square) {
            result *= (left & 1) == 1 ? square : 1;
        }
        return result;
    }

    static boolean equal(long a, long b)        { return a == b; }
    static boolean notEqual(long a, long b)     { return a != b; }
    static boolean less(long a, long b)         { return a < b; }
    static boolean lessEqual(long a, long b)    { return a <= b; }
    static boolean greater(long a, long b)      { return a > b; }
    static boolean greaterEqual(long a, long b) { return a >= b; }
    static long select(boolean c, long a, long b) { return c ? a : b; }

    static float toFloat32(long x)  { return x; }
    static double toFloat64(long x) { return x; }
    static int toInt32(long x)      { return (int) x; }
    static boolean toBool(long x)   { return x != 0; }

    // ---- bool ------------------------------------------------------------------------------------------------------

    static boolean not(boolean x)                 { return !x; }
    static boolean and(boolean a, boolean b)      { return a & b; }
    static boolean or(boolean a, boolean b)       { return a | b; }
    static boolean xor(boolean a, boolean b)      { return a ^ b; }
    static boolean equal(boolean a, boolean b)    { return a == b; }
    static boolean notEqual(boolean a, boolean b) { return a != b; }
    static boolean select(boolean c, boolean a, boolean b) { return c ? a : b; }

    static float toFloat32(boolean x)  { return x ? 1 : 0; }
    static double toFloat64(boolean x) { return x ? 1 : 0; }
    static int toInt32(boolean x)      { return x ? 1 : 0; }
    static long toInt64(boolean x)     { return x ? 1 : 0; }
}
