package org.keras4j.layers;

import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// A rectangle in each image: from where to where it goes, `[batch]` each.
record Box(Value top, Value bottom, Value left, Value right) {
    /// Somewhere in the images.
    ///
    /// @param tall the share of the rows that it takes, `[batch]`, and `wide` of the columns
    static Box drawn(Call c, long seed, Value images, Value tall, Value wide) {
        Value rows = Ops.multiply(tall, ImageLayer.rows(images));
        Value columns = Ops.multiply(wide, ImageLayer.columns(images));
        Value top = Ops.multiply(c.uniform(seed, rows.shape(), DType.FLOAT32), Ops.subtract(ImageLayer.rows(images), rows));
        Value left = Ops.multiply(c.uniform(seed, columns.shape(), DType.FLOAT32), Ops.subtract(ImageLayer.columns(images), columns));
        return new Box(top, Ops.add(top, rows), left, Ops.add(left, columns));
    }

    /// The part of the image that it takes: `[batch]`.
    Value share(Value images) {
        Value pixels = Ops.multiply(Ops.subtract(bottom, top), Ops.subtract(right, left));
        return Ops.divide(pixels, ImageLayer.rows(images) * ImageLayer.columns(images));
    }

    /// Which pixels lie in it: bool, shaped as the images.
    Value mask(Value images) {
        Value inside = Ops.logicalAnd(inside(images, 1, top, bottom), inside(images, 2, left, right));
        return Ops.broadcastTo(Ops.expandDims(inside, -1), images.shape());
    }

    private static Value inside(Value images, int axis, Value from, Value to) {
        Value place = images.builder().iota(axis, new Type(DType.FLOAT32, images.shape().slice(0, 3)));
        return Ops.logicalAnd(Ops.greaterEqual(place, column(from)), Ops.less(place, column(to)));
    }

    private static Value column(Value numbers) {
        return Ops.reshape(numbers, Shape.of(numbers.shape().size(0), 1, 1));
    }
}
