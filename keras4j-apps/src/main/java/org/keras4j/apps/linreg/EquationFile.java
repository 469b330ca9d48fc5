package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Input;
import org.keras4j.models.Model;
import org.keras4j.models.Sequential;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The model of a run: `model.keras`, one unit that takes the table's own numbers and their powers, which Keras opens too; and `equation.json` for people,
/// with the names of its columns.
///
/// @param terms what the equation is linear in: the columns of the table, and their powers
record EquationFile(String target, Polynomial terms, Equation equation) {
    static final String NAME = "equation.json";
    static final String MODEL = "model.keras";

    void write(RunFolder folder) {
        var root = JsonMapper.shared().createObjectNode();
        root.put("target", target);
        root.put("intercept", equation.intercept());
        var names = terms.names();
        var weights = root.putObject("weights");
        IntStream.range(0, names.size()).forEach(i -> weights.put(names.get(i), equation.weights()[i]));
        var powers = root.putObject("powers");
        IntStream.range(0, terms.columns().size()).forEach(j -> powers.put(terms.columns().get(j), terms.powers().get(j)));
        folder.write(NAME, root.toPrettyString() + "\n");
        model().save(folder.place(MODEL));
    }

    /// In double precision, as the equation is.
    private Model model() {
        int features = equation.weights().length;
        var model = Sequential.of(Input.shape(features).dtype(DType.FLOAT64), Dense.of(1).dtype("float64"));
        model.setWeights(List.of(NDArray.of(Shape.of(features, 1), equation.weights()), NDArray.of(equation.intercept())));
        return model;
    }

    private static Equation equation(EarlierRun run, int features) {
        var weights = run.model(MODEL).getWeights();
        if (weights.size() != 2 || weights.getFirst().elements() != features || weights.getLast().elements() != 1) {
            throw new DataException(run.file(MODEL) + ": expected one unit for " + features + " features, got weights "
                    + weights.stream().map(NDArray::shape).toList() + ".");
        }
        return new Equation(weights.getFirst().toDoubleArray(), weights.getLast().item());
    }

    /// @throws DataException if a file is missing or isn't such a file
    static EquationFile read(EarlierRun run) {
        var root = run.json(NAME, JsonNode.class);
        var powers = root.path("powers");
        if (!root.path("target").isString() || powers.isEmpty()
                || !powers.values().stream().allMatch(power -> power.isInt() && power.asInt() >= 1 && power.asInt() <= Polynomial.MOST)) {
            throw new DataException(run.file(NAME) + ": expected target, intercept, weights and powers, got something else.");
        }
        var terms = new Polynomial(List.copyOf(powers.propertyNames()), powers.values().stream().map(JsonNode::asInt).toList());
        return new EquationFile(root.path("target").asString(), terms, equation(run, terms.names().size()));
    }

    /// @param columns of the table, in its order
    double predict(double[] columns) {
        return equation.apply(terms.apply(columns));
    }
}
