package org.keras4j.engine.cpu.kernels;

import module java.base;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of float32 as the processor has them, and the memory they come from.
final class Floats {
    static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    static final int LANES = F.length();
    /// Bytes of a vector.
    static final int VECTOR = F.vectorByteSize();
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
    static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /// All of it: a bound that is a constant costs next to nothing.
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Floats() {}
}
