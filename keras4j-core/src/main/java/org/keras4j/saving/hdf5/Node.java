package org.keras4j.saving.hdf5;

import module java.base;

/// What a group holds under a name.
public sealed interface Node permits Group, Dataset {

    SequencedMap<String, Attribute> attributes();

    /// An attribute that is one text.
    default Optional<String> text(String attribute) {
        return attributes().get(attribute) instanceof Attribute.Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /// An attribute that is a list of texts; an empty list when it holds no element of any type.
    default Optional<List<String>> texts(String attribute) {
        return switch (attributes().get(attribute)) {
            case Attribute.Texts(var values) -> Optional.of(values);
            case Attribute.Numbers(var values) when values.elements() == 0 -> Optional.of(List.of());
            case null, default -> Optional.empty();
        };
    }
}
