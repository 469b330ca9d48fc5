package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Ops;

/// Those of [RawOps] that put values at places that other values name.
final class RawPlaceOps {
    private static final String CORE = "keras.src.ops.core";
    private static final String MATH = "keras.src.ops.math";

    static final SequencedMap<String, RawOps.Entry> TABLE = new LinkedHashMap<>();

    private RawPlaceOps() {}

    private interface Segments {
        Value of(Value x, Value segments, long count);
    }

    private static void segments(String name, Segments segments) {
        TABLE.put(name, new RawOps.Entry(MATH, a -> {
            if (a.isNull("num_segments")) {
                throw new IllegalArgumentException(a.place() + ": expected num_segments, got none. Say how many segments there are: shapes can't depend on data.");
            }
            return List.of(segments.of(a.value(0), a.value(1), a.whole("num_segments", 0)));
        }));
    }

    static {
        TABLE.put("Scatter", new RawOps.Entry(CORE, a -> List.of(scatter(a))));
        TABLE.put("ScatterUpdate", new RawOps.Entry(CORE, a -> List.of(scatterUpdate(a))));
        segments("SegmentSum", Ops::segmentSum);
        segments("SegmentMax", Ops::segmentMax);
        segments("SegmentMin", Ops::segmentMin);
        segments("SegmentProd", Ops::segmentProd);
    }

    private static Value scatter(RawArguments a) {
        Shape shape = a.shape("shape");
        return Ops.scatter(a.value(0), a.value(1), shape);
    }

    private static Value scatterUpdate(RawArguments a) {
        Value x = a.value(0);
        Value updates = a.beside(2, x);
        return switch (a.text("reduction", "last")) {
            case "last" -> Ops.scatterUpdate(x, a.value(1), updates);
            case "add" -> Ops.add(x, Ops.scatter(a.value(1), updates, x.shape()));
            case String other -> throw new IllegalArgumentException(a.place() + ": expected updates that replace or add, got reduction " + other + ". Use segment_max and its kin.");
        };
    }
}
