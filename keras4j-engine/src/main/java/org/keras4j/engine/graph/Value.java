package org.keras4j.engine.graph;

import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// A result in a graph. Values have identity; their number tells them apart in print: `%3`.
public final class Value {
    private final GraphBuilder builder;
    private final int id;
    private final Type type;

    Value(GraphBuilder builder, int id, Type type) {
        this.builder = builder;
        this.id = id;
        this.type = type;
    }

    /// The builder that made it, with which more can be computed from it.
    public GraphBuilder builder() { return builder; }
    public int id()               { return id; }
    public Type type()            { return type; }
    public DType dtype()          { return type.dtype(); }
    public Shape shape()          { return type.shape(); }
    public int rank()             { return type.rank(); }

    @Override
    public String toString() {
        return "%" + id;
    }
}
