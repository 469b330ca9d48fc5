package org.keras4j.apps.translate;

import static org.keras4j.activations.Activations.TANH;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Training;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.callbacks.Monitor;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Attention;
import org.keras4j.layers.Bidirectional;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.losses.SparseCategoricalCrossentropy;
import org.keras4j.models.Fit;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Adam;
import org.keras4j.optimizers.Optimizer;
import org.keras4j.optimizers.RMSprop;
import org.keras4j.schedules.CosineDecay;

/// An LSTM that reads the source both ways, and one that goes on from its states and writes the translation, with Luong's attention or without; or a
/// Transformer, or the network of the Keras example, in their place.
final class TranslateNetwork {
    /// Of the network that a run is about.
    static final String FILE = "model.keras";
    static final int EMBEDDING = 128;
    static final int UNITS = 256;
    private static final double DROPOUT = 0.3;
    private static final int PATIENCE = 4;

    private final Functional model;
    /// The same, or around it what is only there for learning.
    private final Functional learner;
    private final Kind kind;

    private TranslateNetwork(Functional model, Functional learner, Kind kind) {
        this.model = model;
        this.learner = learner;
        this.kind = kind;
    }

    /// How what is written sees the source.
    enum Kind {
        /// By the states that one LSTM hands to another, of one-hot signs: the preset `paper`.
        ORIGINAL("the original network", FILE),
        /// Again for each sign.
        ATTENTION("attention", FILE),
        /// Only by the states it begins with.
        PLAIN("no attention", "model-plain.keras"),
        /// By attention alone, without LSTMs.
        TRANSFORMER("a Transformer", "model-transformer.keras");

        private final String title;
        private final String file;

        Kind(String title, String file) {
            this.title = title;
            this.file = file;
        }

        String title() {
            return title;
        }

        /// {@return a name for files and benchmarks}
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        String file() {
            return file;
        }

        /// {@return whether it says where it looks}
        boolean attends() {
            return this == ATTENTION || this == TRANSFORMER;
        }

        boolean isIn(EarlierRun run) {
            return Files.isRegularFile(run.file(file));
        }
    }

    /// The layers: of a source `[batch, words]` and of what is written before each place `[batch, places]`, both int32 and filled up with 0, to
    /// the logits of the sign that stands there, `[batch, places, signs]`. 2,373,637 parameters with attention, 3,900 words and 2,820 signs.
    static Functional layers(int words, int signs, Kind kind) {
        return switch (kind) {
            case ORIGINAL -> OriginalNetwork.layers(words, signs);
            case ATTENTION, PLAIN -> recurrent(words, signs, kind);
            case TRANSFORMER -> SmallTransformer.layers(words, signs);
        };
    }

    private static Functional recurrent(int words, int signs, Kind kind) {
        var source = Input.shape(-1).dtype(DType.INT32).name("source");
        var written = Input.shape(-1).dtype(DType.INT32).name("written");

        var read = Dropout.of(DROPOUT).apply(Embedding.of(words, EMBEDDING).maskZero(true).name("source_embedding").apply(source));
        var encoded = Bidirectional.of(LSTM.of(UNITS / 2).returnSequences(true).returnState(true)).name("encoder").applyAll(read);
        var states = encoded.getFirst();                                                               // (batch, words, 256)
        var h = Concatenate.create().apply(encoded.get(1), encoded.get(3));
        var c = Concatenate.create().apply(encoded.get(2), encoded.get(4));

        var before = Dropout.of(DROPOUT).apply(Embedding.of(signs, EMBEDDING).name("target_embedding").apply(written));
        var x = LSTM.of(UNITS).returnSequences(true).returnState(true).name("decoder").applyAll(before, h, c).getFirst();
        if (kind == Kind.ATTENTION) {
            var context = Attention.create().useScale(true).returnAttentionScores(true).name("attention").applyAll(x, states).getFirst();
            x = Dense.of(UNITS).activation(TANH).name("attentional").apply(Concatenate.create().apply(context, x));
        }
        var next = Dense.of(signs).name("next_sign").dtype("float32").apply(Dropout.of(DROPOUT).apply(x));
        return Model.of(List.of(source, written), next);
    }

    /// With weights drawn by the settings' seed.
    ///
    /// @param pairs how many it will learn from in an epoch
    /// @param ownSigns the share of signs of its own that it reads in the end
    static TranslateNetwork create(Vocabularies vocabularies, Kind kind, long pairs, double ownSigns, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers(vocabularies.source().size(), vocabularies.target().size(), kind);
        long steps = settings.epochs() * (pairs / settings.batchSize() + 1);
        var learner = ownSigns == 0 ? model : readingItself(model, OwnSigns.of(ownSigns, steps));
        compile(learner, kind, settings.learningRate(), steps);
        return new TranslateNetwork(model, learner, kind);
    }

    /// The network twice with the same weights: the first says which signs it would write, of which the second reads some.
    private static Functional readingItself(Functional model, OwnSigns ownSigns) {
        var source = Input.shape(-1).dtype(DType.INT32).name("source");
        var written = Input.shape(-1).dtype(DType.INT32).name("written");
        return Model.of(List.of(source, written), model.apply(source, ownSigns.apply(written, model.apply(source, written))));
    }

    static void compile(Model model, Kind kind, double rate, long steps) {
        Optimizer optimizer = kind == Kind.ORIGINAL ? RMSprop.of(rate) : Adam.of(CosineDecay.of(rate, steps).alpha(0.05)).globalClipnorm(1.0);
        // Padding is no class: the loss is the mean over real signs.
        model.compile(optimizer, SparseCategoricalCrossentropy.create().fromLogits().ignoreClass(Vocabulary.PADDING), AccuracyOfSigns.asAccuracy());
    }

    /// Learns with the rate falling along a cosine, and keeps the weights of the epoch whose free translations of the validation sentences were best; the
    /// original with one rate, to the last epoch.
    Training train(TranslateData data, Vocabularies vocabularies, ValidationBleu bleu, Fitting fitting) {
        var settings = fitting.settings();
        var split = data.split();
        var buckets = Buckets.of(split.train());
        // Before, translations may have no four signs right in a row, and all epochs a BLEU of 0.
        var best = EarlyStopping.of(ValidationBleu.NAME).mode(Monitor.Mode.MAX).startFromEpoch(settings.epochs() / 2).patience(PATIENCE).restoreBestWeights();
        var batches = buckets.batches(split.train(), vocabularies, settings.batchSize(), samples -> samples.shuffle(settings.seed()));
        var sentences = Samples.of("sentences", split.train().size(), batches);
        UnaryOperator<Fit> validated = fit -> fit.callbacks(bleu)
                .validationData(buckets.batches(split.validation(), vocabularies, settings.batchSize(), UnaryOperator.identity()));
        return kind == Kind.ORIGINAL ? fitting.run(learner, sentences, validated) : fitting.run(learner, sentences, best, validated);
    }

    /// The network that [#save] wrote: where one with attention is asked for, it may be the original.
    ///
    /// @throws DataException if the file is missing or broken, or holds a model of something else
    static TranslateNetwork load(EarlierRun run, Kind kind, Vocabularies vocabularies) {
        var model = (Functional) run.model(kind.file);
        var found = kind == Kind.ATTENTION && !has(model, "source_embedding") ? Kind.ORIGINAL : kind;
        String reading = found == Kind.ORIGINAL ? "encoder" : "source_embedding";
        if (!has(model, "next_sign") || model.getLayer("next_sign").getWeights().getLast().elements() != vocabularies.target().size()
                || !has(model, reading) || model.getLayer(reading).getWeights().getFirst().size(0) != vocabularies.source().size()) {
            throw new DataException(run.file(kind.file) + ": expected a model of the " + vocabularies.source().size() + " words and " + vocabularies.target().size()
                    + " signs in " + Vocabularies.SOURCE + " and " + Vocabularies.TARGET + ", got another one.");
        }
        return new TranslateNetwork(model, model, found);
    }

    private static boolean has(Model model, String layer) {
        return model.layers().stream().anyMatch(each -> each.name().equals(layer));
    }

    /// The same layers without the optimizer's state, which is twice as large.
    void save(RunFolder folder) {
        Model.of(model.inputs(), model.outputs()).save(folder.place(kind.file));
    }

    Model model() {
        return model;
    }

    Kind kind() {
        return kind;
    }

    long parameters() {
        return model.countParams();
    }
}
