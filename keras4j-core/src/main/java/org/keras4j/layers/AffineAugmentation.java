package org.keras4j.layers;

import module java.base;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.Value;
import org.keras4j.ops.Call;
import org.keras4j.ops.Images;
import org.keras4j.ops.Images.FillMode;
import org.keras4j.ops.Interpolation;
import org.keras4j.ops.Ops;

/// Moves the pixels of each image along lines: each new pixel is what stands at a place of the old image, between pixels too.
///
/// @param <S> the layer's own class, <C> that of its configuration
abstract sealed class AffineAugmentation<S extends AffineAugmentation<S, C>, C extends AffineAugmentation.Config> extends ImageAugmentation<S, C>
        permits RandomRotation, RandomZoom, RandomTranslation, RandomShear {
    /// Keras' keys.
    static class Config extends ImageAugmentation.Config {
        @Before("seed") FillMode fillMode = FillMode.REFLECT;
        @Before("seed") Interpolation interpolation = Interpolation.BILINEAR;
        double fillValue = 0;
    }

    /// The place `(xx·x + xy·y + x0, yx·x + yy·y + y0)` of the old image for a pixel at `(x, y)`: numbers `[batch]` each.
    record Matrix(Value xx, Value xy, Value x0, Value yx, Value yy, Value y0) {}

    AffineAugmentation(C config) {
        super(config);
    }

    @Override
    void check() {
        super.check();
        requireNearestOrBilinear(config().interpolation);
    }

    /// What lies beyond the edges.
    public final S fillMode(FillMode mode)                    { return option(c -> c.fillMode = mode); }
    /// By Keras' name: `constant`, `nearest`, `wrap`, `mirror` or `reflect`.
    public final S fillMode(String mode)                      { return fillMode(FillMode.of(mode)); }

    /// What lies beyond the edges with `CONSTANT`; 0 unless said.
    public final S fillValue(double value)                    { return option(c -> c.fillValue = value); }

    /// `NEAREST` or `BILINEAR`.
    public final S interpolation(Interpolation interpolation) { return option(c -> c.interpolation = interpolation); }
    /// By Keras' name: `nearest` or `bilinear`.
    public final S interpolation(String interpolation)        { return interpolation(Interpolation.of(interpolation)); }

    /// Draws one for each image.
    abstract Matrix matrix(Call c, long seed, long images, long rows, long columns);

    @Override
    final Value augmented(Call c, Value images, long seed) {
        C config = config();
        Matrix m = matrix(c, seed, images.shape().size(0), rows(images), columns(images));
        Value none = Ops.zerosLike(m.x0);
        Value transforms = Ops.stack(List.of(m.xx, m.xy, m.x0, m.yx, m.yy, m.y0, none, none), 1);
        return Images.affineTransform(images, transforms, config.interpolation, config.fillMode, config.fillValue);
    }
}
