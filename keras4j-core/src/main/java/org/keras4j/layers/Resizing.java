package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Images.FillMode;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Interpolation.Smoothing;
import org.keras4j.ops.Ops;

/// Images of another size. Whole numbers stay whole, rounded. Follows `keras.layers.Resizing`.
///
/// | value  | shape                                |
/// |--------|--------------------------------------|
/// | input  | `[batch, rows, columns, channels]`   |
/// | output | `[batch, height, width, channels]`   |
public final class Resizing extends ImageLayer<Resizing, Resizing.Config> {
    /// Keras' keys.
    public static final class Config extends ImageLayer.Config {
        int height = 0;
        int width = 0;
        Interpolation interpolation = Interpolation.BILINEAR;
        boolean cropToAspectRatio = false;
        boolean padToAspectRatio = false;
        FillMode fillMode = FillMode.CONSTANT;
        double fillValue = 0;
        boolean antialias = false;
    }

    private Resizing(Config config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        requireSize(config().height, config().width);
        require(!(config().cropToAspectRatio && config().padToAspectRatio), "aspect ratio", "crop_to_aspect_ratio or pad_to_aspect_ratio", "both");
    }

    /// To this size in pixels, by distorting.
    public static Resizing of(int height, int width) {
        var config = new Config();
        config.height = height;
        config.width = width;
        return new Resizing(config);
    }

    /// How pixels of the new size come about: `BILINEAR` unless said.
    public Resizing interpolation(Interpolation interpolation) { return option(c -> c.interpolation = interpolation); }
    /// By Keras' name: `nearest`, `bilinear`, `bicubic`, `lanczos3` or `lanczos5`.
    public Resizing interpolation(String interpolation)        { return interpolation(Interpolation.of(interpolation)); }

    /// Takes the largest part in the middle with the new proportions, instead of distorting.
    public Resizing cropToAspectRatio(boolean crop)            { return option(c -> c.cropToAspectRatio = crop); }

    /// Puts stripes around the image, instead of distorting.
    public Resizing padToAspectRatio(boolean pad)              { return option(c -> c.padToAspectRatio = pad); }

    /// Of the stripes.
    public Resizing fillValue(double value)                    { return option(c -> c.fillValue = value); }

    /// Whether all pixels count when the image gets smaller, not only those nearby.
    public Resizing antialias(boolean antialias)               { return option(c -> c.antialias = antialias); }

    @Override
    Value images(Call c, Value images) {
        Config config = config();
        boolean exact = images.dtype().isFloating() || config.interpolation == Interpolation.NEAREST;
        Value x = exact ? images : Ops.cast(images, DType.FLOAT32);
        Value shaped = config.cropToAspectRatio ? middle(x, config.height, config.width) : config.padToAspectRatio ? padded(x) : x;
        Value resized = Images.resize(shaped, (long) config.height, (long) config.width, config.interpolation,
                config.antialias ? Smoothing.ANTIALIAS : Smoothing.NONE);
        return exact ? resized : Ops.saturateCast(Ops.round(resized), images.dtype());
    }

    private Value padded(Value x) {
        long tall = Math.max(rows(x), (long) ((double) (columns(x) * config().height) / config().width));
        long wide = Math.max(columns(x), (long) ((double) (rows(x) * config().width) / config().height));
        return stripes(stripes(x, 1, (tall - rows(x)) / 2), 2, (wide - columns(x)) / 2);
    }

    private Value stripes(Value x, int axis, long width) {
        if (width == 0) {
            return x;
        }
        Value stripe = x.builder().fill(config().fillValue, new Type(x.dtype(), x.shape().with(axis, width)));
        return Ops.concatenate(List.of(stripe, x, stripe), axis);
    }
}
