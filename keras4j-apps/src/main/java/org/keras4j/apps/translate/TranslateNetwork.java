package org.keras4j.apps.translate;

import static org.keras4j.activations.Activations.TANH;

import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Training;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.callbacks.Monitor;
import org.keras4j.engine.graph.Value;
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
import org.keras4j.metrics.Metrics;
import org.keras4j.models.Fit;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;
import org.keras4j.ops.Ops;
import org.keras4j.optimizers.Adam;
import org.keras4j.schedules.CosineDecay;

/// An LSTM that reads the source both ways, and one that goes on from its states and writes the translation, with Luong's attention or without.
final class TranslateNetwork {
    static final int EMBEDDING = 128;
    static final int UNITS = 256;
    private static final double DROPOUT = 0.3;
    private static final int PATIENCE = 4;

    private final Model model;
    private final Kind kind;

    private TranslateNetwork(Model model, Kind kind) {
        this.model = model;
        this.kind = kind;
    }

    /// Whether what is written sees the source again.
    enum Kind {
        ATTENTION("attention", "model.keras"),
        PLAIN("no attention", "model-plain.keras");

        private final String title;
        private final String file;

        Kind(String title, String file) {
            this.title = title;
            this.file = file;
        }

        String title() {
            return title;
        }

        String file() {
            return file;
        }

        boolean isIn(RunFolder folder) {
            return Files.isRegularFile(folder.file(file));
        }
    }

    /// The layers: of a source `[batch, words]` and of what is written before each place `[batch, places]`, both int32 and filled up with 0, to
    /// the logits of the sign that stands there, `[batch, places, signs]`. 2,373,637 parameters with attention, 3,900 words and 2,820 signs.
    static Model layers(int words, int signs, Kind kind) {
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
    static TranslateNetwork create(Vocabularies vocabularies, Kind kind, long pairs, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers(vocabularies.source().size(), vocabularies.target().size(), kind);
        compile(model, settings.learningRate(), settings.epochs() * (pairs / settings.batchSize() + 1));
        return new TranslateNetwork(model, kind);
    }

    static void compile(Model model, double rate, long steps) {
        // Padding is no class: the loss is the mean over real signs.
        model.compile(Adam.create().learningRate(CosineDecay.of(rate, steps).alpha(0.05)).globalClipnorm(1.0),
                SparseCategoricalCrossentropy.create().fromLogits().ignoreClass(Vocabulary.PADDING),
                Metrics.of("accuracy", TranslateNetwork::accuracyOfRealSigns));
    }

    private static Value accuracyOfRealSigns(Value next, Value logits) {
        Value counts = Ops.cast(Ops.notEqual(next, Vocabulary.PADDING), DType.FLOAT32);
        Value right = Ops.cast(Ops.equal(Ops.cast(Ops.argmax(logits, -1), next.dtype()), next), DType.FLOAT32);
        return Ops.divide(Ops.sum(Ops.multiply(right, counts)), Ops.sum(counts));
    }

    /// Learns with the rate falling along a cosine, and keeps the weights of the epoch whose free translations of the validation sentences were best.
    ///
    /// @param saving called when a stop is requested, and at the end
    Training train(TranslateData data, Vocabularies vocabularies, ValidationBleu bleu, Report.Settings settings, Job job, Consumer<Training> saving) {
        var split = data.split();
        var buckets = Buckets.of(split.train());
        var fit = Fit.epochs(settings.epochs()).batchSize(settings.batchSize()).seed(settings.seed())
                .validationData(buckets.batches(split.validation(), vocabularies, settings.batchSize(), UnaryOperator.identity()))
                // Before, translations may have no four signs right in a row, and all epochs a BLEU of 0.
                .callbacks(bleu, EarlyStopping.monitor(ValidationBleu.NAME).mode(Monitor.Mode.MAX).startFromEpoch(settings.epochs() / 2).patience(PATIENCE)
                        .restoreBestWeights());
        var batches = buckets.batches(split.train(), vocabularies, settings.batchSize(), samples -> samples.shuffle(settings.seed()));
        return Training.of(model, batches, split.train().size(), fit, settings, "sentences", job, saving);
    }

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if the file is missing or broken, or holds a model of something else
    static TranslateNetwork load(RunFolder folder, Kind kind, Vocabularies vocabularies) {
        var model = folder.model(kind.file);
        if (model.layers().stream().noneMatch(layer -> layer.name().equals("next_sign"))
                || model.getLayer("next_sign").getWeights().getLast().elements() != vocabularies.target().size()
                || model.getLayer("source_embedding").getWeights().getFirst().size(0) != vocabularies.source().size()) {
            throw new DataException(folder.file(kind.file) + ": expected a model of the " + vocabularies.source().size() + " words and " + vocabularies.target().size()
                    + " signs in " + Vocabularies.SOURCE + " and " + Vocabularies.TARGET + ", got another one.");
        }
        return new TranslateNetwork(model, kind);
    }

    /// The same layers without the optimizer's state, which is twice as large.
    void save(RunFolder folder) {
        var whole = (Functional) model;
        Model.of(whole.inputs(), whole.outputs()).save(folder.place(kind.file));
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
