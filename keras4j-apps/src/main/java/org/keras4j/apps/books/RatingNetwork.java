package org.keras4j.apps.books;

import static org.keras4j.activations.Activations.RELU;
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
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.RandomNormal;
import org.keras4j.layers.Add;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dot;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Rescaling;
import org.keras4j.losses.Losses;
import org.keras4j.metrics.RootMeanSquaredError;
import org.keras4j.models.Fit;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;
import org.keras4j.regularizers.L2;

/// Tells how a reader would rate a book. Three networks of the same inputs: ours, and the two that it is compared with.
final class RatingNetwork {
    static final String FILE = "model.keras";
    static final int FACTORS = 32;
    /// What a vector pays at each rating for its squared length.
    static final double VECTOR_L2 = 0.1;
    private static final double BIAS_L2 = 0.02;
    private static final int PREDICTED_TOGETHER = 8192;

    private final Model model;

    private RatingNetwork(Model model) {
        this.model = model;
    }

    /// Biased factors (Koren, Bell and Volinsky 2009): `mean + reader + book + reader vector · book vector`.
    static Model factors(int readers, int books, double mean) {
        var reader = Input.shape(1).dtype(DType.INT32).name("reader");
        var book = Input.shape(1).dtype(DType.INT32).name("book");

        var match = Dot.of(1).apply(vector(readers, "reader_vector", reader), vector(books, "book_vector", book));
        var rating = Add.create().apply(match, bias(readers, "reader_bias", reader), bias(books, "book_bias", book));
        return Model.of(List.of(reader, book), Rescaling.of(1).offset(mean).name("mean").dtype("float32").apply(rating));
    }

    private static KerasTensor vector(int count, String name, Input number) {
        return Flatten.create().apply(Embedding.of(count, FACTORS).embeddingsInitializer(new RandomNormal(null, 0, 0.1))
                .activityRegularizer(new L2(VECTOR_L2)).name(name).apply(number));
    }

    private static KerasTensor bias(int count, String name, Input number) {
        return Flatten.create().apply(Embedding.of(count, 1).activityRegularizer(new L2(BIAS_L2)).name(name).apply(number));
    }

    /// The widely copied recommender: two vectors of five numbers, multiplied. It must learn the mean rating from lengths of vectors.
    static Model dot(int readers, int books) {
        var reader = Input.shape(1).dtype(DType.INT32).name("reader");
        var book = Input.shape(1).dtype(DType.INT32).name("book");
        return Model.of(List.of(reader, book), Dot.of(1).dtype("float32").apply(five(books, book), five(readers, reader)));
    }

    /// The same vectors side by side, and three dense layers.
    static Model neural(int readers, int books) {
        var reader = Input.shape(1).dtype(DType.INT32).name("reader");
        var book = Input.shape(1).dtype(DType.INT32).name("book");
        var x = Concatenate.create().apply(five(books, book), five(readers, reader));
        x = Dense.of(128).activation(RELU).apply(x);
        x = Dense.of(32).activation(RELU).apply(x);
        return Model.of(List.of(reader, book), Dense.of(1).dtype("float32").apply(x));
    }

    private static KerasTensor five(int count, Input number) {
        return Flatten.create().apply(Embedding.of(count, 5).apply(number));
    }

    static void compile(Model model, double rate) {
        model.compile(Adam.of(rate), Losses.meanSquaredError(), RootMeanSquaredError.create());
    }

    /// Ours, which starts from the biases that ridge regression finds.
    static RatingNetwork startingAt(Biases biases, Report.Settings settings) {
        Computing.prepare(settings);
        var model = factors(biases.reader().length, biases.book().length, biases.mean());
        setColumn(model, "reader_bias", biases.reader());
        setColumn(model, "book_bias", biases.book());
        compile(model, settings.learningRate());
        return new RatingNetwork(model);
    }

    /// One to compare with.
    static RatingNetwork of(Supplier<Model> layers, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers.get();
        compile(model, settings.learningRate());
        return new RatingNetwork(model);
    }

    /// The network that [#save] wrote.
    ///
    /// @throws DataException if the file is missing or broken, or holds a model of other books
    static RatingNetwork load(EarlierRun run, int books, Report.Settings settings) {
        Computing.prepare(settings);
        var model = run.model(FILE);
        if (model.layers().stream().noneMatch(layer -> layer.name().equals("book_bias")) || model.getLayer("book_bias").getWeights().getFirst().size(0) != books) {
            throw new DataException(run.file(FILE) + ": expected a model of the " + books + " books in " + Catalogue.FILE + ", got another one.");
        }
        return new RatingNetwork(model);
    }

    void save(RunFolder folder) {
        model.save(folder.place(FILE));
    }

    /// Until the validation error has not fallen for two epochs; keeps the best.
    Training train(RatingSplit split, Fitting fitting) {
        var stop = EarlyStopping.of("val_root_mean_squared_error").patience(2).restoreBestWeights();
        return train(split, fitting, fit -> fit.callbacks(stop));
    }

    /// For as many epochs as are set.
    Training trainThrough(RatingSplit split, Fitting fitting) {
        return train(split, fitting, UnaryOperator.identity());
    }

    private Training train(RatingSplit split, Fitting fitting, UnaryOperator<Fit> options) {
        return fitting.run(model, Samples.of("ratings", samples(split.train())), fit -> options.apply(fit
                .validationData(samples(split.validation())).validationBatchSize(PREDICTED_TOGETHER)));
    }

    /// Gives books that nobody rated in the training part what those have that they take after, at the mean.
    void adopt(ColdBooks cold) {
        for (var layer : List.of("book_bias", "book_vector")) {
            var rows = model.getLayer(layer).getWeights().getFirst().toFloats2D();
            cold.kin().forEach((book, kin) -> {
                for (int at = 0; at < rows[book].length; at++) {
                    int column = at;
                    rows[book][at] = (float) kin.entrySet().stream().mapToDouble(other -> other.getValue() * rows[other.getKey()][column]).sum();
                }
            });
            model.getLayer(layer).setWeights(List.of(NDArray.of(rows)));
        }
    }

    float[] predict(Ratings ratings) {
        return model.predict(ratings.inputs(), Predict.defaults().batchSize(PREDICTED_TOGETHER)).getFirst().toFloatArray();
    }

    /// {@return what it knows of books}
    BookFactors books() {
        return new BookFactors(((Number) model.getLayer("mean").kerasConfig().get("offset")).doubleValue(),
                model.getLayer("book_bias").getWeights().getFirst().toFloatArray(), model.getLayer("book_vector").getWeights().getFirst().toFloats2D());
    }

    long parameters() {
        return model.countParams();
    }

    Model model() {
        return model;
    }

    private static Element samples(Ratings ratings) {
        return new Element(ratings.inputs(), List.of(ratings.targets()), List.of());
    }

    private static void setColumn(Model model, String layer, double[] values) {
        model.getLayer(layer).setWeights(List.of(NDArray.generate(DType.FLOAT32, Shape.of(values.length, 1), i -> values[(int) i])));
    }
}
