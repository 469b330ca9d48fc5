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
        return all("x", model.inputNames());
    }

    /// For `fit` and `evaluate`.
    Element samples(Model model) {
        if (inputs(model).getFirst().rank() == 0 || inputs(model).getFirst().size(0) == 0) {
            throw new IllegalArgumentException(file + ": expected samples, got none.");
        }
        return new Element(inputs(model), all("y", model.outputNames()), List.of());
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
                if (label < 0 || label >= classes) {
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

    private List<NDArray> all(String kind, List<String> names) {
        if (names.size() <= 1 && arrays.containsKey(kind)) {
            return List.of(arrays.get(kind));
        }
        return names.stream().map(name -> {
            NDArray array = arrays.get(kind + "_" + name);
            if (array == null) {
                throw new IllegalArgumentException(file + ": expected " + (names.size() == 1 ? "an array " + kind + " or " + kind + "_" + names.getFirst()
                        : "arrays " + names.stream().map(each -> kind + "_" + each).toList()) + ", got " + arrays.keySet() + ". Rename them.");
            }
            return array;
        }).toList();
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
