package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;

/// A value of a functional model, known by its type and by the call of a layer that makes it.
public final class KerasTensor implements Symbol {
    private final KerasNode node;
    private final int index;
    private final PartialShape shape;
    private final DType dtype;
    private final @Nullable PartialShape mask;

    KerasTensor(KerasNode node, int index, PartialShape shape, DType dtype, @Nullable PartialShape mask) {
        this.node = node;
        this.index = index;
        this.shape = shape;
        this.dtype = dtype;
        this.mask = mask;
    }

    /// The call that makes it, and which of its results it is.
    public KerasNode node()       { return node; }
    public int index()            { return index; }
    public Layer layer()          { return node.layer(); }
    public PartialShape shape()   { return shape; }
    public DType dtype()          { return dtype; }

    /// Whether it stands for texts, which only layers in front of a model take.
    public boolean isText() {
        return layer() instanceof Input input && input.isText();
    }

    /// The shape of its mask, if it has one.
    public Optional<PartialShape> mask() {
        return Optional.ofNullable(mask);
    }

    @Override
    public KerasTensor tensor() {
        return this;
    }

    @Override
    public String toString() {
        return "KerasTensor(" + dtype + ", shape=" + shape + ", from " + node.layer().name() + ")";
    }
}
