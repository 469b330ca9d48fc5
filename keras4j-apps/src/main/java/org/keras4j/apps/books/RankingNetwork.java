package org.keras4j.apps.books;

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
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Input;
import org.keras4j.layers.UnitNormalization;
import org.keras4j.losses.CategoricalCrossentropy;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;

/// Tells which books a reader will open next: an autoencoder of reading lists with a multinomial loss, Mult-DAE (Liang, Krishnan, Hoffman
/// and Jebara 2018). It learns to restore lists of which half is hidden.
final class RankingNetwork {
    static final String FILE = "ranking.keras";
    static final int HIDDEN = 200;
    static final int BATCH = 128;
    private static final int PREDICTED_TOGETHER = 512;
    private static final int EPOCHS_BETWEEN_CHECKS = 4;

    private final Model model;

    private RankingNetwork(Model model) {
        this.model = model;
    }

    /// From the books read, 1 for each, to how probable each book is, as a logarithm but for a constant: float32 `[batch, books]` both.
    static Model layers(int books) {
        var read = Input.shape(books).name("read");
        var x = UnitNormalization.create().apply(read);
        x = Dropout.of(0.5).apply(x);
        x = Dense.of(HIDDEN).activation(TANH).name("taste").apply(x);
        return Model.of(read, Dense.of(books).name("next").dtype("float32").apply(x));
    }

    static void compile(Model model, double rate) {
        model.compile(Adam.of(rate), CategoricalCrossentropy.create().fromLogits());
    }

    static RankingNetwork create(int books, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers(books);
        compile(model, settings.learningRate());
        return new RankingNetwork(model);
    }

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if the file is missing or broken, or holds a model of other books
    static RankingNetwork load(EarlierRun run, int books) {
        var model = run.model(FILE);
        if (model.layers().stream().noneMatch(layer -> layer.name().equals("next")) || model.getLayer("next").getWeights().getLast().elements() != books) {
            throw new DataException(run.file(FILE) + ": expected a model of the " + books + " books in " + Catalogue.FILE + ", got another one.");
        }
        return new RankingNetwork(model);
    }

    void save(RunFolder folder) {
        model.save(folder.place(FILE));
    }

    /// Every fourth epoch the network proposes books, and the weights are kept with which most of the validation part are among the first ten.
    Training train(ReadingLists train, ReadingLists validation, Fitting fitting) {
        var settings = fitting.settings();
        var best = new Best(train, validation, settings.epochs());
        var lists = Dataset.read(train.readers(), i -> {
            var list = train.row((int) i);
            return new Element(List.of(list), List.of(list), List.of());
        });
        var batches = lists.shuffle(settings.seed()).batch(settings.batchSize()).prefetch(2);
        return fitting.run(model, Samples.of("lists", train.readers(), batches), fit -> fit.callbacks(best));
    }

    /// {@return one score for each book and list}
    List<float[]> scores(List<int[]> lists, int books) {
        var scores = new ArrayList<float[]>();
        for (int from = 0; from < lists.size(); from += PREDICTED_TOGETHER) {
            var part = new ReadingLists(lists.subList(from, Math.min(lists.size(), from + PREDICTED_TOGETHER)), books);
            var predicted = model.predict(part.rows(), Predict.defaults().batchSize(PREDICTED_TOGETHER));
            scores.addAll(List.of(predicted.toFloats2D()));
        }
        return scores;
    }

    /// {@return a vector of each book: books that the same readers open have like ones}
    float[][] vectors() {
        return model.getLayer("next").getWeights().getFirst().transpose().toFloats2D();
    }

    long parameters() {
        return model.countParams();
    }

    Model model() {
        return model;
    }

    /// Keeps the weights of the epoch that proposed best.
    private final class Best extends Callback {
        private final ReadingLists known;
        private final ReadingLists wanted;
        private final int epochs;
        private double hits = -1;
        private List<NDArray> weights = List.of();

        Best(ReadingLists known, ReadingLists wanted, int epochs) {
            this.known = known;
            this.wanted = wanted;
            this.epochs = epochs;
        }

        @Override
        public void onEpochEnd(int epoch, Logs logs) {
            if ((epoch + 1) % EPOCHS_BETWEEN_CHECKS == 0 || epoch + 1 == epochs) {
                var scores = RankingScores.of(known, wanted, RankingNetwork.this);
                if (scores.recall().value() > hits) {
                    hits = scores.recall().value();
                    weights = model.getWeights();
                }
            }
        }

        @Override
        public void onTrainEnd(Logs logs) {
            if (!weights.isEmpty()) {
                model.setWeights(weights);
            }
        }
    }
}
