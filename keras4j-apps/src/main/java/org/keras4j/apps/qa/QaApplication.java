package org.keras4j.apps.qa;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Application;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Setting;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.score.Interval;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.apps.score.Scores;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.plots.Curves;
import org.keras4j.plots.ModelPlot;

/// Answers questions about stories that a small grammar tells.
public final class QaApplication implements Application {
    private static final String NAME = "multi qa";
    private static final String FILE = "model.keras";
    private static final int TEST = 2000;
    private static final int VALIDATION = 1000;
    private static final int TOGETHER = 250;
    private static final int SHOWN = 5;

    /// @param limit how many training stories to use; `null` for the preset's number
    record Own(@Setting(value = "use only N training stories", label = "N", least = 1) @Nullable Integer limit) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Answers questions about short stories: two inputs, a sentence model shared by both";
    }

    @Override
    public Record ownOptions() {
        return new Own(null);
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return "stories told by a grammar: none need to be fetched";
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "640");
    }

    @Override
    public List<Workload> workloads() {
        var stories = StoryGrammar.stories(1000, 1);
        var words = Words.of(stories);
        return List.of(Workload.of("app-multi-qa", "stories", 64, () -> QaNetwork.compiled(QaNetwork.create(words.size()), 1e-3),
                size -> samples(StoryGrammar.stories((int) size, 2), words)));
    }

    @Override
    public void train(Job job, RunFolder folder) {
        var settings = settings(job.options());
        var told = Told.of(((Own) job.own()).limit(), settings);
        var words = Words.of(told.train);
        words.write(folder);
        var data = told.description(settings.seed());
        data.lines().forEach(job.output()::say);

        Computing.prepare(settings);
        var model = QaNetwork.compiled(settings.preset() == Preset.PAPER ? QaNetwork.standardForm() : QaNetwork.create(words.size()), settings.learningRate());
        var training = Fitting.of(settings, job).saving(so -> {
            model.save(folder.place(FILE));
            folder.report(Report.of(NAME, settings, data, model.countParams(), so), job.own());
        }).run(model, Samples.of("stories", samples(told.train, words)), fit -> fit.validationData(samples(told.validation, words)));
        job.output().say(training.words(told.train.size()));
        if (training.end() == Report.End.COMPLETE) {
            var scores = scores(told, words, model, settings, job);
            folder.report(Report.of(NAME, settings, data, model.countParams(), training).scored(scores), job.own());
            folder.plot("curves", Curves.of("Learning to answer", training.history()), Origin.SYNTHETIC);
            folder.plot("network", ModelPlot.of(model), Origin.SYNTHETIC);
            show(told.test.subList(0, SHOWN), words, model, job);
        }
        job.output().say(folder.written());
    }

    /// The stories of a run.
    private record Told(List<Story> train, List<Story> validation, List<Story> test) {
        /// One draw without repetition, so that no story is on two sides.
        static Told of(@Nullable Integer limit, Report.Settings settings) {
            int usual = settings.preset() == Preset.QUICK ? 10_000 : 40_000;
            int count = limit == null ? usual : Math.min(limit, usual);
            var all = StoryGrammar.stories(TEST + VALIDATION + count, settings.seed());
            return new Told(all.subList(TEST + VALIDATION, all.size()), all.subList(TEST, TEST + VALIDATION), all.subList(0, TEST));
        }

        DataDescription description(long seed) {
            return DataDescription.generated("stories told by a grammar", "StoryGrammar with seed " + seed)
                    .splits(List.of(Split.of("train", train.size()), Split.of("validation", validation.size()), Split.of("test", test.size())));
        }
    }

    /// Says how often it is right, beside what the question alone tells and what is answered most.
    private static Scores scores(Told told, Words words, Model model, Report.Settings settings, Job job) {
        job.output().tell("To compare: the question alone");
        var blind = QaNetwork.compiled(QaNetwork.questionOnly(words.size()), settings.learningRate());
        blind.fit(Element.of(words.questions(told.train), words.answers(told.train)),
                Fit.epochs(5).batchSize(settings.batchSize()).seed(settings.seed()).verbose(Verbosity.SILENT));
        String frequent = told.train.stream().collect(Collectors.groupingBy(Story::answer, TreeMap::new, Collectors.counting())).entrySet().stream()
                .max(Map.Entry.comparingByValue()).orElseThrow().getKey();

        var test = told.test;
        var scores = new Scores();
        put(scores, "test_accuracy", right(test, words, model.predict(inputs(test, words), Predict.defaults().batchSize(TOGETHER)).getFirst()));
        put(scores, "baseline_question_only_accuracy", right(test, words, blind.predict(words.questions(test), Predict.defaults().batchSize(TOGETHER))));
        put(scores, "baseline_majority_accuracy", test.stream().filter(story -> story.answer().equals(frequent)).count());
        new ScoreTable("Right answers to unseen stories", ScoreTable.Form.PERCENT, List.of(scores.row("this network", "test_accuracy"),
                scores.row("the question alone", "baseline_question_only_accuracy"),
                scores.row("always the most frequent answer", "baseline_majority_accuracy"))).lines().forEach(job.output()::say);
        return scores;
    }

    private static Report.Settings settings(RunOptions options) {
        return Report.Settings.of(options, 16, 64, 2e-3);
    }

    private static Element samples(List<Story> stories, Words words) {
        return new Element(inputs(stories, words), List.of(words.answers(stories)), List.of());
    }

    private static List<NDArray> inputs(List<Story> stories, Words words) {
        return List.of(words.stories(stories), words.questions(stories));
    }

    private static void put(Scores scores, String name, long right) {
        scores.put(name, (double) right / TEST, Interval.ofShare(right, TEST));
    }

    private static long right(List<Story> stories, Words words, NDArray said) {
        float[][] probabilities = said.toFloats2D();
        return IntStream.range(0, stories.size()).filter(i -> ofWords(probabilities[i], words).best() == words.number(stories.get(i).answer())).count();
    }

    /// Of the words there are: the widely shown network has room for more.
    private static Probabilities ofWords(float[] probabilities, Words words) {
        return Probabilities.of(Arrays.copyOf(probabilities, Math.min(probabilities.length, words.size())));
    }

    // ---- from the written folder alone -----------------------------------------------------------------------------

    private record Reader(EarlierRun run, Words words, Model model) {
        static Reader of(Job job) {
            var run = EarlierRun.of(job.options(), NAME, FILE);
            Computing.prepare(settings(job.options()));
            var reader = new Reader(run, Words.read(run), run.model(FILE));
            if (!QaNetwork.fits(reader.model, reader.words.size())) {
                throw new DataException(run.file(Words.FILE) + ": expected the words that the network in " + FILE
                        + " answers with, got " + reader.words.size() + " others. Train again.");
            }
            return reader;
        }
    }

    @Override
    public void evaluate(Job job) {
        var reader = Reader.of(job);
        // The first of the draw that trained it, which it has never read.
        var test = StoryGrammar.stories(TEST, reader.run.seed());
        job.output().say("Network of " + reader.run.words());
        long right = right(test, reader.words, reader.model.predict(inputs(test, reader.words), Predict.defaults().batchSize(TOGETHER)).getFirst());
        new ScoreTable("Right answers to unseen stories", ScoreTable.Form.PERCENT,
                List.of(new Row("this network", (double) right / TEST, Interval.ofShare(right, TEST)))).lines().forEach(job.output()::say);
    }

    @Override
    public void demo(Job job) {
        var reader = Reader.of(job);
        job.output().tell("Network of " + reader.run.words());
        show(StoryGrammar.stories(SHOWN, Long.MIN_VALUE + 1), reader.words, reader.model, job);
    }

    /// Each word, or line of the input, is a story with the question as its last sentence.
    @Override
    public void predict(Job job) {
        var reader = Reader.of(job);
        job.answer(NAME, "stories with a question at their end, such as \"Mary went to the garden. Where is Mary?\"", line -> show(List.of(story(line)), reader.words, reader.model, job));
    }

    /// @throws IllegalArgumentException if nothing stands before the question
    static Story story(String line) {
        var sentences = Stream.of(line.split("[.!?]")).map(String::strip).filter(sentence -> !sentence.isEmpty()).toList();
        if (sentences.size() < 2) {
            throw new IllegalArgumentException("'" + line + "': expected sentences and a question, such as \"Mary went to the garden. Where is Mary?\".");
        }
        return new Story(sentences.subList(0, sentences.size() - 1), sentences.getLast(), "");
    }

    private static void show(List<Story> stories, Words words, Model model, Job job) {
        float[][] said = model.predict(inputs(stories, words), Predict.defaults()).getFirst().toFloats2D();
        for (int i = 0; i < stories.size(); i++) {
            var story = stories.get(i);
            job.output().say(String.join(". ", story.sentences()) + ". " + story.question() + "?");
            var unknown = words.unknown(String.join(" ", story.sentences()) + " " + story.question());
            if (!unknown.isEmpty()) {
                job.output().say("  never read in training: " + String.join(", ", unknown));
            }
            job.output().say("  " + ofWords(said[i], words).words(words.words()::get) + (story.answer().isEmpty() ? "" : "  (" + story.answer() + ")"));
        }
    }
}
