package org.keras4j.cli.model;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.models.Model;

/// The arrays of an `.npz` file by the names that `keras4j model` gives them: `x` and `y` of a model with one input and one output,
/// or `x_<input>` and `y_<output>`.
record NamedArrays(Path file, SequencedMap<String, NDArray> arrays) {

    static NamedArrays read(Path file) {
        return new NamedArrays(file, Npz.read(file));
    }

    /// For `predict`.
    List<NDArray> inputs(Model model) {
        return List.copyOf(all("x", model.inputNames()).values());
    }

    /// For `fit` and `evaluate`.
    Element samples(Model model) {
        var x = all("x", model.inputNames());
        var y = all("y", model.outputNames());
        var all = Stream.of(x, y).flatMap(some -> some.entrySet().stream()).toList();
        var counts = all.stream().map(named -> named.getValue().rank() == 0 ? 0 : named.getValue().size(0)).distinct().toList();
        if (counts.size() > 1) {
            throw new IllegalArgumentException(file + ": expected as many samples in each array, got " + all.stream()
                    .map(named -> named.getKey() + " " + named.getValue().dtype() + named.getValue().shape()).collect(Collectors.joining(", ")) + ". The first axis counts them.");
        }
        if (counts.isEmpty() || counts.getFirst() == 0) {
            throw new IllegalArgumentException(file + ": expected samples, got none.");
        }
        return new Element(List.copyOf(x.values()), List.copyOf(y.values()), List.of());
    }

    /// Works on the samples. Where that fails by a label that is no class of its output, says which: the batch at work knows only its own rows.
    ///
    /// @throws IllegalArgumentException with the label, its place and the number of classes
    <T> T named(Model model, Supplier<T> work) {
        try {
            return work.get();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(wrongLabel(model).orElse(file + ": " + e.getMessage()), e);
        }
    }

    private Optional<String> wrongLabel(Model model) {
        var first = model.predict(inputs(model).stream().map(x -> x.rows(0, 1)).toList());
        for (int i = 0; i < first.size(); i++) {
            String name = array("y", model.outputNames(), i);
            NDArray labels = arrays.get(name);
            long classes = first.get(i).size(first.get(i).rank() - 1);
            for (long at = 0; at < labels.elements(); at++) {
                double label = labels.flatten().at(at);
                if (!(label >= 0 && label < classes)) {
                    return Optional.of(String.format(Locale.ROOT, "%s: %s[%d]: expected a label from 0 to %d, of %d classes, got %.0f. Correct the data.",
                            file, name, at, classes - 1, classes, label));
                }
            }
        }
        return Optional.empty();
    }

    private String array(String kind, List<String> names, int i) {
        return names.size() <= 1 && arrays.containsKey(kind) ? kind : kind + "_" + names.get(i);
    }

    /// By their names in the file.
    private SequencedMap<String, NDArray> all(String kind, List<String> names) {
        if (names.isEmpty() && arrays.containsKey(kind)) {
            return new LinkedHashMap<>(Map.of(kind, arrays.get(kind)));
        }
        var all = new LinkedHashMap<String, NDArray>();
        for (int i = 0; i < names.size(); i++) {
            String name = array(kind, names, i);
            if (!arrays.containsKey(name)) {
                throw new IllegalArgumentException(file + ": expected " + (names.size() == 1 ? "an array " + kind + " or " + kind + "_" + names.getFirst()
                        : "arrays " + names.stream().map(each -> kind + "_" + each).toList()) + ", got " + arrays.keySet() + ". Rename them.");
            }
            all.put(name, arrays.get(name));
        }
        return all;
    }

    /// Results by the same rule.
    static void write(Path file, Model model, List<NDArray> outputs) {
        var named = new LinkedHashMap<String, NDArray>();
        for (int i = 0; i < outputs.size(); i++) {
            named.put(outputs.size() == 1 ? "y" : "y_" + model.outputNames().get(i), outputs.get(i));
        }
        Npz.write(file, named);
    }
}
