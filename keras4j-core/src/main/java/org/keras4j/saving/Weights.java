package org.keras4j.saving;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Layer;
import org.keras4j.ops.Variable;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.saving.hdf5.Attribute;
import org.keras4j.saving.hdf5.Dataset;
import org.keras4j.saving.hdf5.Group;

/// The variables of a model as a tree of groups, and back.
final class Weights {
    private static final System.Logger LOG = System.getLogger(Weights.class.getName());

    private Weights() {}

    /// Read from the variables when the tree is written.
    static Group tree(Layer model) {
        Group root = Group.EMPTY;
        for (WeightPaths.Place place : WeightPaths.of(model)) {
            Group vars = Group.EMPTY.with("name", new Attribute.Text(place.name()));
            for (int i = 0; i < place.variables().size(); i++) {
                Variable variable = place.variables().get(i);
                // Optimizers of Keras count in int32.
                DType dtype = place.isOptimizer() && variable.dtype() == DType.INT64 ? DType.INT32 : variable.dtype();
                vars = vars.with(Integer.toString(i), Dataset.of(dtype, variable.shape(), () -> variable.value().cast(dtype)));
            }
            root = root.with(place.vars(), vars);
            for (var array : Assets.arrays(place).entrySet()) {
                root = root.with(array.getKey(), Dataset.of(array.getValue()));
            }
        }
        return root;
    }

    /// Lets optimizers that get their slots with their first step, such as those in fields of a model, hold until then what the tree
    /// has of them.
    static void expectState(Group root, Layer model) {
        for (WeightPaths.Place place : WeightPaths.of(model)) {
            if (place.owner() instanceof Optimizer optimizer && !optimizer.isBuilt()) {
                Group vars = root.group(place.vars()).orElse(Group.EMPTY);
                optimizer.expect(IntStream.range(0, Math.toIntExact(Assets.variables(vars))).mapToObj(i -> vars.dataset(Integer.toString(i)))
                        .flatMap(Optional::stream).flatMap(dataset -> dataset.dtype().map(dtype -> new Type(dtype, dataset.shape())).stream()).toList());
            }
        }
    }

    /// Gives the model what the source holds. All is read before anything changes.
    ///
    /// @throws FormatException naming the place, when something is missing or of another shape, unless that is to be skipped
    static void load(WeightSource source, Layer model, Matching matching) {
        var read = new LinkedHashMap<Variable, NDArray>();
        for (WeightPaths.Place place : WeightPaths.of(model)) {
            Optional<Group> found = source.vars(place.path());
            Group vars = found.orElse(Group.EMPTY);
            boolean unbuilt = place.owner() instanceof Layer layer && !layer.isBuilt() && Assets.variables(vars) > 0;
            if (place.variables().isEmpty() && !unbuilt) {
                continue;
            }
            String problem = problem(place, vars);
            if (problem == null) {
                for (int i = 0; i < place.variables().size(); i++) {
                    read.put(place.variables().get(i), vars.dataset(Integer.toString(i)).orElseThrow().values());
                }
            } else if (place.isOptimizer() && hasNoSteps(vars)) {
                continue;                                        // it was saved before it learned anything: to start anew loses nothing
            } else if (matching.skips() || place.isOptimizer()) {
                LOG.log(System.Logger.Level.WARNING, problem + (place.isOptimizer() ? " The optimizer starts anew." : " It stays as it is."));
            } else {
                throw new FormatException(problem + (unbuilt ? " It isn't built yet: give the model an Input, or call it first."
                        : " Was the file saved by another model?" + (found.isPresent() ? "" : withoutGroup(source, place))));
            }
        }
        read.forEach(Variable::adopt);
    }

    private static String withoutGroup(WeightSource source, WeightPaths.Place place) {
        return " It has nothing of that path" + source.foundOnTheWayTo(place.path()).map(found -> ": " + found + ". A path").orElse(", which")
                + " goes by names of fields and classes: @KerasSerializable(name = …) gives a class the one it has in Python.";
    }

    private static boolean hasNoSteps(Group vars) {
        return vars.dataset("0").filter(counter -> counter.shape().isScalar() && counter.values().item() == 0).isPresent();
    }

    private static @Nullable String problem(WeightPaths.Place place, Group vars) {
        int wanted = place.variables().size();
        if (Assets.variables(vars) != wanted) {
            return place.vars() + ": expected " + wanted + (wanted == 1 ? " variable of '" : " variables of '") + place.name() + "', got "
                    + Assets.variables(vars) + ".";
        }
        for (int i = 0; i < wanted; i++) {
            Variable variable = place.variables().get(i);
            Optional<Dataset> dataset = vars.dataset(Integer.toString(i));
            if (dataset.isEmpty()) {
                return place.vars() + "/" + i + ": expected " + variable.type() + " (" + variable.path() + "), got nothing of that name.";
            }
            if (!dataset.get().shape().equals(variable.shape())) {
                return place.vars() + "/" + i + ": expected " + variable.type() + " (" + variable.path() + "), got "
                        + dataset.get().dtype().map(DType::toString).orElse("an array") + dataset.get().shape() + ".";
            }
        }
        return null;
    }
}
