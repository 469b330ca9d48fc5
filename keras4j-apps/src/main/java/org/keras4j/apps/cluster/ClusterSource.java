package org.keras4j.apps.cluster;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.cluster.ClusterData.Form;
import org.keras4j.apps.cluster.ClusterData.Reading;
import org.keras4j.apps.data.CsvTable;
import tools.jackson.databind.JsonNode;

/// Where the points of a run come from.
sealed interface ClusterSource {
    int QUICK_IMAGES = 10_000;

    /// MNIST.
    ///
    /// @param limit how many of its training images; all if it is `null`
    record Digits(@Nullable Integer limit) implements ClusterSource {}

    /// The rows of a table.
    record Table(Path file) implements ClusterSource {}

    /// A folder of pictures.
    record Pictures(Path folder) implements ClusterSource {}

    /// Made-up points.
    record Made(Groups groups, long seed) implements ClusterSource {}

    /// What the user names, else the digits.
    static ClusterSource of(Job job) {
        var own = (ClusterApplication.Own) job.own();
        if (own.csv() != null) {
            return new Table(own.csv());
        }
        if (own.pictures() != null) {
            return new Pictures(own.pictures());
        }
        if (own.made() != null) {
            return new Made(own.made(), job.options().seed());
        }
        return new Digits(own.limit() != null || job.options().preset() != Preset.QUICK ? own.limit() : Integer.valueOf(QUICK_IMAGES));
    }

    /// What the user names, else what an earlier run learned from.
    static ClusterSource of(Job job, EarlierRun run, Form form) {
        return switch (of(job)) {
            case Digits digits -> switch (form) {
                case Form.Row _ -> made(run).<ClusterSource>map(groups -> new Made(groups, run.seed())).orElseGet(() -> new Table(run.learnedFrom()));
                case Form.Picture picture -> switch (picture.reading()) {
                    case DIGIT -> digits;
                    case PLAIN -> new Pictures(run.learnedFrom());
                };
            };
            case Table named -> named;
            case Pictures named -> named;
            case Made named -> named;
        };
    }

    /// What an earlier run made up, if it did.
    private static Optional<Groups> made(EarlierRun run) {
        String made = run.json(RunFolder.REPORT, JsonNode.class).at("/options/made").asString("");
        return Stream.of(Groups.values()).filter(groups -> groups.toString().equals(made)).findFirst();
    }

    /// The points to learn from.
    default ClusterData read(Job job) {
        return switch (this) {
            case Digits(var limit) -> ClusterData.digits(job.options(), job.places(), limit, job.output(), job.stopRequested());
            case Table(var file) -> ClusterData.table(file, job.output());
            case Pictures(var folder) -> ClusterData.pictures(folder, Reading.PLAIN, job.output());
            case Made(var groups, var seed) -> ClusterData.made(groups, seed, job.output());
        };
    }

    /// The points as an earlier run reads them, with its columns and its scale.
    ///
    /// @throws DataException if that run learned from something else
    default ClusterData read(Job job, Form form) {
        return switch (form) {
            case Form.Row row -> switch (this) {
                case Table(var file) -> ClusterData.table(CsvTable.read(file), row, job.output());
                case Made _ -> read(job);
                case Digits _ -> throw new DataException("--csv: expected a table, as the run learned from one, got none.");
                case Pictures(var folder) -> throw new DataException("--pictures " + folder + ": expected a table, as the run learned from one. Name it with --csv.");
            };
            case Form.Picture picture -> switch (this) {
                case Digits _ -> read(job);
                case Table(var file) -> throw new DataException("--csv " + file + ": expected pictures, as the run learned from some. Name a folder with --pictures.");
                case Pictures(var folder) -> ClusterData.pictures(folder, picture.reading(), job.output());
                case Made(var groups, _) -> throw new DataException("--made " + groups + ": expected pictures, as the run learned from some. Name a folder with --pictures.");
            };
        };
    }
}
