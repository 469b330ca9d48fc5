package org.keras4j.saving.hdf5;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A folder of groups and datasets.
///
/// @param children by name; a file gives them in the order of their bytes, so "10" comes before "2"
public record Group(SequencedMap<String, Attribute> attributes, SequencedMap<String, Node> children) implements Node {
    public static final Group EMPTY = new Group(new LinkedHashMap<>(), new LinkedHashMap<>());

    public Group {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
        children = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(children));
    }

    /// @param path names with `/` between; the empty path is this group
    public Optional<Group> group(String path) {
        return at(path) instanceof Group group ? Optional.of(group) : Optional.empty();
    }

    /// @param path names with `/` between
    public Optional<Dataset> dataset(String path) {
        return at(path) instanceof Dataset dataset ? Optional.of(dataset) : Optional.empty();
    }

    private @Nullable Node at(String path) {
        Node node = this;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                node = node instanceof Group group ? group.children.get(name) : null;
            }
        }
        return node;
    }

    /// This group with another attribute.
    public Group with(String name, Attribute value) {
        var more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Group(more, children);
    }

    /// This group with another node below it; groups on the way are made.
    ///
    /// @param path names with `/` between
    public Group with(String path, Node node) {
        int end = path.indexOf('/');
        var more = new LinkedHashMap<>(children);
        if (end < 0) {
            more.put(path, node);
        } else {
            String first = path.substring(0, end);
            more.put(first, group(first).orElse(EMPTY).with(path.substring(end + 1), node));
        }
        return new Group(attributes, more);
    }
}
