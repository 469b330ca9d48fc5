package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A small value beside a group or dataset.
public sealed interface Attribute {

    /// One text, of any length.
    record Text(String value) implements Attribute {}

    /// A list of texts. An empty one is written as h5py does: as no numbers.
    record Texts(List<String> values) implements Attribute {
        public Texts {
            values = List.copyOf(values);
        }
    }

    record Numbers(NDArray values) implements Attribute {
        static final Numbers NONE = new Numbers(NDArray.zeros(DType.FLOAT64, Shape.of(0)));
    }

    /// Something that Keras doesn't write; it cannot be written again.
    record Other(String description) implements Attribute {}
}
