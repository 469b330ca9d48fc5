package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.apps.score.Probabilities;
import tools.jackson.databind.json.JsonMapper;

/// What a run's model reads and what its clusters are called: `clusters.json`, beside the model.
///
/// @param names of the clusters, in their order
record ClusterFile(ClusterData.Form form, List<String> names) {
    static final String NAME = "clusters.json";

    /// The content of the file; a picture has no columns, and a row no height, and is read as it is.
    private record Content(int rows, int width, ClusterData.Reading reading, List<String> columns, double[] mean, double[] sd, List<String> names) {}

    void write(RunFolder folder) {
        var content = switch (form) {
            case ClusterData.Form.Picture(int rows, int columns, var reading) -> new Content(rows, columns, reading, List.of(), new double[0], new double[0], names);
            case ClusterData.Form.Row(var columns, var standardizer) -> new Content(0, 0, ClusterData.Reading.PLAIN, columns, standardizer.mean(), standardizer.sd(), names);
        };
        folder.write(NAME, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }

    /// @throws DataException if it is missing or isn't such a file
    static ClusterFile read(EarlierRun run) {
        var content = run.json(NAME, Content.class);
        if (content.mean.length != content.columns.size() || content.sd.length != content.columns.size()
                || content.columns.isEmpty() && (content.rows < 1 || content.width < 1)) {
            throw new DataException(run.file(NAME) + ": expected the size of pictures, or columns with mean and sd of each, got neither.");
        }
        ClusterData.Form form = content.columns.isEmpty() ? new ClusterData.Form.Picture(content.rows, content.width, content.reading)
                : new ClusterData.Form.Row(content.columns, new Standardizer(content.mean, content.sd));
        return new ClusterFile(form, content.names);
    }

    String name(int cluster) {
        return cluster < names.size() ? names.get(cluster) : "cluster " + cluster;
    }

    /// {@return the three clusters that a point belongs to most}
    String words(float[] belongings) {
        return Probabilities.of(belongings).words(this::name);
    }
}
