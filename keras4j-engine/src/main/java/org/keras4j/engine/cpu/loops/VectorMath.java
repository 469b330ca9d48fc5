package org.keras4j.engine.cpu.loops;

import jdk.incubator.vector.*;

import static jdk.incubator.vector.VectorOperators.*;
import static org.keras4j.engine.cpu.loops.VectorLanes.F;
import static org.keras4j.engine.cpu.loops.VectorLanes.broadcast;
import static org.keras4j.engine.cpu.loops.VectorLanes.withSignOf;

/// Transcendental functions of float32 vectors, of nothing but + − × ÷, fma, compare, blend and integer shifts: those give
/// the same bits interpreted and compiled, the Vector API's own EXP, LOG, TANH, … don't.
///
/// exp and log after S. Moshier's Cephes (`expf.c`, `logf.c`), erf, sin and cos after N. Juffa; [VectorPower]
/// has the power. For the sake of [InlinedCalls], functions are made of parts of some dozen operations and call nothing else.
final class VectorMath {
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HI = 0.693359375f;
    private static final float LN2_LO = -2.12194440e-4f;
    /// 1.5 · 2²³: what is added to it is rounded to an integer, which stands in its last bits; of its own, these and more are 0.
    private static final float INTEGERS = 12582912f;
    private static final int ONE_BITS = 0x3f800000;
    private static final int SQRT_HALF_BITS = 0x3f3504f3;
    /// Sine and cosine of larger numbers need more of π than three floats.
    private static final float TRIGONOMETRIC_LIMIT = 30000f;

    private VectorMath() {}

    /// a · x + c
    static FloatVector fma(FloatVector a, FloatVector x, float c) {
        return a.fma(x, broadcast(c));
    }

    // ---- exp -------------------------------------------------------------------------------------------------------

    static FloatVector exp(FloatVector x) {
        FloatVector octaves = octaves(x);
        return octavesHigher(x, expm1WithoutOctaves(x, octaves), octaves);
    }

    /// As [#exp], but 0 below 10⁻³⁸ and infinite from 2.4 · 10³⁸: where 1 is added to it, that's the same.
    static FloatVector expOfMiddle(FloatVector x) {
        FloatVector octaves = octaves(x);
        return octavesHigherInMiddle(x, expm1WithoutOctaves(x, octaves), octaves);
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector octaves = octaves(x);
        return octavesHigherLess1(x, expm1WithoutOctaves(x, octaves), octaves);
    }

    /// x / ln(2), rounded, above [#INTEGERS]
    private static FloatVector octaves(FloatVector x) {
        return fma(x, broadcast(LOG2_E), INTEGERS);
    }

    /// exp(r) − 1 with r = x − octaves · ln(2), so that |r| ≤ ln(2) / 2
    private static FloatVector expm1WithoutOctaves(FloatVector x, FloatVector octaves) {
        FloatVector n = octaves.sub(INTEGERS);
        FloatVector r = n.fma(broadcast(-LN2_LO), n.fma(broadcast(-LN2_HI), x));
        FloatVector square = r.mul(r);
        FloatVector high = fma(broadcast(1.9875691500e-4f), r, 1.3981999507e-3f);
        FloatVector middle = fma(broadcast(8.3334519073e-3f), r, 4.1665795894e-2f);
        FloatVector low = fma(broadcast(1.6666665459e-1f), r, 5.0000001201e-1f);
        return high.fma(square, middle).fma(square, low).fma(square, r);
    }

    /// 2ⁿ of what has n in its last nine bits, as what [#octaves] answers.
    private static FloatVector powerOfTwo(IntVector n) {
        return n.lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
    }

    /// In two steps of half the exponent, since 2⁻¹⁴⁹ to 2¹²⁸ isn't within one float's exponents.
    private static FloatVector octavesHigher(FloatVector x, FloatVector p, FloatVector octaves) {
        IntVector n = octaves.reinterpretAsInts();
        IntVector half = n.lanewise(ASHR, 1);
        FloatVector scale = powerOfTwo(half);
        return p.fma(scale, scale).mul(powerOfTwo(n.sub(half)))
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.73f)).blend(0f, x.compare(LT, -103.98f));
    }

    private static FloatVector octavesHigherInMiddle(FloatVector x, FloatVector p, FloatVector octaves) {
        FloatVector scale = powerOfTwo(octaves.reinterpretAsInts());
        return p.fma(scale, scale)
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.3f)).blend(0f, x.compare(LT, -87.3f));
    }

    /// 2ⁿ (p + 1) − 1, with half of 2ⁿ since exp(x) may reach 2¹²⁸.
    private static FloatVector octavesHigherLess1(FloatVector x, FloatVector p, FloatVector octaves) {
        FloatVector half = powerOfTwo(octaves.reinterpretAsInts().sub(1));
        FloatVector result = p.fma(half, half.sub(0.5f));
        return result.add(result)
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.73f)).blend(-1f, x.compare(LT, -20f));
    }

    // ---- log -------------------------------------------------------------------------------------------------------

    static FloatVector log(FloatVector x) {
        FloatVector normal = withoutSubnormals(x);
        IntVector octave = octaveOf(normal);
        FloatVector m = withoutOctave(normal, octave);
        return logSum(x, octave, m, logTail(m));
    }

    private static FloatVector withoutSubnormals(FloatVector x) {
        return x.blend(x.mul(0x1p25f), x.compare(LT, Float.MIN_NORMAL));
    }

    /// n of x = m · 2ⁿ with √½ ≤ m < √2
    static IntVector octaveOf(FloatVector x) {
        return x.reinterpretAsInts().sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    }

    /// m − 1 of it
    static FloatVector withoutOctave(FloatVector x, IntVector octave) {
        return x.reinterpretAsInts().sub(octave.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    }

    /// log(1 + m) − m + m² / 2
    private static FloatVector logTail(FloatVector m) {
        FloatVector p = fma(broadcast(7.0376836292e-2f), m, -1.1514610310e-1f);
        p = fma(p, m, 1.1676998740e-1f);
        p = fma(p, m, -1.2420140846e-1f);
        p = fma(p, m, 1.4249322787e-1f);
        p = fma(p, m, -1.6668057665e-1f);
        p = fma(p, m, 2.0000714765e-1f);
        p = fma(p, m, -2.4999993993e-1f);
        p = fma(p, m, 3.3333331174e-1f);
        return p.mul(m).mul(m.mul(m));
    }

    private static FloatVector logSum(FloatVector x, IntVector octave, FloatVector m, FloatVector tail) {
        FloatVector e = (FloatVector) octave.convert(I2F, 0);
        e = e.blend(e.sub(25f), x.compare(LT, Float.MIN_NORMAL));
        FloatVector result = e.fma(broadcast(LN2_HI), m.add(m.mul(m).fma(broadcast(-0.5f), e.fma(broadcast(LN2_LO), tail))));
        return result.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY)).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f))
                .blend(Float.NaN, x.compare(LT, 0f)).blend(x, x.compare(NE, x));
    }

    static FloatVector log1p(FloatVector x) {
        FloatVector u = plus1(x);
        return withWhatRoundingLost(x, u, log(u));
    }

    private static FloatVector plus1(FloatVector x) {
        return x.add(1f);
    }

    /// log(u) + (x − (u − 1)) / u with u = 1 + x
    private static FloatVector withWhatRoundingLost(FloatVector x, FloatVector u, FloatVector log) {
        FloatVector lost = x.sub(u.sub(1f)).div(u);
        return log.blend(log.add(lost), u.compare(GT, 0f).and(x.compare(LT, Float.POSITIVE_INFINITY)));
    }

    // ---- what exp and log are for ----------------------------------------------------------------------------------

    static FloatVector sigmoid(FloatVector x) {
        return reciprocalOf1Plus(expOfMiddle(VectorLanes.negate(x)));
    }

    private static FloatVector reciprocalOf1Plus(FloatVector x) {
        return broadcast(1f).div(x.add(1f));
    }

    static FloatVector softplus(FloatVector x) {
        return plusPositive(log1p(expOfMiddle(minusSize(x))), x);
    }

    private static FloatVector minusSize(FloatVector x) {
        return x.abs().neg();
    }

    private static FloatVector plusPositive(FloatVector y, FloatVector x) {
        return y.add(x.max(0f));
    }

    /// e / (e + 2) with e = exp(2 |x|) − 1
    static FloatVector tanh(FloatVector x) {
        FloatVector twice = twiceTheSize(x);
        FloatVector octaves = octaves(twice);
        return tanhOf(x, twice, expm1WithoutOctaves(twice, octaves), octaves);
    }

    private static FloatVector twiceTheSize(FloatVector x) {
        return x.abs().mul(2f);
    }

    private static FloatVector tanhOf(FloatVector x, FloatVector twice, FloatVector p, FloatVector octaves) {
        FloatVector scale = powerOfTwo(octaves.reinterpretAsInts());
        FloatVector e = p.fma(scale, scale.sub(1f));
        return withSignOf(x, e.div(e.add(2f)).blend(1f, twice.compare(GT, 20f)));
    }

    static FloatVector erf(FloatVector x) {
        return erfNearOrFar(x, erfNear(x), expOfMiddle(erfExponent(x)));
    }

    private static FloatVector erfNear(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector p = fma(broadcast(-5.96761703e-4f), square, 4.99119423e-3f);
        p = fma(p, square, -2.67681349e-2f);
        p = fma(p, square, 1.12819925e-1f);
        p = fma(p, square, -3.76125336e-1f);
        p = fma(p, square, 1.28379166e-1f);
        return p.fma(x, x);
    }

    private static FloatVector erfExponent(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector q = fma(broadcast(-1.72853470e-5f), size, 3.83197126e-4f);
        q = q.fma(x.mul(x), fma(broadcast(-3.88396438e-3f), size, 2.42546219e-2f));
        q = fma(q, size, -1.06777877e-1f);
        q = fma(q, size, -6.34846687e-1f);
        q = fma(q, size, -1.28717512e-1f);
        return q.fma(size, size.neg());
    }

    private static FloatVector erfNearOrFar(FloatVector x, FloatVector near, FloatVector exp) {
        FloatVector far = broadcast(1f).sub(exp).blend(1f, x.abs().compare(GT, 4f));
        return near.blend(withSignOf(x, far), x.abs().compare(GT, 0.927734375f));
    }

    // ---- sine and cosine -------------------------------------------------------------------------------------------

    static FloatVector sin(FloatVector x) {
        FloatVector quarters = quarters(x);
        FloatVector r = withoutQuarters(x, quarters);
        return sinOrRare(x, turned(sinOfQuarter(r), cosOfQuarter(r), quarters.reinterpretAsInts()));
    }

    static FloatVector cos(FloatVector x) {
        FloatVector quarters = quarters(x);
        FloatVector r = withoutQuarters(x, quarters);
        return cosOrRare(x, turned(cosOfQuarter(r), negativeSinOfQuarter(r), quarters.reinterpretAsInts()));
    }

    /// x / (π/2), rounded, above [#INTEGERS]
    private static FloatVector quarters(FloatVector x) {
        return fma(x, broadcast(0.636619747f), INTEGERS);
    }

    /// x − n · π/2, with π/2 in three parts
    private static FloatVector withoutQuarters(FloatVector x, FloatVector quarters) {
        FloatVector n = quarters.sub(INTEGERS);
        FloatVector r = n.fma(broadcast(-1.57079601e+00f), x);
        r = n.fma(broadcast(-3.13916473e-07f), r);
        return n.fma(broadcast(-5.39030253e-15f), r);
    }

    private static FloatVector sinOfQuarter(FloatVector r) {
        FloatVector square = r.mul(r);
        FloatVector s = fma(broadcast(2.86567956e-6f), square, -1.98559923e-4f);
        s = fma(s, square, 8.33338592e-3f);
        s = fma(s, square, -1.66666672e-1f);
        return s.mul(square).fma(r, r);
    }

    private static FloatVector negativeSinOfQuarter(FloatVector r) {
        return sinOfQuarter(r).neg();
    }

    private static FloatVector cosOfQuarter(FloatVector r) {
        FloatVector square = r.mul(r);
        FloatVector c = fma(broadcast(2.44677067e-5f), square, -1.38877297e-3f);
        c = fma(c, square, 4.16666567e-2f);
        c = fma(c, square, -5.00000000e-1f);
        return fma(c, square, 1f);
    }

    /// `here`, or a quarter further, or half a turn from either
    private static FloatVector turned(FloatVector here, FloatVector quarterFurther, IntVector quarters) {
        FloatVector result = here.blend(quarterFurther, quarters.and(1).compare(NE, 0).cast(F));
        return result.blend(result.neg(), quarters.and(2).compare(NE, 0).cast(F));
    }

    private static FloatVector sinOrRare(FloatVector x, FloatVector result) {
        VectorMask<Float> rare = x.abs().compare(GT, TRIGONOMETRIC_LIMIT);
        return rare.anyTrue() ? rareSin(x, result, rare) : result;
    }

    private static FloatVector cosOrRare(FloatVector x, FloatVector result) {
        VectorMask<Float> rare = x.abs().compare(GT, TRIGONOMETRIC_LIMIT);
        return rare.anyTrue() ? rareCos(x, result, rare) : result;
    }

    static FloatVector rareSin(FloatVector x, FloatVector result, VectorMask<Float> rare) {
        for (int i = 0; i < VectorLanes.LENGTH; i++) {
            result = rare.laneIsSet(i) ? result.withLane(i, ScalarLanes.sin(x.lane(i))) : result;
        }
        return result;
    }

    static FloatVector rareCos(FloatVector x, FloatVector result, VectorMask<Float> rare) {
        for (int i = 0; i < VectorLanes.LENGTH; i++) {
            result = rare.laneIsSet(i) ? result.withLane(i, ScalarLanes.cos(x.lane(i))) : result;
        }
        return result;
    }
}
