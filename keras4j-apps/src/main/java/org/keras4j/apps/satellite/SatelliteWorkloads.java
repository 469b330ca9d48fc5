package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.Workload;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Adam;

/// The networks on random pictures, as `keras4j bench app-satellite-…` times them.
final class SatelliteWorkloads {
    private static final int TAGS = 17;
    private static final int CLASSES = 10;
    private static final int BATCH = 32;

    static final List<Workload> ALL = List.of(
            Workload.of("app-satellite-light", "images", BATCH, () -> compiled(SatelliteNetwork.LIGHT, 64, CLASSES, Head.CLASS), size -> tiles(size)),
            Workload.of("app-satellite-plain", "images", BATCH, () -> compiled(SatelliteNetwork.PLAIN, 64, CLASSES, Head.CLASS), size -> tiles(size)),
            Workload.of("app-satellite-full", "images", BATCH, () -> compiled(SatelliteNetwork.FULL, 64, TAGS, Head.TAGS), size -> tagged(size, 64, TAGS)),
            Workload.of("app-satellite-mosaics", "images", BATCH, () -> compiled(SatelliteNetwork.LIGHT, 128, CLASSES, Head.TAGS), size -> tagged(size, 128, CLASSES)));

    private SatelliteWorkloads() {}

    private static Model compiled(SatelliteNetwork network, int side, int labels, Head head) {
        var model = network.create(side, labels, head);
        // Without the accuracy that a run measures: its peers measure none.
        model.compile(Adam.of(2e-3), head == Head.CLASS ? "sparse_categorical_crossentropy" : "binary_crossentropy");
        return model;
    }

    private static Element tiles(long size) {
        return Element.of(pixels(size, 64), Philox.of(2).integers(DType.INT32, Shape.of(size), 0, CLASSES));
    }

    private static Element tagged(long size, int side, int tags) {
        return Element.of(pixels(size, side), Philox.of(2).bernoulli(Shape.of(size, tags), 0.2).cast(DType.FLOAT32));
    }

    private static NDArray pixels(long size, int side) {
        return Philox.of(1).uniform(DType.FLOAT32, Shape.of(size, side, side, 3), 0, 1);
    }
}
