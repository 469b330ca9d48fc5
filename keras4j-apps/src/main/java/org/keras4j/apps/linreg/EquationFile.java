package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.DataException;
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

/// The model of a run: `model.keras`, one unit that takes the table's own numbers, which Keras opens too; and `equation.json` for people,
/// with the names of its columns.
record EquationFile(String target, List<String> features, Equation equation) {
    static final String NAME = "equation.json";
    static final String MODEL = "model.keras";

    void write(RunFolder folder) {
        var root = JsonMapper.shared().createObjectNode();
        root.put("target", target);
        root.put("intercept", equation.intercept());
        var weights = root.putObject("weights");
        for (int i = 0; i < features.size(); i++) {
            weights.put(features.get(i), equation.weights()[i]);
        }
        folder.write(NAME, root.toPrettyString() + "\n");
        model().save(folder.file(MODEL));
    }

    /// In double precision, as the equation is.
    private Model model() {
        var model = Sequential.of(Input.shape(features.size()).dtype(DType.FLOAT64), Dense.of(1).dtype("float64"));
        model.setWeights(List.of(NDArray.of(Shape.of(features.size(), 1), equation.weights()), NDArray.of(equation.intercept())));
        return model;
    }

    private static Equation equation(RunFolder folder, int features) {
        var weights = folder.model(MODEL).getWeights();
        if (weights.size() != 2 || weights.getFirst().elements() != features || weights.getLast().elements() != 1) {
            throw new DataException(folder.file(MODEL) + ": expected one unit for " + features + " features, got weights "
                    + weights.stream().map(NDArray::shape).toList() + ".");
        }
        return new Equation(weights.getFirst().toDoubleArray(), weights.getLast().item());
    }

    /// @throws DataException if a file is missing or isn't such a file
    static EquationFile read(RunFolder folder) {
        var root = folder.json(NAME, JsonNode.class);
        var weights = root.path("weights");
        if (!root.path("target").isString() || !root.path("intercept").isNumber() || weights.isEmpty()
                || !weights.values().stream().allMatch(JsonNode::isNumber)) {
            throw new DataException(folder.file(NAME) + ": expected target, intercept and weights, got something else.");
        }
        var features = List.copyOf(weights.propertyNames());
        return new EquationFile(root.path("target").asString(), features, equation(folder, features.size()));
    }

    /// The prediction for the features in one text, separated by commas or blanks.
    ///
    /// @throws IllegalArgumentException if they aren't as many numbers as there are features
    double predict(String row) {
        double[] values;
        try {
            values = Stream.of(row.strip().split("[,;\\s]+")).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("linreg predict: expected numbers for " + String.join(", ", features) + ", got '" + row + "'.", e);
        }
        if (values.length != features.size()) {
            throw new IllegalArgumentException("linreg predict: expected " + features.size() + " numbers (" + String.join(", ", features)
                    + "), got " + values.length + " in '" + row + "'.");
        }
        return equation.apply(values);
    }
}
