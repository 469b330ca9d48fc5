package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Images;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// Those of [RawOps] that work on images.
final class RawImageOps {
    private static final String IMAGE = "keras.src.ops.image";
    private static final String NN = "keras.src.ops.nn";

    static final SequencedMap<String, RawOps.Entry> TABLE = new LinkedHashMap<>();

    private RawImageOps() {}

    private static void put(String module, String name, Function<RawArguments, Value> function) {
        TABLE.put(name, new RawOps.Entry(module, a -> List.of("channels_first".equals(a.option("data_format")) ? turned(a, function) : function.apply(a))));
    }

    /// Of images whose channels come first: they go last for the function.
    private static Value turned(RawArguments a, Function<RawArguments, Value> function) {
        return Ops.moveaxis(function.apply(a.beginning(Ops.moveaxis(a.value(0), 1, -1))), a.value(0).rank() - 1, 1);
    }

    static {
        put(IMAGE, "Resize", RawImageOps::resize);
        put(IMAGE, "RGBToGrayscale", a -> Images.rgbToGrayscale(a.value(0)));
        put(IMAGE, "RGBToHSV", a -> Images.rgbToHsv(a.value(0)));
        put(IMAGE, "HSVToRGB", a -> Images.hsvToRgb(a.value(0)));
        put(IMAGE, "SobelEdges", a -> Images.sobelEdges(a.value(0)));
        put(IMAGE, "CropImages", a -> Margins.of(a, "cropping").crop(a.value(0)));
        put(IMAGE, "PadImages", a -> Margins.of(a, "padding").pad(a.value(0)));
        put(IMAGE, "ExtractPatches", a -> Images.extractPatches(a.value(0), window(a, "size")));
        put(NN, "DepthToSpace", a -> Ops.depthToSpace(channelsLast(a).value(0), a.whole("block_size", 1)));
        put(NN, "SpaceToDepth", a -> Ops.spaceToDepth(channelsLast(a).value(0), a.whole("block_size", 1)));
        put(NN, "AveragePool", a -> Ops.averagePool(a.value(0), window(a, "pool_size")));
        put(NN, "MaxPool", a -> Ops.maxPool(a.value(0), window(a, "pool_size")));
        put(NN, "AdaptiveAveragePool", a -> Ops.adaptiveAveragePool(a.value(0), extent(a, "output_size").shape()));
        put(NN, "AdaptiveMaxPool", a -> Ops.adaptiveMaxPool(a.value(0), extent(a, "output_size").shape()));
        put(NN, "Conv", a -> Ops.conv(a.value(0), a.value(1), kernelWindow(a), 1));
        put(NN, "DepthwiseConv", a -> Ops.depthwiseConv(a.value(0), a.value(1), kernelWindow(a)));
        put(NN, "SeparableConv", a -> Ops.separableConv(a.value(0), a.value(1), a.value(2), kernelWindow(a)));
        put(NN, "ConvTranspose", a -> TransposedWindow.of(kernelWindow(a), padding(a), a.isNull("output_padding") ? null : extent(a, "output_padding"),
                a.value(0).shape()).over(a.value(0), a.value(1)));
    }

    /// Of channels that come first Keras' back ends take those of a block in orders of their own.
    private static RawArguments channelsLast(RawArguments a) {
        if ("channels_first".equals(a.option("data_format"))) {
            throw new IllegalArgumentException(a.place() + ": expected data_format channels_last, got channels_first. Transpose before and after.");
        }
        return a;
    }

    private static Value resize(RawArguments a) {
        if (a.flag("crop_to_aspect_ratio") || a.flag("pad_to_aspect_ratio")) {
            throw new IllegalArgumentException(a.place() + ": expected an image that is stretched, got one that is cropped or padded to its aspect ratio. Use a Resizing layer.");
        }
        long[] size = a.numbers("size");
        return Images.resize(a.value(0), size[0], size[1], Interpolation.of(a.text("interpolation", "bilinear")),
                a.flag("antialias") ? Interpolation.Smoothing.ANTIALIAS : Interpolation.Smoothing.NONE);
    }

    private static Padding padding(RawArguments a) {
        return Padding.of(a.text("padding", "valid"));
    }

    private static Window window(RawArguments a, String size) {
        Extent extent = extent(a, size);
        return window(a, extent, a.isNull("strides") ? extent : extent(a, "strides"));
    }

    /// Of the kernel that comes second.
    private static Window kernelWindow(RawArguments a) {
        return window(a, new Extent(a.value(1).shape().slice(0, a.value(0).rank() - 2).sizes()), a.isNull("strides") ? Extent.one(a.value(0).rank() - 2) : extent(a, "strides"));
    }

    private static Window window(RawArguments a, Extent size, Extent strides) {
        Value images = a.value(0);
        return padding(a).window(size, strides, a.isNull("dilation_rate") ? Extent.one(images.rank() - 2) : extent(a, "dilation_rate"), images.shape());
    }

    /// How much of images `[…, rows, columns, channels]` goes, or comes, on each side. Keras is told two of the margins and the size along an axis, and finds the third.
    private record Margins(long top, long left, long bottom, long right) {
        static Margins of(RawArguments a, String margin) {
            Shape images = a.value(0).shape();
            long sign = margin.equals("cropping") ? 1 : -1;
            long rows = a.isNull("target_height") ? 0 : sign * (images.size(-3) - a.whole("target_height", 0));
            long columns = a.isNull("target_width") ? 0 : sign * (images.size(-2) - a.whole("target_width", 0));
            return new Margins(of(a, "top_" + margin, "bottom_" + margin, rows), of(a, "left_" + margin, "right_" + margin, columns),
                    of(a, "bottom_" + margin, "top_" + margin, rows), of(a, "right_" + margin, "left_" + margin, columns));
        }

        private static long of(RawArguments a, String here, String there, long both) {
            return a.isNull(here) ? both - a.whole(there, 0) : a.whole(here, 0);
        }

        Value crop(Value images) {
            return Images.cropImages(images, top, left, images.shape().size(-3) - top - bottom, images.shape().size(-2) - left - right);
        }

        Value pad(Value images) {
            return Images.padImages(images, top, left, bottom, right);
        }
    }

    private static Extent extent(RawArguments a, String key) {
        return new Extent(LongStream.of(a.numbers(key)).boxed().toList()).over(a.value(0).rank() - 2, a.place() + " > " + key);
    }
}
