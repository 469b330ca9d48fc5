package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// Where weights come from: for each object of a model the group of its variables.
///
/// @param groups by the path of the object, which is empty for the model itself
/// @param tree of the file, to say what is in it; empty when they are many
record WeightSource(Function<String, Optional<Group>> groups, Group tree) {
    /// How many names a message has at most.
    private static final int NAMED = 12;

    Optional<Group> vars(String path) {
        return groups.apply(path);
    }

    /// What the file has where the way to an object ends that isn't in it: `layers has dense, dense_1`.
    Optional<String> foundOnTheWayTo(String path) {
        Group last = tree;
        var way = new ArrayList<String>();
        for (String name : path.split("/")) {
            if (!(last.children().get(name) instanceof Group next)) {
                break;
            }
            last = next;
            way.add(name);
        }
        List<String> names = last.children().keySet().stream().filter(name -> !name.equals("vars")).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of((way.isEmpty() ? "its root" : String.join("/", way)) + " has "
                + String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + (names.size() > NAMED ? ", …" : ""));
    }

    /// One file. Keras 2.12 and 2.13 have layers under another name.
    static WeightSource of(Group root) {
        String old = "_layer_checkpoint_dependencies";
        boolean renamed = root.group("layers").isEmpty() && root.group(old).isPresent();
        return new WeightSource(path -> root.group((renamed ? path.replaceAll("(^|/)layers/", "$1" + old + "/") : path) + "/vars"), root);
    }

    /// The files of a `.weights.json`, by its map from groups to files.
    static WeightSource sharded(Path index, Map<?, ?> content, Function<Path, Group> open) {
        if (!(content.get("weight_map") instanceof Map<?, ?> map)) {
            throw new FormatException("expected a weight_map, got " + content.keySet() + ". It isn't the list of a model's files.");
        }
        var opened = new HashMap<String, Group>();
        return new WeightSource(path -> {
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
        }, Group.EMPTY);
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
