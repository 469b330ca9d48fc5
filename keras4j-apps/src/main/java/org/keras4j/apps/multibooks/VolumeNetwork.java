package org.keras4j.apps.multibooks;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.Training;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Conv1D;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.GlobalMaxPooling1D;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.models.Compile;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;

/// Three inputs, one trunk, and as many heads as are wanted.
final class VolumeNetwork {
    static final String FILE = "model.keras";
    private static final int PATIENCE = 3;

    private final Model model;
    private final Encoder encoder;
    private final Set<Head> heads;

    private VolumeNetwork(Model model, Encoder encoder, Set<Head> heads) {
        this.model = model;
        this.encoder = encoder;
        this.heads = heads;
    }

    /// What reads the inputs.
    enum Trunk {
        /// Characters of the title by a convolution, words of the author's name and counts by dense layers.
        DEEP,
        /// The author's name and counts as they are: what comes of it is a linear model.
        LINEAR
    }

    /// From the inputs `title`, `author` and `counts` to an output for each head.
    static Model layers(int characters, int names, Trunk trunk, Set<Head> heads) {
        var title = Input.shape(Encoder.TITLE).dtype(DType.INT32).name("title");
        var author = Input.shape(names).name("author");
        var counts = Input.shape(Encoder.COUNTS).name("counts");
        return switch (trunk) {
            case DEEP -> {
                var text = Embedding.of(characters, 64).name("title_characters").apply(title);
                text = Conv1D.of(96, 4).activation(RELU).name("title_convolution").apply(text);
                text = GlobalMaxPooling1D.create().name("title_pooling").apply(text);
                var name = Dense.of(32).activation(RELU).name("author_words").apply(author);
                var numbers = Dense.of(16).activation(RELU).name("counts_dense").apply(counts);
                var x = Concatenate.create().name("book").apply(text, name, numbers);
                x = Dropout.of(0.3).name("dropout").apply(Dense.of(64).activation(RELU).name("trunk").apply(x));
                var book = x;
                yield Model.of(List.of(title, author, counts), heads.stream().map(head -> head(head, book)).toList());
            }
            case LINEAR -> {
                var x = Concatenate.create().apply(author, counts);
                yield Model.of(List.of(author, counts), heads.stream().map(head -> head(head, x)).toList());
            }
        };
    }

    private static KerasTensor head(Head head, KerasTensor book) {
        return switch (head) {
            case YEAR, RATING -> Dense.of(1).name(head.key()).dtype("float32").apply(book);
            case LANGUAGE -> Dense.of(Language.values().length).activation(SOFTMAX).name(head.key()).dtype("float32").apply(book);
            case GENRE -> Dense.of(Genre.values().length).activation(SOFTMAX).name(head.key()).dtype("float32").apply(book);
        };
    }

    /// A loss, a weight and a metric for each output, by its name.
    static void compile(Model model, Set<Head> heads, double rate) {
        var options = Compile.with(Adam.of(rate));
        for (var head : heads) {
            options = switch (head) {
                case YEAR, RATING -> options.loss(head.key(), "mse").lossWeight(head.key(), 1).metric(head.key(), "mae");
                case LANGUAGE, GENRE -> options.loss(head.key(), "sparse_categorical_crossentropy").lossWeight(head.key(), 1).metric(head.key(), "accuracy");
            };
        }
        model.compile(options);
    }

    static VolumeNetwork create(Encoder encoder, Trunk trunk, Set<Head> heads, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers(encoder.characterCount(), encoder.names().size(), trunk, heads);
        compile(model, heads, settings.learningRate());
        return new VolumeNetwork(model, encoder, heads);
    }

    /// The network of all heads that [#save] wrote.
    ///
    /// @throws DataException if a file is missing or broken, or holds a model of something else
    static VolumeNetwork load(EarlierRun run, Report.Settings settings) {
        Computing.prepare(settings);
        var encoder = Encoder.read(run);
        var model = run.model(FILE);
        var names = model.layers().stream().map(layer -> layer.name()).toList();
        var heads = names.contains(Head.GENRE.key()) ? EnumSet.allOf(Head.class) : Head.WITHOUT_TAGS;
        if (!names.contains("title_characters") || !names.containsAll(heads.stream().map(Head::key).toList())
                || model.getLayer("title_characters").getWeights().getFirst().size(0) != encoder.characterCount()) {
            throw new DataException(run.file(FILE) + ": expected a model of the " + encoder.characterCount() + " characters in " + Encoder.FILE + ", got another one.");
        }
        return new VolumeNetwork(model, encoder, heads);
    }

    void save(RunFolder folder) {
        model.save(folder.place(FILE));
        encoder.write(folder);
    }

    /// Until the validation loss has not fallen for three epochs; keeps the best.
    Training train(VolumeSplit split, Fitting fitting) {
        var stop = EarlyStopping.of("val_loss").patience(PATIENCE).restoreBestWeights();
        var named = model.named(inputs(split.train()), encoder.targets(split.train(), heads));
        var weighted = new Element(named.x(), named.y(), heads.stream().map(head -> weights(split.train(), head)).toList());
        return fitting.run(model, Samples.of("books", weighted), fit -> fit.callbacks(stop)
                .validationData(model.named(inputs(split.validation()), encoder.targets(split.validation(), heads))));
    }

    /// How much each book counts for a head: a language or genre that few have counts more, or the network would say that of most, always.
    private static NDArray weights(List<Volume> train, Head head) {
        return switch (head) {
            case YEAR, RATING -> NDArray.ones(DType.FLOAT32, Shape.of(train.size()));
            case LANGUAGE -> rarity(train.stream().map(Volume::language).toList());
            case GENRE -> rarity(train.stream().map(volume -> Objects.requireNonNull(volume.genre())).toList());
        };
    }

    static NDArray rarity(List<? extends Enum<?>> classes) {
        var counts = classes.stream().collect(Collectors.groupingBy(Enum::ordinal, Collectors.counting()));
        var rarity = classes.stream().mapToDouble(each -> 1 / Math.sqrt(counts.get(each.ordinal()))).toArray();
        double mean = DoubleStream.of(rarity).average().orElseThrow();
        return NDArray.generate(DType.FLOAT32, Shape.of(classes.size()), i -> rarity[(int) i] / mean);
    }

    /// {@return the answers for each book; only those of this network's heads mean something}
    List<Answer> predict(List<Volume> volumes) {
        var outputs = model.predict(inputs(volumes), Predict.defaults().batchSize(1024));
        var byName = new HashMap<String, NDArray>();
        for (int i = 0; i < outputs.size(); i++) {
            byName.put(model.outputNames().get(i), outputs.get(i));
        }
        var years = byName.containsKey("year") ? encoder.year().undo(byName.get("year").toDoubleArray()) : new double[volumes.size()];
        var ratings = byName.containsKey("rating") ? encoder.rating().undo(byName.get("rating").toDoubleArray()) : new double[volumes.size()];
        var languages = byName.containsKey("language") ? byName.get("language").toFloats2D() : new float[volumes.size()][Language.values().length];
        var genres = byName.containsKey("genre") ? byName.get("genre").toFloats2D() : new float[volumes.size()][Genre.values().length];
        return IntStream.range(0, volumes.size()).mapToObj(i -> new Answer(Math.max(Volume.EARLIEST, years[i]), Probabilities.of(languages[i]), Math.clamp(ratings[i], 1, 5),
                Probabilities.of(genres[i]))).toList();
    }

    /// Those of the inputs that this network has.
    private Map<String, NDArray> inputs(List<Volume> volumes) {
        var all = new HashMap<>(encoder.inputs(volumes));
        all.keySet().retainAll(model.inputNames());
        return all;
    }

    Set<Head> heads() {
        return heads;
    }

    long parameters() {
        return model.countParams();
    }

    Model model() {
        return model;
    }

    /// What the network says of a book.
    ///
    /// @param languages how probable each [Language] is
    /// @param genres how probable each [Genre] is
    record Answer(double year, Probabilities languages, double rating, Probabilities genres) {
        Language language() {
            return Language.values()[languages.best()];
        }

        Genre genre() {
            return Genre.values()[genres.best()];
        }
    }
}
