package org.keras4j.engine.cpu.kernels;

import module java.base;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of float32 as the processor has them.
final class Floats {
    static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    static final int LANES = F.length();
    /// Bytes of a vector.
    static final int VECTOR = F.vectorByteSize();
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /// Changes no number that is added to it. The compiler knows the class of a new vector, of one that a loop has changed only when the
    /// profile of an earlier run told it, and makes calls and objects of what it doesn't know: so sums begin with this where a loop ends.
    static final float NOTHING = -0f;

    private Floats() {}
}
