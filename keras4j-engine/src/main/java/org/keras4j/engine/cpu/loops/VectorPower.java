package org.keras4j.engine.cpu.loops;

import jdk.incubator.vector.*;

import static jdk.incubator.vector.VectorOperators.*;
import static org.keras4j.engine.cpu.loops.VectorLanes.F;
import static org.keras4j.engine.cpu.loops.VectorLanes.broadcast;
import static org.keras4j.engine.cpu.loops.VectorMath.fma;

/// aᵇ = exp(b · log|a|) of float32 vectors, with the logarithm as the sum of two floats: one alone would lose as many digits
/// as the exponent has before the point. After N. Juffa's `powf`.
final class VectorPower {
    private static final float LN2_HI = 0x1.62e430p-1f;
    private static final float LN2_LO = -1.90465421e-9f;

    private VectorPower() {}

    static FloatVector power(FloatVector a, FloatVector b) {
        FloatVector size = VectorLanes.abs(a);
        IntVector octave = VectorMath.octaveOf(size);
        FloatVector m = VectorMath.withoutOctave(size, octave);
        FloatVector q = quotient(m);
        FloatVector qLow = quotientLow(m, q);
        FloatVector low = artanhLow(q, qLow, artanhFactor(q));
        FloatVector log = logHigh(octave, q, low);
        FloatVector logLow = logLow(octave, q, low, log);
        FloatVector exponent = VectorLanes.multiply(log, b);
        return signedOrRare(a, b, exponent, corrected(VectorMath.exp(exponent), exponent, b, log, logLow));
    }

    /// q = m / (m + 2), for log(1 + m) = 2 artanh(q)
    private static FloatVector quotient(FloatVector m) {
        return broadcast(1f).div(m.add(2f)).mul(m);
    }

    private static FloatVector quotientLow(FloatVector m, FloatVector q) {
        return broadcast(1f).div(m.add(2f)).mul(q.fma(m.neg(), q.fma(broadcast(-2f), m)));
    }

    /// (artanh(q) − q) / q³
    private static FloatVector artanhFactor(FloatVector q) {
        FloatVector square = q.mul(q);
        FloatVector p = fma(broadcast(0.1293334961f), square, 0.1419928074f);
        p = fma(p, square, 0.2000148296f);
        return fma(p, square, 0.3333332539f);
    }

    /// 2 (artanh(q + qLow) − q)
    private static FloatVector artanhLow(FloatVector q, FloatVector qLow, FloatVector factor) {
        FloatVector square = q.mul(q);
        FloatVector squareLow = q.fma(qLow.add(qLow), q.fma(q, square.neg()));
        FloatVector cube = square.mul(q);
        FloatVector cubeLow = square.fma(qLow, squareLow.fma(q, square.fma(q, cube.neg())));
        return factor.fma(cube, factor.fma(cubeLow, qLow)).mul(2f);
    }

    /// octave · ln(2) + 2 q, rounded
    private static FloatVector logSum(IntVector octave, FloatVector q) {
        return ((FloatVector) octave.convert(I2F, 0)).fma(broadcast(LN2_HI), q.add(q));
    }

    /// What the sum lost, with all that is small.
    private static FloatVector logRest(IntVector octave, FloatVector q, FloatVector low, FloatVector sum) {
        FloatVector e = (FloatVector) octave.convert(I2F, 0);
        FloatVector lost = q.add(q).sub(e.fma(broadcast(-LN2_HI), sum));
        return low.add(e.fma(broadcast(LN2_LO), lost));
    }

    private static FloatVector logHigh(IntVector octave, FloatVector q, FloatVector low) {
        FloatVector sum = logSum(octave, q);
        return sum.add(logRest(octave, q, low, sum));
    }

    private static FloatVector logLow(IntVector octave, FloatVector q, FloatVector low, FloatVector log) {
        FloatVector sum = logSum(octave, q);
        return sum.sub(log).add(logRest(octave, q, low, sum));
    }

    private static FloatVector corrected(FloatVector result, FloatVector exponent, FloatVector b, FloatVector log, FloatVector logLow) {
        return result.fma(log.fma(b, exponent.neg()).add(logLow.mul(b)), result);
    }

    private static FloatVector signedOrRare(FloatVector a, FloatVector b, FloatVector exponent, FloatVector result) {
        VectorMask<Float> rare = isRare(a.abs(), b, exponent);
        FloatVector signed = signed(a, b, result);
        return rare.anyTrue() ? rarePower(a, b, signed, rare) : signed;
    }

    private static FloatVector signed(FloatVector a, FloatVector b, FloatVector result) {
        VectorMask<Float> negative = a.compare(LT, 0f);
        IntVector whole = (IntVector) b.convert(F2I, 0);
        VectorMask<Float> odd = whole.and(1).compare(NE, 0).cast(F);
        return result.blend(result.neg(), negative.and(odd))
                .blend(Float.NaN, negative.and(((FloatVector) whole.convert(I2F, 0)).compare(NE, b)));
    }

    private static VectorMask<Float> isRare(FloatVector size, FloatVector b, FloatVector exponent) {
        return size.compare(LT, Float.MIN_NORMAL).or(size.compare(LE, Float.MAX_VALUE).not())
                .or(b.abs().compare(LE, 0x1p20f).not()).or(exponent.abs().compare(GT, 87f));
    }

    static FloatVector rarePower(FloatVector a, FloatVector b, FloatVector result, VectorMask<Float> rare) {
        for (int i = 0; i < VectorLanes.LENGTH; i++) {
            result = rare.laneIsSet(i) ? result.withLane(i, ScalarLanes.power(a.lane(i), b.lane(i))) : result;
        }
        return result;
    }
}
