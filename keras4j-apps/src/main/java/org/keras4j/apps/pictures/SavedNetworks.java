package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.Attempts;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.config.KerasConfig;
import org.keras4j.engine.tensor.NDArray;

/// The networks of pictures in the folder of an earlier run, and what can be asked of them without the data they were trained on.
public final class SavedNetworks {

    private final EarlierRun run;
    private final List<PictureNetwork> networks;

    private SavedNetworks(EarlierRun run, List<PictureNetwork> networks) {
        this.run = run;
        this.networks = networks;
    }

    /// Those of `--run`, else of the newest run of the application.
    ///
    /// @throws DataException if there is no such run, or a file is broken
    public static SavedNetworks load(RunOptions options, String application) {
        return load(EarlierRun.of(options, application, RunFolder.REPORT), options, _ -> true);
    }

    /// @param wanted whether a network of that name was asked for
    /// @throws DataException if the folder has none of these, or a file is broken
    public static SavedNetworks load(EarlierRun run, RunOptions options, Predicate<String> wanted) {
        KerasConfig.threads(Computing.threads(options));
        var names = names(run).stream().filter(wanted).toList();
        if (names.isEmpty()) {
            throw new DataException(run.path() + ": holds no network of pictures that was asked for. Train one, or name another folder with --run.");
        }
        return new SavedNetworks(run, names.stream().map(name -> PictureNetwork.load(run, name)).toList());
    }

    /// {@return the names of the networks of pictures in a run folder}
    private static List<String> names(EarlierRun run) {
        try (var files = Files.list(run.path())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".keras"))
                    .map(name -> name.substring(0, name.length() - ".keras".length())).filter(name -> !name.startsWith("text-")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(run.path() + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    public List<PictureNetwork> networks() {
        return networks;
    }

    public EarlierRun run() {
        return run;
    }

    /// Scores all of them on the test pictures.
    public void evaluate(PictureData data, Output output) {
        output.say("Networks of " + run.words());
        var rows = new ArrayList<Row>();
        for (var network : networks) {
            if (!network.notes().classes().equals(data.classes())) {
                throw new IllegalArgumentException("evaluate: expected pictures of " + network.notes().classes() + " for the run in " + run.path()
                        + ", got " + data.classes() + ".");
            }
            var score = network.score(data.test(), network.predict(data.test().images()));
            rows.add(new Row(network.name(), score.accuracy(), score.interval()));
            if (network == networks.getLast()) {
                rows.add(new Row("always the most frequent class", score.majorityShare(), null));
            }
        }
        new ScoreTable("Test accuracy", ScoreTable.Form.PERCENT, rows).lines().forEach(output::say);
    }

    /// Says what is on the user's pictures: a line for each picture and network.
    public void predict(String application, Job job) {
        job.answerEach(application, "pictures or folders of pictures", (path, attempts) -> predict(Path.of(path), attempts, job.output()));
    }

    /// @param path a picture, or a folder of pictures
    public void predict(Path path, Attempts attempts, Output output) {
        attempts.each(PictureFiles.of(path), 1, PictureData::picture, seen -> seen.forEach((file, picture) -> say(file.toString(), picture, output)));
    }

    /// Says what is on the test pictures that the run kept.
    public void demo(Output output) {
        output.tell("Networks of " + run.words());
        for (var file : PictureFiles.of(run.file(Contest.SAMPLES))) {
            say(file.getFileName().toString(), PictureData.picture(file), output);
        }
    }

    private void say(String what, NDArray picture, Output output) {
        for (var network : networks) {
            String who = networks.size() == 1 ? "" : network.name() + ": ";
            output.say(what + ": " + who + network.words(network.predict(picture.expandDims(0)).index(0)));
        }
    }
}
