package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Layer;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;
import org.keras4j.saving.hdf5.Dataset;
import org.keras4j.saving.hdf5.Group;

/// Weights in the layout of Keras 1 and 2, which Keras 3 still writes to `.h5`: a group for each layer, in which the attribute
/// `weight_names` says where its weights are, those that are trained first. Layers are matched in order, or by name if that is asked for.
final class LegacyWeights {
    private static final System.Logger LOG = System.getLogger(LegacyWeights.class.getName());

    private LegacyWeights() {}

    /// Whether a file is in this layout: of a whole model, or of weights alone.
    static boolean is(Group root) {
        return root.group("model_weights").isPresent() || root.attributes().containsKey("layer_names") || root.attributes().containsKey("layer_names0");
    }

    static void load(Group root, Model model, Matching matching) {
        Group groups = root.group("model_weights").orElse(root);
        SequencedMap<String, Group> saved = new LinkedHashMap<>();
        texts(groups, "layer_names").forEach(name -> saved.put(name, groups.group(name)
                .orElseThrow(() -> new FormatException("expected a group for layer '" + name + "', got none. The file is damaged."))));
        var read = new LinkedHashMap<Variable, NDArray>();
        if (matching.isByName()) {
            byName(model, saved, matching, read);
        } else {
            inOrder(model, saved, matching, read);
        }
        groups.group("top_level_model_weights").ifPresent(own -> fill("the model itself", model.ownWeights(), own, matching, read));
        read.forEach(Variable::adopt);
    }

    private static void inOrder(Model model, SequencedMap<String, Group> saved, Matching matching, Map<Variable, NDArray> read) {
        List<Layer> layers = model.layers().stream().filter(layer -> !layer.weights().isEmpty()).toList();
        List<Group> groups = saved.values().stream().filter(group -> !texts(group, "weight_names").isEmpty()).toList();
        if (layers.size() != groups.size()) {
            throw new FormatException("expected weights of " + layers.size() + " layers, got those of " + groups.size() + ". Was the file saved by another model?");
        }
        for (int i = 0; i < layers.size(); i++) {
            layer(layers.get(i), groups.get(i), matching, read);
        }
    }

    private static void byName(Model model, SequencedMap<String, Group> saved, Matching matching, Map<Variable, NDArray> read) {
        List<Layer> named = model.layers().stream().filter(layer -> saved.containsKey(layer.name())).toList();
        if (named.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "Model '" + model.name() + "': expected layers named as in the file, one of " + saved.keySet() + ", got "
                    + model.layers().stream().map(Layer::name).toList() + ". All stay as they are.");
        }
        named.forEach(layer -> layer(layer, saved.get(layer.name()), matching, read));
    }

    private static void layer(Layer layer, Group group, Matching matching, Map<Variable, NDArray> read) {
        fill("layer '" + layer.name() + "'", Stream.concat(layer.trainableWeights().stream(), layer.nonTrainableWeights().stream()).toList(), group, matching, read);
    }

    private static void fill(String place, List<Variable> variables, Group group, Matching matching, Map<Variable, NDArray> read) {
        List<Dataset> datasets = datasets(group, texts(group, "weight_names"));
        if (variables.size() != datasets.size()) {
            unlike(place, "expected " + variables.size() + " weights, got " + datasets.size() + ".", matching);
            return;
        }
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            Dataset dataset = datasets.get(i);
            if (variable.shape().equals(dataset.shape())) {
                read.put(variable, dataset.values());
            } else {
                unlike(place, "expected " + variable.type() + " (" + variable.path() + "), got " + dataset.shape() + ".", matching);
            }
        }
    }

    private static void unlike(String place, String problem, Matching matching) {
        if (!matching.skips()) {
            throw new FormatException(place + ": " + problem + " Was the file saved by another model?");
        }
        LOG.log(System.Logger.Level.WARNING, place + ": " + problem + " It stays as it is.");
    }

    /// The state of the optimizer, if it suits it.
    static void loadOptimizer(Group root, Model model) {
        Optional<Group> group = root.group("optimizer_weights");
        List<Variable> variables = model.optimizer().variables();
        List<String> names = group.map(found -> texts(found, "weight_names")).orElse(List.of());
        if (names.isEmpty()) {
            return;
        }
        List<Dataset> datasets = datasets(group.get(), names);
        // Keras 2 has no rate among them.
        boolean fits = datasets.size() == variables.size()
                && IntStream.range(0, variables.size()).allMatch(i -> variables.get(i).shape().equals(datasets.get(i).shape()));
        if (!fits) {
            LOG.log(System.Logger.Level.WARNING, "optimizer_weights: expected " + variables.size() + " variables of " + model.optimizer().name() + ", got "
                    + datasets.size() + ". The optimizer starts anew.");
            return;
        }
        List<NDArray> values = datasets.stream().map(Dataset::values).toList();
        for (int i = 0; i < values.size(); i++) {
            variables.get(i).adopt(values.get(i));
        }
    }

    private static List<Dataset> datasets(Group group, List<String> names) {
        return names.stream().map(name -> group.dataset(name)
                .orElseThrow(() -> new FormatException("expected an array \"" + name + "\", got none. The file is damaged."))).toList();
    }

    /// A list of texts; a long one is in pieces `name0`, `name1`, ….
    static List<String> texts(Group group, String name) {
        Optional<List<String>> whole = group.texts(name);
        if (whole.isPresent()) {
            return whole.get();
        }
        var all = new ArrayList<String>();
        for (int i = 0; group.texts(name + i) instanceof Optional<List<String>> piece && piece.isPresent(); i++) {
            all.addAll(piece.get());
        }
        return all;
    }
}
