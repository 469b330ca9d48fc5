package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.Application;
import org.keras4j.apps.Computing;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.RunOptions.Preset;
import org.keras4j.apps.Training;
import org.keras4j.apps.Unfinished;
import org.keras4j.apps.Workload;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.translate.TranslateData.Scored;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import org.keras4j.apps.translate.TranslateScores.Way;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Element;
import org.keras4j.decoding.BeamSearch;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.Curves;

/// Translates sentences with an LSTM that reads and one that writes, or with a Transformer, and shows what attention is worth.
public final class TranslateApplication implements Application {
    private static final String NAME = "translate";
    /// The published program learns from the shortest sentences, which the file begins with.
    private static final int PAPER_LINES = 3000;
    private static final int TIMED = 60;
    private static final int SHOWN = 3;
    /// In words or signs that are read at a time. Tatoeba's longest has 163 signs; a whole page would take minutes and come to nothing.
    private static final int LONGEST = 500;
    private static final List<String> DEMO = List.of("I like tea.", "Where is the station?", "She bought a new car yesterday.", "Tom doesn't want to go to school.",
            "What time do you get up every morning?");

    // As soon as the application is known: the model of a run is also opened by `keras4j model`.
    static {
        FromKeras.register(Places.class);
        FromKeras.register(OwnSigns.class);
        FromKeras.register(AccuracyOfSigns.class);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Translates English to Chinese, or any two languages, with LSTMs and attention";
    }

    @Override
    public Record ownOptions() {
        return TranslateOptions.DEFAULTS;
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        return TranslateData.FILES.choose(options, places).describe();
    }

    @Override
    public List<String> shortRun() {
        return List.of("train", "--epochs", "1", "--limit", "1000");
    }

    /// Of twelve words into sixteen signs.
    @Override
    public List<Workload> workloads() {
        return TranslateOptions.DEFAULTS.kinds(Preset.QUICK).stream().map(kind -> Workload.of("app-translate-" + kind.key(), "sentences", 64, () -> {
            var model = TranslateNetwork.layers(3900, 2820, kind);
            TranslateNetwork.compile(model, kind, 2e-3, 1000);
            return model;
        }, size -> new Element(List.of(Philox.of(1).integers(DType.INT32, Shape.of(size, 12), 4, 3900), Philox.of(2).integers(DType.INT32, Shape.of(size, 16), 4, 2820)),
                List.of(Philox.of(3).integers(DType.INT32, Shape.of(size, 16), 4, 2820)), List.of()))).toList();
    }

    // ---- train -----------------------------------------------------------------------------------------------------

    @Override
    public void train(Job job, RunFolder folder) {
        var own = (TranslateOptions) job.own();
        var preset = job.options().preset();
        Integer limit = own.limit() != null || preset != Preset.QUICK ? own.limit() : Integer.valueOf(12_000);
        var data = TranslateData.load(job.options(), own.pairs(), own.preparation(preset), preset == Preset.PAPER ? PAPER_LINES : null, limit, job.places(), job.output());
        var vocabularies = Vocabularies.of(data.split().train());
        vocabularies.write(folder);
        TranslatorFile.write(folder, data.preparation());
        var settings = settings(job.options());
        job.output().say(String.format(Locale.ROOT, "%,d words are read and %,d signs written; what stands in one sentence only is unknown",
                vocabularies.source().size(), vocabularies.target().size()));

        var unfinished = Unfinished.in(folder, NAME, settings, own, data.description());
        var learned = new ArrayList<Learned>();
        for (var kind : own.kinds(preset)) {
            learned.add(learn(kind, data, vocabularies, settings, folder, job, unfinished));
            if (learned.getLast().training.end() == Report.End.STOPPED) {
                break;
            }
        }
        if (learned.getLast().training.end() == Report.End.COMPLETE) {
            score(learned, data, settings, folder, job);
        }
        job.output().say(folder.written());
        unfinished.end(job);
    }

    private record Learned(Translator translator, Training training) {}

    private static Learned learn(Kind kind, TranslateData data, Vocabularies vocabularies, Report.Settings settings, RunFolder folder, Job job, Unfinished unfinished) {
        job.output().tell("Learning with " + kind.title());
        double ownSigns = ((TranslateOptions) job.own()).ownSigns();
        var network = TranslateNetwork.create(vocabularies, kind, data.split().train().size(), ownSigns, settings);
        var translator = new Translator(data.preparation(), vocabularies, network);
        var fitting = Fitting.of(settings, job).goingOn(unfinished.part(kind.key())).saving(so -> {
            network.save(folder);
            folder.report(Report.of(NAME, settings, data.description(), network.parameters(), so), job.own());
        });
        return new Learned(translator, network.train(data, vocabularies, new ValidationBleu(translator, data.validation()), fitting));
    }

    /// Says, writes and draws what the networks reach; the figures are of the first.
    private static void score(List<Learned> learned, TranslateData data, Report.Settings settings, RunFolder folder, Job job) {
        var first = learned.getFirst().translator;
        var training = learned.getFirst().training;
        var translators = new EnumMap<Kind, Translator>(Kind.class);
        learned.forEach(one -> translators.put(one.translator.kind(), one.translator));
        var beam = Translator.beam(((TranslateOptions) job.own()).beam());
        var outputs = outputs(data, translators, beam, job);
        outputs.putAll(baselines(data));
        var scores = new TranslateScores(data.tests(), data.preparation(), outputs);
        scores.print(job.output(), settings.seed());
        var figures = scores.figures(settings.seed());
        figures.put("beam_p50_milliseconds", sayTime(first, data.tests(), beam, job));
        folder.report(Report.of(NAME, settings, data.description(), first.parameters(), training).scored(figures), job.own());
        folder.plot("curves", Curves.of("Learning to translate, with " + first.kind().title(), training.history()), data.description().origin());
        TranslateSamples.write(scores, translators.keySet(), folder, job);
        if (first.kind().attends()) {
            TranslateSamples.plotAttention(data, first, beam, folder);
        }
    }

    /// Fills in what the user left open. `paper` has the epochs and rate of the published program.
    private static Report.Settings settings(RunOptions options) {
        int epochs = switch (options.preset()) {
            case QUICK -> 8;
            case STANDARD -> 20;
            case PAPER -> 100;
        };
        var settings = Report.Settings.of(options, epochs, 64, options.preset() == Preset.PAPER ? 1e-3 : 2e-3);
        Computing.prepare(settings);
        return settings;
    }

    private static SortedMap<Way, List<List<String>>> outputs(TranslateData data, Map<Kind, Translator> translators, BeamSearch beam, Job job) {
        job.output().tell("Translating the test sentences");
        var sentences = data.tests().stream().map(Scored::sentence).toList();
        var outputs = new TreeMap<Way, List<List<String>>>();
        translators.forEach((kind, translator) -> {
            outputs.put(Way.beam(kind), translator.translateAll(sentences, beam));
            outputs.put(Way.greedy(kind), translator.translateAll(sentences, Translator.GREEDY));
        });
        return outputs;
    }

    private static Map<Way, List<List<String>>> baselines(TranslateData data) {
        var nearest = new NearestSentence(data.split().train());
        var dictionary = new WordDictionary(data.split().train());
        return Map.of(Way.NEAREST, data.tests().stream().map(test -> nearest.translate(test.source())).toList(),
                Way.DICTIONARY, data.tests().stream().map(test -> dictionary.translate(test.source())).toList());
    }

    /// {@return the median in milliseconds of a sentence by itself}
    private static double sayTime(Translator translator, List<Scored> tests, BeamSearch beam, Job job) {
        var some = tests.subList(0, Math.min(TIMED, tests.size())).stream().map(Scored::sentence).toList();
        some.forEach(sentence -> translator.translate(sentence, beam));
        double[] times = some.stream().mapToDouble(sentence -> {
            long start = System.nanoTime();
            translator.translate(sentence, beam);
            return (System.nanoTime() - start) / 1e6;
        }).sorted().toArray();
        double median = times[times.length / 2];
        job.output().say(String.format(Locale.ROOT, "A sentence by itself, beam %d: %.1f ms in the median of %d", beam.width(), median, times.length));
        return median;
    }

    // ---- the other verbs -------------------------------------------------------------------------------------------

    @Override
    public void evaluate(Job job) {
        var own = (TranslateOptions) job.own();
        var run = EarlierRun.of(job.options(), NAME, TranslateNetwork.FILE);
        var preparation = TranslatorFile.read(run);
        settings(job.options());
        var translators = new EnumMap<Kind, Translator>(Kind.class);
        // A run that was stopped has the first ones only.
        Stream.of(Kind.ATTENTION, Kind.PLAIN, Kind.TRANSFORMER).filter(kind -> kind == Kind.ATTENTION || kind.isIn(run)).map(kind -> load(run, kind))
                .forEach(translator -> translators.put(translator.kind(), translator));
        var first = translators.values().iterator().next();
        var data = TranslateData.load(job.options().seed(run.seed()), own.pairs(), preparation, first.kind() == Kind.ORIGINAL ? PAPER_LINES : null, null, job.places(), job.output());
        job.output().say("Network of " + run.words());
        var beam = Translator.beam(own.beam());
        new TranslateScores(data.tests(), preparation, outputs(data, translators, beam, job)).print(job.output(), run.seed());
        sayTime(first, data.tests(), beam, job);
    }

    private static Translator load(EarlierRun run, Kind kind) {
        var vocabularies = Vocabularies.read(run);
        return new Translator(TranslatorFile.read(run), vocabularies, TranslateNetwork.load(run, kind, vocabularies));
    }

    @Override
    public void predict(Job job) {
        job.answer(NAME, "sentences", translating(job));
    }

    @Override
    public void demo(Job job) {
        DEMO.forEach(translating(job));
    }

    /// From the written folder alone.
    private static Consumer<String> translating(Job job) {
        var own = (TranslateOptions) job.own();
        settings(job.options());
        var translator = load(EarlierRun.of(job.options(), NAME, own.asked().file()), own.asked());
        var search = Translator.beam(own.beam()).best(Math.min(SHOWN, own.beam()));
        return sentence -> {
            int tokens = translator.preparation().read(sentence).size();
            if (tokens == 0) {
                job.output().say(sentence + ": has no words.");
                return;
            }
            if (tokens > LONGEST) {
                throw new IllegalArgumentException(NAME + ": expected a sentence of at most " + LONGEST + " words (or what else the network reads at a time), got "
                        + tokens + ". Give one sentence after the other.");
            }
            job.output().say(sentence);
            var unseen = translator.unseen(sentence);
            if (!unseen.isEmpty()) {
                job.output().say("  never read in training: " + String.join(", ", unseen));
            }
            var found = translator.translate(sentence, search);
            found.forEach(translation -> job.output().say(String.format(Locale.ROOT, "  %s  (%.2f)", translator.preparation().shown(translation.tokens()), translation.score())));
            if (translator.kind().attends()) {
                job.output().tell("  " + alignment(translator, sentence, found.getFirst(), search));
            }
        };
    }

    /// Each token of the translation with the word that was looked at most.
    private static String alignment(Translator translator, String sentence, Translation translation, BeamSearch search) {
        var words = translator.preparation().asWritten(sentence);
        double[][] attention = translator.attention(sentence, translation.hypothesis(), search);
        return IntStream.range(0, translation.tokens().size()).mapToObj(i -> translation.tokens().get(i) + "←"
                + words.get(IntStream.range(0, attention[i].length).boxed().max(Comparator.comparingDouble(j -> attention[i][j])).orElseThrow())).collect(Collectors.joining(" "));
    }
}
