package org.keras4j.saving.hdf5;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// An array whose elements stay where they are until they are asked for.
public final class Dataset implements Node {
    private static final Attribute BFLOAT16 = new Attribute.Text("bfloat16");
    private final SequencedMap<String, Attribute> attributes;
    private final Optional<DType> dtype;
    private final Shape shape;
    private final Supplier<NDArray> values;

    /// @param dtype empty for types that no array of ours has
    Dataset(SequencedMap<String, Attribute> attributes, Optional<DType> dtype, Shape shape, Supplier<NDArray> values) {
        this.attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
        this.dtype = dtype;
        this.shape = shape;
        this.values = values;
    }

    /// Samples along the first axis of two arrays: inputs and targets.
    public static Dataset of(NDArray values) {
        return of(values.dtype(), values.shape(), () -> values);
    }

    /// To be written from an array that is only made when its turn comes, perhaps more than once.
    public static Dataset of(DType dtype, Shape shape, Supplier<NDArray> values) {
        var attributes = new LinkedHashMap<String, Attribute>();
        if (dtype == DType.BFLOAT16) {
            attributes.put("dtype", BFLOAT16);          // HDF5 has no such type: Keras writes two bytes and says what they are
        }
        return new Dataset(attributes, Optional.of(dtype), shape, values);
    }

    @Override
    public SequencedMap<String, Attribute> attributes() {
        return attributes;
    }

    public Optional<DType> dtype() {
        return dtype;
    }

    public Shape shape() {
        return shape;
    }

    /// A copy of the elements.
    ///
    /// @throws org.keras4j.engine.tensor.FormatException when the file doesn't have them, or not of a type of ours
    public NDArray values() {
        return values.get();
    }
}
