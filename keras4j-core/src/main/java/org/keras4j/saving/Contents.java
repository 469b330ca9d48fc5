package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.saving.hdf5.Dataset;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;
import org.keras4j.saving.hdf5.Node;

/// What a saved model or a file of weights holds, without making a model of it.
public final class Contents {

    /// A member of an archive, or an array in it.
    ///
    /// @param path names with `/` between; an array's begins with the member that holds it
    /// @param type of an array such as `float32[5, 5, 1, 32]`; empty for a member
    public record Item(String path, String type, long bytes) {}

    private Contents() {}

    /// @throws FormatException      naming file, member and byte, when it isn't such a file
    /// @throws UncheckedIOException when it can't be read
    public static List<Item> of(Path file, LoadLimits limits) {
        return MappedFile.reading(file, () -> items(file, limits));
    }

    private static List<Item> items(Path file, LoadLimits limits) {
        var items = new ArrayList<Item>();
        if (ModelFile.isHdf5(file)) {
            try (Hdf5 hdf5 = Hdf5.open(file)) {
                arrays("", hdf5.root(), items);
            }
            return items;
        }
        try (Members members = Members.open(file, limits)) {
            members.sizes().forEach((name, bytes) -> {
                items.add(new Item(name, "", bytes));
                if (name.endsWith(".h5")) {
                    arrays(name, root(members, name), items);
                }
            });
        } catch (FormatException e) {
            throw e.in(file.toString());
        }
        return items;
    }

    private static Group root(Members members, String name) {
        try {
            return Hdf5.read(members.read(name));
        } catch (FormatException e) {
            throw e.in(name);
        }
    }

    private static void arrays(String path, Node node, List<Item> into) {
        switch (node) {
            case Group group -> group.children().forEach((name, child) -> arrays(path.isEmpty() ? name : path + "/" + name, child, into));
            case Dataset dataset -> into.add(new Item(path, dataset.dtype().map(Object::toString).orElse("other") + dataset.shape(),
                    dataset.dtype().map(dtype -> dtype.bytes() * dataset.shape().elements()).orElse(0L)));
        }
    }
}
