package org.keras4j.engine.cpu.loops;

import module java.base;
import jdk.incubator.vector.*;

/// The dialects over the Vector API. Loaded only where its module is.
final class VectorDialects {
    /// With fewer lanes there is no vector of as many bytes.
    private static final int MIN_LANES = 8;

    private VectorDialects() {}

    static List<Dialect> all() {
        var dialects = new ArrayList<Dialect>();
        if (FloatVector.SPECIES_PREFERRED.length() >= MIN_LANES) {
            dialects.add(new Dialect(VectorLanes.class, VectorLanes.LENGTH, Map.of(Lane.FLOAT32, FloatVector.class,
                    Lane.INT32, IntVector.class, Lane.BOOL, VectorMask.class)));
        }
        if (DoubleVector.SPECIES_PREFERRED.length() >= MIN_LANES) {
            dialects.add(new Dialect(DoubleLanes.class, DoubleLanes.LENGTH, Map.of(Lane.FLOAT64, DoubleVector.class,
                    Lane.BOOL, VectorMask.class)));
        }
        return dialects;
    }
}
