package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.ops.Images;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// Those of [RawOps] that work on images, whose channels come last.
final class RawImageOps {
    private static final String IMAGE = "keras.src.ops.image";
    private static final String NN = "keras.src.ops.nn";

    static final SequencedMap<String, RawOps.Entry> TABLE = new LinkedHashMap<>();

    private RawImageOps() {}

    private static void put(String module, String name, Function<RawArguments, Value> function) {
        TABLE.put(name, new RawOps.Entry(module, a -> {
            if ("channels_first".equals(a.option("data_format"))) {
                throw new IllegalArgumentException(a.place() + ": expected data_format channels_last, got channels_first. Transpose before and after.");
            }
            return List.of(function.apply(a));
        }));
    }

    static {
        put(IMAGE, "Resize", RawImageOps::resize);
        put(IMAGE, "RGBToGrayscale", a -> Images.rgbToGrayscale(a.value(0)));
        put(IMAGE, "ExtractPatches", a -> Images.extractPatches(a.value(0), window(a, "size")));
        put(NN, "DepthToSpace", a -> Ops.depthToSpace(a.value(0), a.whole("block_size", 1)));
        put(NN, "SpaceToDepth", a -> Ops.spaceToDepth(a.value(0), a.whole("block_size", 1)));
        put(NN, "AveragePool", a -> Ops.averagePool(a.value(0), window(a, "pool_size")));
        put(NN, "MaxPool", a -> Ops.maxPool(a.value(0), window(a, "pool_size")));
    }

    private static Value resize(RawArguments a) {
        if (a.flag("crop_to_aspect_ratio") || a.flag("pad_to_aspect_ratio")) {
            throw new IllegalArgumentException(a.place() + ": expected an image that is stretched, got one that is cropped or padded to its aspect ratio. Use a Resizing layer.");
        }
        long[] size = a.numbers("size");
        return Images.resize(a.value(0), size[0], size[1], Interpolation.of(a.text("interpolation")),
                a.flag("antialias") ? Interpolation.Smoothing.ANTIALIAS : Interpolation.Smoothing.NONE);
    }

    private static Window window(RawArguments a, String size) {
        Value images = a.value(0);
        Extent extent = extent(a, size);
        return Padding.of(a.text("padding")).window(extent, a.isNull("strides") ? extent : extent(a, "strides"),
                a.isNull("dilation_rate") ? Extent.one(images.rank() - 2) : extent(a, "dilation_rate"), images.shape());
    }

    private static Extent extent(RawArguments a, String key) {
        return new Extent(LongStream.of(a.numbers(key)).boxed().toList()).over(a.value(0).rank() - 2, a.place() + " > " + key);
    }
}
