package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The model of a run as `equation.json`: all that a prediction needs.
record EquationFile(String target, List<String> features, Equation equation) {
    static final String NAME = "equation.json";

    void write(RunFolder folder) {
        var root = JsonMapper.shared().createObjectNode();
        root.put("target", target);
        root.put("intercept", equation.intercept());
        var weights = root.putObject("weights");
        for (int i = 0; i < features.size(); i++) {
            weights.put(features.get(i), equation.weights()[i]);
        }
        folder.write(NAME, root.toPrettyString() + "\n");
    }

    /// @throws DataException if the file is missing or isn't such a file
    static EquationFile read(RunFolder folder) {
        var file = folder.file(NAME);
        try {
            var root = JsonMapper.shared().readTree(Files.readString(file));
            var weights = root.path("weights");
            if (!root.path("target").isString() || !root.path("intercept").isNumber() || weights.isEmpty()
                    || !weights.values().stream().allMatch(JsonNode::isNumber)) {
                throw new DataException(file + ": expected target, intercept and weights, got something else.");
            }
            return new EquationFile(root.path("target").asString(), List.copyOf(weights.propertyNames()),
                    new Equation(weights.values().stream().mapToDouble(JsonNode::asDouble).toArray(), root.path("intercept").asDouble()));
        } catch (JacksonException e) {
            throw new DataException(file + ": is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
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
