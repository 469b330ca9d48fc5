package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// Where weights come from: for each object of a model the group of its variables.
interface WeightSource {
    /// @param path of the object, empty for the model itself
    Optional<Group> vars(String path);

    /// One file. Keras 2.12 and 2.13 have layers under another name.
    static WeightSource of(Group root) {
        String old = "_layer_checkpoint_dependencies";
        boolean renamed = root.group("layers").isEmpty() && root.group(old).isPresent();
        return path -> root.group((renamed ? path.replaceAll("(^|/)layers/", "$1" + old + "/") : path) + "/vars");
    }

    /// The files of a `.weights.json`, by its map from groups to files.
    static WeightSource sharded(Path index, Map<?, ?> content, Function<Path, Group> open) {
        if (!(content.get("weight_map") instanceof Map<?, ?> map)) {
            throw new FormatException("expected a weight_map, got " + content.keySet() + ". It isn't the list of a model's files.");
        }
        var opened = new HashMap<String, Group>();
        return path -> {
            String vars = (path.isEmpty() ? "" : "/" + path) + "/vars";
            List<?> files = map.get(vars) instanceof Object found ? found instanceof List<?> list ? list : List.of(found) : List.of();
            Group all = Group.EMPTY;
            for (Object file : files) {
                String name = String.valueOf(file);
                if (!name.matches("[^/\\\\:]+") || name.equals("..")) {
                    throw new FormatException("weight_map > " + vars + ": expected a file beside " + index.getFileName() + ", got \"" + name
                            + "\". Don't trust it.");
                }
                Group shard = opened.computeIfAbsent(name, _ -> open.apply(index.resolveSibling(name))).group(vars).orElse(Group.EMPTY);
                for (var child : shard.children().entrySet()) {
                    all = all.with(child.getKey(), child.getValue());
                }
            }
            return files.isEmpty() ? Optional.empty() : Optional.of(all);
        };
    }

    /// Opens a file for as long as `files` are.
    static Function<Path, Group> opening(Deque<Hdf5> files) {
        return path -> {
            Hdf5 file = Hdf5.open(path);
            files.push(file);
            return file.root();
        };
    }
}
