package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.score.Scores;
import org.keras4j.data.ImageFiles;

/// Networks trained one after the other on the same pictures with the same settings, each written when it is done.
public final class Contest {
    /// The folder of test pictures that a run keeps, to show later what its networks say: each named by its number and class.
    public static final String SAMPLES = "samples";
    private static final int KEPT = 20;

    private final String app;
    private final PictureData data;
    private final PictureNotes notes;
    private final Report.Settings settings;
    private final RunFolder folder;
    private final Job job;
    private final Unfinished unfinished;
    private final List<Outcome> outcomes = new ArrayList<>();

    public Contest(String app, PictureData data, Report.Settings settings, RunFolder folder, Job job, Unfinished unfinished) {
        this.app = app;
        this.data = data;
        this.notes = PictureNotes.of(data);
        this.settings = settings;
        this.folder = folder;
        this.job = job;
        this.unfinished = unfinished;
        notes.write(folder);
        keepSamples();
    }

    public List<Outcome> outcomes() {
        return Collections.unmodifiableList(outcomes);
    }

    /// Trains, scores and writes a network. Every one starts from the same seed.
    public Outcome run(Design design) {
        Computing.prepare(settings);
        var model = design.create(data.classes().size());
        job.output().tell(String.format(Locale.ROOT, "%s: %,d parameters", design.title(), model.countParams()));
        var training = PictureTraining.train(model, data.train(), notes.scale(), Fitting.of(settings, job).goingOn(unfinished.part(design.name())));
        var network = new PictureNetwork(design.name(), design.withWeightsOf(model, data.classes().size()), notes);
        network.save(folder);
        // The first time compiles the programs.
        network.predict(data.test().images());
        long start = System.nanoTime();
        var probabilities = network.predict(data.test().images());
        double speed = data.test().count() / ((System.nanoTime() - start) / 1e9);
        var outcome = new Outcome(design, network, training, probabilities, network.score(data.test(), probabilities), speed);
        outcomes.add(outcome);
        job.output().say(String.format(Locale.ROOT, "%s: %d epochs of %,d images in %.1f s (%,.0f images/s), test accuracy %.2f %% %s", design.title(),
                training.epochs(), data.train().count(), training.work().seconds(), training.work().perSecond(),
                100 * outcome.score().accuracy(), outcome.score().interval().percent()));
        return outcome;
    }

    /// The measures of all networks, each with the network's name in front.
    private SequencedMap<String, List<Double>> history() {
        var all = new LinkedHashMap<String, List<Double>>();
        outcomes.forEach(outcome -> outcome.training().history().forEach((measure, values) -> all.put(key(outcome.name(), measure), values)));
        return all;
    }

    /// The report of all, with the accuracies of the networks in front of what else was measured.
    public Report report(Scores further) {
        var scores = new Scores();
        outcomes.forEach(outcome -> scores.put(key(outcome.name(), "test_accuracy"), outcome.score()));
        scores.putAll(further);
        var work = outcomes.stream().map(outcome -> outcome.training().work()).toList();
        boolean stopped = outcomes.stream().anyMatch(outcome -> outcome.training().end() == Report.End.STOPPED);
        return new Report(app, settings, stopped ? Report.End.STOPPED : Report.End.COMPLETE, data.description(),
                outcomes.stream().mapToLong(outcome -> outcome.network().model().countParams()).findFirst().orElse(0), scores, history(),
                new Report.Work("images", work.stream().mapToLong(Report.Work::count).sum(), work.stream().mapToDouble(Report.Work::seconds).sum()));
    }

    private void keepSamples() {
        var test = data.test().rows(0, Math.min(KEPT, data.test().count()));
        for (int i = 0; i < test.count(); i++) {
            String name = String.format(Locale.ROOT, "%02d-%s.png", i, data.classes().get(test.truth()[i]).replaceAll("[^\\p{L}\\p{N}._-]", "_"));
            ImageFiles.savePng(test.images().index(i), folder.place(SAMPLES + "/" + name));
        }
    }

    public static String key(String network, String measure) {
        return network.replace('-', '_') + "_" + measure;
    }
}
