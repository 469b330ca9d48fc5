package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.models.Compile;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The model of a run with the names that it lacks: `model.keras` and `classes.json`.
///
/// @param threshold above which the positive one of two classes is said, chosen on validation rows
record Classifier(Model model, List<String> features, List<String> classes, int positive, double threshold) {
    static final String MODEL = "model.keras";
    static final String NAMES = "classes.json";

    void write(RunFolder folder) {
        var root = JsonMapper.shared().createObjectNode();
        features.forEach(root.putArray("features")::add);
        classes.forEach(root.putArray("classes")::add);
        root.put("positive", classes.get(positive));
        root.put("threshold", threshold);
        folder.write(NAMES, root.toPrettyString() + "\n");
        // Without metrics: the article's are functions, which no file holds.
        model.compile(Compile.with(model.optimizer()).loss(classes.size() == 2 ? "binary_crossentropy" : "categorical_crossentropy"));
        model.save(folder.place(MODEL));
    }

    /// @throws DataException if a file is missing or isn't such a file
    static Classifier read(EarlierRun run) {
        var root = run.json(NAMES, JsonNode.class);
        var features = texts(root.path("features"));
        var classes = texts(root.path("classes"));
        int positive = classes.indexOf(root.path("positive").asString(""));
        if (features.isEmpty() || classes.size() < 2 || positive < 0 || !root.path("threshold").isNumber()) {
            throw new DataException(run.file(NAMES) + ": expected features, classes, positive and threshold, got something else.");
        }
        return new Classifier(run.model(MODEL), features, classes, positive, root.path("threshold").asDouble());
    }

    /// {@return what the classes of rows are}
    ///
    /// @param rows in the order of the features
    List<String> answer(double[][] rows) {
        return Stream.of(probabilities(rows)).map(this::text).toList();
    }

    private double[][] probabilities(double[][] rows) {
        return TableNetwork.probabilities(model.predict(TableNetwork.inputs(rows), Predict.defaults().batchSize(1024)));
    }

    private String text(double[] probabilities) {
        int said = Predictions.of(classes, positive, new int[1], new double[][] {probabilities}, threshold).said()[0];
        return classes.get(said) + ": " + new Probabilities(probabilities).words(classes::get);
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }
}
