package org.keras4j.apps.zoo;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Job;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.mnist.DigitPhoto;
import org.keras4j.apps.mnist.MnistData;
import org.keras4j.apps.pictures.Design;
import org.keras4j.apps.pictures.PictureData;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.apps.pictures.PictureNetwork;
import org.keras4j.apps.pictures.SavedNetworks;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.ScoreTable;
import org.keras4j.apps.score.ScoreTable.Row;
import org.keras4j.engine.tensor.NDArray;

/// The networks of an earlier run that are asked for: of pictures, of sentences, and of digits.
record SavedZoo(EarlierRun run, ZooApplication.Own own) {
    private static final List<String> SHOWN =
            List.of("a warm , funny and touching film .", "the plot is endless and the humour is stale .", "not nearly as dull as it sounds .");

    static SavedZoo of(Job job) {
        var saved = new SavedZoo(EarlierRun.of(job.options(), ZooApplication.NAME, RunFolder.REPORT), (ZooApplication.Own) job.own());
        if (!saved.hasPictures() && !saved.hasSentences() && !saved.hasDigits()) {
            throw new IllegalArgumentException(saved.own.networks() == null
                    ? saved.run.path() + ": expected the folder of a finished run of " + ZooApplication.NAME + ", with networks in it, got another. Name one with --run."
                    : "--networks " + saved.own.networks() + ": expected networks of the run in " + saved.run.path() + ", which has none of these.");
        }
        return saved;
    }

    void evaluate(Job job) {
        // What the run held out must test it.
        var options = job.options().seed(run.seed());
        if (hasPictures()) {
            pictures(options).evaluate(PictureData.load(options, job.places(), null, job.output()), job.output());
        }
        if (hasSentences()) {
            var test = Sentences.load(options, job.places(), job.output()).test();
            say("sentences", sentences(), SavedTexts::design, network -> network.score(test), job.output());
        }
        if (hasDigits()) {
            var test = MnistData.load(options, job.places(), null, job.output(), job.stopRequested()).test();
            say("digits", digits(), SavedDigits::design, network -> network.score(test), job.output());
        }
    }

    private static <N> void say(String of, List<N> networks, Function<N, Design> design, Function<N, Classification> scoring, Output output) {
        var rows = networks.stream().map(network -> {
            var score = scoring.apply(network);
            return new Row(design.apply(network).title(), score.accuracy(), score.interval());
        }).toList();
        new ScoreTable("Test accuracy, " + of, ScoreTable.Form.PERCENT, rows).lines().forEach(output::say);
    }

    /// Pictures go to the networks of pictures; those of digits are asked where they are named, or where no others are. What is no file is a sentence.
    void predict(Job job) {
        Supplier<SavedNetworks> pictures = once(() -> pictures(job.options()));
        Supplier<List<SavedTexts>> texts = once(this::sentences);
        boolean ofDigits = hasDigits() && (own.networks() != null || !hasPictures());
        Supplier<List<SavedDigits>> digits = once(this::digits);
        job.answerEach(ZooApplication.NAME, "pictures, folders of pictures or sentences", (line, attempts) -> {
            if (Files.exists(Path.of(line)) || line.indexOf(' ') < 0 && PictureFiles.isPicture(Path.of(line))) {
                if (hasPictures() || !ofDigits) {
                    pictures.get().predict(Path.of(line), attempts, job.output());
                }
                if (ofDigits) {
                    attempts.each(PictureFiles.of(Path.of(line)), 1, DigitPhoto::read, seen -> seen.forEach((file, digit) -> say(file, digit, digits.get(), job.output())));
                }
            } else {
                texts.get().forEach(network -> job.output().say("'" + line + "': " + network.words(line)));
            }
        });
    }

    private static void say(Path file, NDArray digit, List<SavedDigits> networks, Output output) {
        networks.forEach(network -> output.say(file + ": " + network.words(digit)));
    }

    void demo(Job job) {
        if (hasPictures()) {
            pictures(job.options()).demo(job.output());
        }
        if (hasSentences()) {
            var networks = sentences();
            SHOWN.forEach(line -> networks.forEach(network -> job.output().say("'" + line + "': " + network.words(line))));
        }
        if (hasDigits()) {
            var networks = digits();
            PictureFiles.of(run.file(DigitContest.SAMPLES)).forEach(file -> say(file.getFileName(), DigitPhoto.read(file), networks, job.output()));
        }
    }

    // ---- which there are -------------------------------------------------------------------------------------------

    private boolean hasPictures() {
        return own.wanted(PictureNetworks.ALL).stream().anyMatch(design -> Files.exists(run.file(PictureNetwork.file(design.name()))));
    }

    private boolean hasSentences() {
        return own.wanted(TextNetworks.ALL).stream().anyMatch(design -> Files.exists(run.file(TextContest.file(design))));
    }

    private boolean hasDigits() {
        return own.wanted(PictureNetworks.DIGITS).stream().anyMatch(design -> Files.exists(run.file(DigitContest.file(design))));
    }

    /// @throws DataException if none of those of pictures was asked for, or a file is broken
    private SavedNetworks pictures(RunOptions options) {
        return SavedNetworks.load(run, options, own.wanted(PictureNetworks.ALL).stream().map(Design::name).toList()::contains);
    }

    /// @throws DataException if none of those of sentences was asked for, or a file is broken
    private List<SavedTexts> sentences() {
        return SavedTexts.load(run, own.wanted(TextNetworks.ALL));
    }

    /// @throws DataException if a file is broken
    private List<SavedDigits> digits() {
        return SavedDigits.load(run, own.wanted(PictureNetworks.DIGITS));
    }

    private static <T> Supplier<T> once(Supplier<T> made) {
        var kept = new AtomicReference<@Nullable T>();
        return () -> {
            T value = kept.get();
            if (value == null) {
                value = made.get();
                kept.set(value);
            }
            return value;
        };
    }
}
