package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Layer;
import org.keras4j.layers.SavesAssets;
import org.keras4j.saving.hdf5.Dataset;
import org.keras4j.saving.hdf5.Group;

/// What layers keep besides weights: files `assets/PATH/NAME`, and arrays among the variables of PATH that have a name instead of a number.
final class Assets {
    private static final String FOLDER = "assets/";
    private static final String NUMBER = "\\d+";

    private Assets() {}

    private static String below(WeightPaths.Place place) {
        return place.path().isEmpty() ? "" : place.path() + "/";
    }

    /// By the names of members.
    static SequencedMap<String, byte[]> files(Layer model) {
        var files = new LinkedHashMap<String, byte[]>();
        for (WeightPaths.Place place : WeightPaths.of(model)) {
            if (place.owner() instanceof SavesAssets layer) {
                layer.assets().forEach((name, bytes) -> files.put(FOLDER + below(place) + name, bytes));
            }
        }
        return files;
    }

    /// By their paths among the weights.
    static SequencedMap<String, NDArray> arrays(WeightPaths.Place place) {
        var arrays = new LinkedHashMap<String, NDArray>();
        if (place.owner() instanceof SavesAssets layer) {
            layer.assetArrays().forEach((name, array) -> {
                int last = name.lastIndexOf('/') + 1;
                arrays.put(below(place) + name.substring(0, last) + "vars/" + name.substring(last), array);
            });
        }
        return arrays;
    }

    static void restore(Layer model, Members members, Group weights, LoadLimits limits) {
        for (WeightPaths.Place place : WeightPaths.of(model)) {
            if (place.owner() instanceof SavesAssets layer) {
                String folder = FOLDER + below(place);
                var files = new LinkedHashMap<String, byte[]>();
                members.sizes().keySet().stream().filter(name -> name.startsWith(folder))
                        .forEach(name -> files.put(name.substring(folder.length()), members.text(name, limits)));
                var arrays = new LinkedHashMap<String, NDArray>();
                weights.group(place.vars()).ifPresent(vars -> vars.children().forEach((name, child) -> {
                    if (!name.matches(NUMBER) && child instanceof Dataset dataset) {
                        arrays.put(name, dataset.values());
                    }
                }));
                try {
                    layer.restore(files, arrays);
                } catch (IllegalArgumentException e) {
                    throw new FormatException(folder + " > " + e.getMessage(), e);
                }
            }
        }
    }

    /// How many of a group are variables.
    static long variables(Group vars) {
        return vars.children().keySet().stream().filter(name -> name.matches(NUMBER)).count();
    }
}
