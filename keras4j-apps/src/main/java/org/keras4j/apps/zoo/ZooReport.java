package org.keras4j.apps.zoo;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.pictures.Contest;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;

/// Collects what a run found out, writes it after each network, and shows it at the end.
final class ZooReport {
    private final Report.Settings settings;
    private final Report.Settings texts;
    private final RunFolder folder;
    private final Job job;
    private final SequencedMap<String, Task> tasks = new LinkedHashMap<>();

    /// The options of a run that learned sentences too, which have settings of their own.
    private record Recipes(@Nullable String networks, @Nullable Integer limit, int sentencesEpochs, int sentencesBatchSize, double sentencesLearningRate) {}

    /// What is compared with each other.
    private static final class Task {
        private final DataDescription data;
        private final List<Standing> standings = new ArrayList<>();
        private final List<Row> baselines = new ArrayList<>();
        private final Map<String, Classification> further = new LinkedHashMap<>();

        Task(DataDescription data) {
            this.data = data;
        }
    }

    ZooReport(Report.Settings settings, Report.Settings texts, RunFolder folder, Job job) {
        this.settings = settings;
        this.texts = texts;
        this.folder = folder;
        this.job = job;
    }

    Report.Settings settings() {
        return settings;
    }

    Report.Settings texts() {
        return texts;
    }

    /// @param task `pictures`, `sentences` or `digits`
    void describe(String task, DataDescription data) {
        tasks.put(task, new Task(data));
    }

    void add(String task, Standing standing) {
        task(task).standings.add(standing);
        write();
    }

    void baseline(String task, String title, String key, Classification score) {
        task(task).baselines.add(new Row(title, score.accuracy(), score.interval()));
        task(task).further.put(key, score);
        write();
    }

    private Task task(String name) {
        return Objects.requireNonNull(tasks.get(name), name);
    }

    private void write() {
        var own = (ZooApplication.Own) job.own();
        folder.report(report(), tasks.containsKey("sentences") ? new Recipes(own.networks(), own.limit(), texts.epochs(), texts.batchSize(), texts.learningRate()) : own);
        tasks.forEach((name, task) -> folder.write(name + ".csv", new Comparison(name, task.standings).csv()));
    }

    private List<Standing> standings() {
        return tasks.values().stream().flatMap(task -> task.standings.stream()).toList();
    }

    private SequencedMap<String, List<Double>> history() {
        var all = new LinkedHashMap<String, List<Double>>();
        standings().forEach(s -> s.training().history().forEach((measure, values) -> all.put(Contest.key(s.design().name(), measure), values)));
        return all;
    }

    private Report report() {
        var scores = new Scores();
        // Task by task: digits are easier than pictures.
        tasks.values().forEach(task -> task.standings.stream().sorted(Comparator.comparingDouble(s -> -s.score().accuracy()))
                .forEach(s -> scores.put(Contest.key(s.design().name(), "test_accuracy"), s.score())));
        tasks.forEach((name, task) -> {
            task.further.forEach(scores::put);
            task.standings.stream().findFirst().ifPresent(s -> scores.put("baseline_majority_accuracy_" + name, s.score().majorityShare()));
        });
        for (var s : standings()) {
            scores.put(Contest.key(s.design().name(), "parameters"), (double) s.parameters());
            scores.put(Contest.key(s.design().name(), "multiply_adds"), (double) s.multiplyAdds());
            scores.put(Contest.key(s.design().name(), "file_bytes"), (double) s.fileBytes());
            scores.put(Contest.key(s.design().name(), "seconds_per_epoch"), s.secondsPerEpoch());
            scores.put(Contest.key(s.design().name(), "predicted_per_second"), s.perSecond());
        }
        var work = standings().stream().map(s -> s.training().work()).toList();
        boolean stopped = standings().stream().anyMatch(s -> s.training().end() == Report.End.STOPPED);
        return new Report("zoo", settings, stopped ? Report.End.STOPPED : Report.End.COMPLETE, data(), standings().stream().mapToLong(Standing::parameters).sum(),
                scores, history(), new Report.Work("samples", work.stream().mapToLong(Report.Work::count).sum(),
                        work.stream().mapToDouble(Report.Work::seconds).sum()));
    }

    /// Of all tasks in one; made-up data in any makes it synthetic.
    private DataDescription data() {
        var all = tasks.values().stream().map(task -> task.data).toList();
        boolean real = all.stream().allMatch(data -> data.origin() == Origin.REAL);
        var splits = tasks.entrySet().stream().flatMap(task -> task.getValue().data.splits().stream()
                .map(split -> new Split(task.getKey() + " " + split.name(), split.samples(), split.classes()))).toList();
        return new DataDescription(joined(all, DataDescription::name), joined(all, DataDescription::location), real ? Origin.REAL : Origin.SYNTHETIC,
                all.stream().flatMap(data -> data.files().stream()).toList(), splits, joined(all, DataDescription::licence));
    }

    private static String joined(List<DataDescription> all, Function<DataDescription, @Nullable String> part) {
        return all.stream().map(part).distinct().collect(Collectors.joining("; "));
    }

    /// Prints the tables and draws them.
    void finish() {
        tasks.forEach((name, task) -> {
            if (task.standings.isEmpty()) {
                return;
            }
            var comparison = new Comparison(name, task.standings);
            comparison.lines().forEach(job.output()::say);
            var rows = new ArrayList<>(task.baselines);
            rows.add(new Row("always the most frequent class", task.standings.getFirst().score().majorityShare(), null));
            new ScoreTable("Beside them", ScoreTable.Form.PERCENT, rows).lines().forEach(job.output()::say);
            folder.plot(name, comparison.plot("Networks of " + name + ": " + task.data.name()), task.data.origin());
        });
        job.output().say(folder.written());
    }
}
