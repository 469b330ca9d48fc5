package org.keras4j.engine.cpu.loops;

import jdk.incubator.vector.*;

import static jdk.incubator.vector.VectorOperators.*;
import static org.keras4j.engine.cpu.loops.VectorLanes.F;
import static org.keras4j.engine.cpu.loops.VectorLanes.broadcast;
import static org.keras4j.engine.cpu.loops.VectorLanes.withSignOf;

/// Transcendental functions of float32 vectors, of nothing but + − × ÷, fma, compare, blend and integer shifts: those give
/// the same bits interpreted and compiled, the Vector API's own EXP, LOG, TANH, … don't.
///
/// exp, log and tanh after S. Moshier's Cephes (`expf.c`, `logf.c`, `tanhf.c`), erf, sin, cos and the double-float
/// logarithm after N. Juffa.
final class VectorMath {
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HI = 0.693359375f;
    private static final float LN2_LO = -2.12194440e-4f;
    /// 1.5 · 2²³: what is added to it is rounded to an integer, which stands in its last bits.
    private static final float INTEGERS = 12582912f;
    private static final int INTEGERS_BITS = 0x4b400000;
    private static final int SQRT_HALF_BITS = 0x3f3504f3;
    /// Sine and cosine of larger numbers need more of π than three floats.
    private static final float TRIGONOMETRIC_LIMIT = 30000f;

    private VectorMath() {}

    /// a · x + c
    private static FloatVector fma(FloatVector a, FloatVector x, float c) {
        return a.fma(x, broadcast(c));
    }

    /// exp(r) − 1 for |r| ≤ ln(2) / 2
    private static FloatVector expm1Reduced(FloatVector r) {
        FloatVector p = fma(broadcast(1.9875691500e-4f), r, 1.3981999507e-3f);
        p = fma(p, r, 8.3334519073e-3f);
        p = fma(p, r, 4.1665795894e-2f);
        p = fma(p, r, 1.6666665459e-1f);
        p = fma(p, r, 5.0000001201e-1f);
        return p.fma(r.mul(r), r);
    }

    /// x / ln(2), rounded, above [#INTEGERS]
    private static FloatVector octaves(FloatVector x) {
        return fma(x, broadcast(LOG2_E), INTEGERS);
    }

    private static FloatVector withoutOctaves(FloatVector x, FloatVector octaves) {
        FloatVector n = octaves.sub(INTEGERS);
        return n.fma(broadcast(-LN2_LO), n.fma(broadcast(-LN2_HI), x));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    }

    /// In two steps of half the exponent, since 2⁻¹⁴⁹ to 2¹²⁸ isn't within one float's exponents.
    static FloatVector exp(FloatVector x) {
        FloatVector octaves = octaves(x);
        FloatVector p = expm1Reduced(withoutOctaves(x, octaves)).add(1f);
        IntVector n = octaves.reinterpretAsInts().sub(INTEGERS_BITS);
        IntVector half = n.lanewise(ASHR, 1);
        return p.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)))
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.73f)).blend(0f, x.compare(LT, -103.98f));
    }

    /// As [#exp], but 0 below 10⁻³⁸ and infinite from 2.4 · 10³⁸: where 1 is added to it, that's the same.
    private static FloatVector expOfMiddle(FloatVector x) {
        FloatVector octaves = octaves(x);
        FloatVector p = expm1Reduced(withoutOctaves(x, octaves)).add(1f);
        return p.mul(powerOfTwo(octaves.reinterpretAsInts().sub(INTEGERS_BITS)))
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.3f)).blend(0f, x.compare(LT, -87.3f));
    }

    /// 2ⁿ (p + 1) − 1, with half of 2ⁿ since exp(x) may reach 2¹²⁸.
    static FloatVector expm1(FloatVector x) {
        FloatVector octaves = octaves(x);
        FloatVector p = expm1Reduced(withoutOctaves(x, octaves));
        FloatVector half = powerOfTwo(octaves.reinterpretAsInts().sub(INTEGERS_BITS + 1));
        FloatVector result = p.fma(half, half.sub(0.5f));
        return result.add(result)
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 88.73f)).blend(-1f, x.compare(LT, -20f));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> small = x.compare(LT, Float.MIN_NORMAL);
        FloatVector scaled = x.blend(x.mul(0x1p25f), small);
        IntVector bits = scaled.reinterpretAsInts();
        IntVector n = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
        FloatVector m = bits.sub(n.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
        FloatVector e = (FloatVector) n.convert(I2F, 0);
        e = e.blend(e.sub(25f), small);
        FloatVector p = fma(broadcast(7.0376836292e-2f), m, -1.1514610310e-1f);
        p = fma(p, m, 1.1676998740e-1f);
        p = fma(p, m, -1.2420140846e-1f);
        p = fma(p, m, 1.4249322787e-1f);
        p = fma(p, m, -1.6668057665e-1f);
        p = fma(p, m, 2.0000714765e-1f);
        p = fma(p, m, -2.4999993993e-1f);
        p = fma(p, m, 3.3333331174e-1f);
        FloatVector square = m.mul(m);
        FloatVector tail = e.fma(broadcast(LN2_LO), p.mul(m).mul(square));
        FloatVector result = e.fma(broadcast(LN2_HI), m.add(square.fma(broadcast(-0.5f), tail)));
        return result.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY)).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f))
                .blend(Float.NaN, x.compare(LT, 0f)).blend(x, x.compare(NE, x));
    }

    /// log(u) + (x − (u − 1)) / u with u = 1 + x: the second term is what rounding u lost.
    static FloatVector log1p(FloatVector x) {
        FloatVector u = x.add(1f);
        FloatVector lost = x.sub(u.sub(1f)).div(u);
        FloatVector log = log(u);
        return log.blend(log.add(lost), u.compare(GT, 0f).and(x.compare(LT, Float.POSITIVE_INFINITY)));
    }

    static FloatVector sigmoid(FloatVector x) {
        return broadcast(1f).div(expOfMiddle(x.neg()).add(1f));
    }

    static FloatVector softplus(FloatVector x) {
        return x.max(0f).add(log1p(expOfMiddle(x.abs().neg())));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector square = x.mul(x);
        FloatVector p = fma(broadcast(-5.70498872745e-3f), square, 2.06390887954e-2f);
        p = fma(p, square, -5.37397155531e-2f);
        p = fma(p, square, 1.33314422036e-1f);
        p = fma(p, square, -3.33332819422e-1f);
        FloatVector near = p.mul(square).fma(x, x);
        FloatVector far = broadcast(1f).sub(broadcast(2f).div(expOfMiddle(size.add(size)).add(1f)));
        return near.blend(withSignOf(x, far), size.compare(GE, 0.625f));
    }

    static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector square = x.mul(x);
        FloatVector p = fma(broadcast(-5.96761703e-4f), square, 4.99119423e-3f);
        p = fma(p, square, -2.67681349e-2f);
        p = fma(p, square, 1.12819925e-1f);
        p = fma(p, square, -3.76125336e-1f);
        p = fma(p, square, 1.28379166e-1f);
        FloatVector near = p.fma(x, x);
        FloatVector q = fma(broadcast(-1.72853470e-5f), size, 3.83197126e-4f);
        q = q.fma(square, fma(broadcast(-3.88396438e-3f), size, 2.42546219e-2f));
        q = fma(q, size, -1.06777877e-1f);
        q = fma(q, size, -6.34846687e-1f);
        q = fma(q, size, -1.28717512e-1f);
        q = q.fma(size, size.neg());
        FloatVector far = broadcast(1f).sub(expOfMiddle(q)).blend(1f, size.compare(GT, 4f));
        return near.blend(withSignOf(x, far), size.compare(GT, 0.927734375f));
    }

    static FloatVector sin(FloatVector x) {
        FloatVector quarter = fma(x, broadcast(0.636619747f), INTEGERS);
        FloatVector result = sinOfQuarter(withoutQuarters(x, quarter), quarter.reinterpretAsInts());
        VectorMask<Float> rare = x.abs().compare(GT, TRIGONOMETRIC_LIMIT);
        return rare.anyTrue() ? rareSin(x, result, rare) : result;
    }

    static FloatVector cos(FloatVector x) {
        FloatVector quarter = fma(x, broadcast(0.636619747f), INTEGERS);
        FloatVector result = sinOfQuarter(withoutQuarters(x, quarter), quarter.reinterpretAsInts().add(1));
        VectorMask<Float> rare = x.abs().compare(GT, TRIGONOMETRIC_LIMIT);
        return rare.anyTrue() ? rareCos(x, result, rare) : result;
    }

    /// x − n · π/2, with π/2 in three parts
    private static FloatVector withoutQuarters(FloatVector x, FloatVector quarters) {
        FloatVector n = quarters.sub(INTEGERS);
        FloatVector r = n.fma(broadcast(-1.57079601e+00f), x);
        r = n.fma(broadcast(-3.13916473e-07f), r);
        return n.fma(broadcast(-5.39030253e-15f), r);
    }

    /// sin(r + quarter · π/2) for |r| ≤ π/4
    private static FloatVector sinOfQuarter(FloatVector r, IntVector quarter) {
        FloatVector square = r.mul(r);
        FloatVector s = fma(broadcast(2.86567956e-6f), square, -1.98559923e-4f);
        s = fma(s, square, 8.33338592e-3f);
        s = fma(s, square, -1.66666672e-1f);
        s = s.mul(square).fma(r, r);
        FloatVector c = fma(broadcast(2.44677067e-5f), square, -1.38877297e-3f);
        c = fma(c, square, 4.16666567e-2f);
        c = fma(c, square, -5.00000000e-1f);
        c = fma(c, square, 1f);
        FloatVector result = s.blend(c, quarter.and(1).compare(NE, 0).cast(F));
        return result.blend(result.neg(), quarter.and(2).compare(NE, 0).cast(F));
    }

    /// exp(b · log|a|) with the logarithm as the sum of two floats: one alone would lose as many digits as the result has
    /// before the point in base e.
    static FloatVector power(FloatVector a, FloatVector b) {
        FloatVector size = a.abs();
        IntVector bits = size.reinterpretAsInts();
        IntVector n = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
        FloatVector m = bits.sub(n.lanewise(LSHL, 23)).reinterpretAsFloats();
        FloatVector e = (FloatVector) n.convert(I2F, 0);
        // q = (m − 1) / (m + 1), and log(m) = 2 artanh(q)
        FloatVector r = broadcast(1f).div(m.add(1f));
        m = m.sub(1f);
        FloatVector q = r.mul(m);
        FloatVector qLow = r.mul(q.fma(m.neg(), q.fma(broadcast(-2f), m)));
        FloatVector square = q.mul(q);
        FloatVector p = fma(broadcast(0.1293334961f), square, 0.1419928074f);
        p = fma(p, square, 0.2000148296f);
        p = fma(p, square, 0.3333332539f);
        FloatVector squareLow = q.fma(qLow.add(qLow), q.fma(q, square.neg()));
        FloatVector cube = square.mul(q);
        FloatVector cubeLow = square.fma(qLow, squareLow.fma(q, square.fma(q, cube.neg())));
        FloatVector low = p.fma(cube, p.fma(cubeLow, qLow));
        FloatVector twice = q.add(q);
        FloatVector sum = fma(e, broadcast(0x1.62e430p-1f), 0f).add(twice);
        FloatVector lost = twice.sub(e.fma(broadcast(-0x1.62e430p-1f), sum));
        low = low.add(low).add(e.fma(broadcast(-1.90465421e-9f), lost));
        FloatVector log = sum.add(low);
        FloatVector logLow = sum.sub(log).add(low);

        FloatVector exponent = log.mul(b);
        FloatVector exponentLow = log.fma(b, exponent.neg()).add(logLow.mul(b));
        FloatVector result = exp(exponent);
        result = result.fma(exponentLow, result);

        FloatVector whole = VectorLanes.round(b);
        VectorMask<Float> negative = a.compare(LT, 0f);
        VectorMask<Float> odd = ((IntVector) b.convert(F2I, 0)).and(1).compare(NE, 0).cast(F);
        result = result.blend(result.neg(), negative.and(odd)).blend(Float.NaN, negative.and(whole.compare(NE, b)));
        VectorMask<Float> rare = size.compare(LT, Float.MIN_NORMAL).or(size.compare(LE, Float.MAX_VALUE).not())
                .or(b.abs().compare(LE, 0x1p20f).not()).or(exponent.abs().compare(GT, 87f));
        return rare.anyTrue() ? rarePower(a, b, result, rare) : result;
    }

    // ---- lanes that vectors would get wrong, one at a time ---------------------------------------------------------

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

    static FloatVector rarePower(FloatVector a, FloatVector b, FloatVector result, VectorMask<Float> rare) {
        for (int i = 0; i < VectorLanes.LENGTH; i++) {
            result = rare.laneIsSet(i) ? result.withLane(i, ScalarLanes.power(a.lane(i), b.lane(i))) : result;
        }
        return result;
    }
}
