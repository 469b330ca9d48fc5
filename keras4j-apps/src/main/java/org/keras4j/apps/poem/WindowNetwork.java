package org.keras4j.apps.poem;

import static org.keras4j.activations.Activations.LOG_SOFTMAX;
import module java.base;
import org.keras4j.apps.Computing;
import org.keras4j.apps.Fitting;
import org.keras4j.apps.Fitting.Samples;
import org.keras4j.apps.Report;
import org.keras4j.apps.Training;
import org.keras4j.apps.chinese.VerseForm;
import org.keras4j.callbacks.EarlyStopping;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Operation;
import org.keras4j.losses.SparseCategoricalCrossentropy;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.models.Predictor;
import org.keras4j.optimizers.Adam;

/// The network of the program that this application follows: it reads the last six signs, one-hot, and tells which comes next. What stands further back it
/// doesn't know.
///
/// | value  | shape                     |
/// |--------|---------------------------|
/// | window | int32 `[batch, 6]`        |
/// | output | logits `[batch, signs]`   |
///
/// @param logProbabilities the same model, with the logarithms of probabilities in place of logits
record WindowNetwork(Model model, Vocabulary vocabulary, Model logProbabilities) implements VerseNetwork {
    static final String INPUT = "window";
    static final int WINDOW = 6;
    private static final double DROPOUT = 0.6;
    private static final int SCORED_TOGETHER = 256;

    WindowNetwork(Model model, Vocabulary vocabulary) {
        this(model, vocabulary, Model.of(model.inputs(), Activation.of(LOG_SOFTMAX).apply(model.output())));
    }

    /// The layers: 11,058,080 parameters for 4,000 signs.
    static Model layers(int signs) {
        var window = Input.shape(WINDOW).dtype(DType.INT32).name(INPUT);
        var x = Operation.oneHot(window, signs);                                                // (batch, 6, signs)
        x = Dropout.of(DROPOUT).apply(LSTM.of(512).returnSequences(true).apply(x));
        x = Dropout.of(DROPOUT).apply(LSTM.of(256).apply(x));
        return Model.of(window, Dense.of(signs).name("next_sign").dtype("float32").apply(x));
    }

    /// With weights drawn by the settings' seed.
    static WindowNetwork create(Vocabulary vocabulary, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers(vocabulary.size());
        model.compile(Adam.of(settings.learningRate()), SparseCategoricalCrossentropy.create().fromLogits());
        return new WindowNetwork(model, vocabulary);
    }

    /// {@return what is read before each place of a poem: six signs, and where it has fewer so far, before them the one that begins it, never another poem}
    static int[][] windows(VerseForm form, int[] signs) {
        return IntStream.range(0, signs.length).mapToObj(place -> window(form, signs, place)).toArray(int[][]::new);
    }

    private static int[] window(VerseForm form, int[] signs, int place) {
        return IntStream.range(place - WINDOW, place).map(i -> i < 0 ? Vocabulary.begin(form) : signs[i]).toArray();
    }

    @Override
    public Training train(List<Verse> train, List<Verse> validation, Fitting fitting) {
        var settings = fitting.settings();
        var best = EarlyStopping.of("val_loss").patience(settings.epochs()).restoreBestWeights();
        var batches = windows(train).shuffle(settings.seed()).batch(settings.batchSize()).prefetch(4);
        return fitting.run(model, Samples.of("windows", sampleCount(train), batches), best, fit -> fit.validationData(windows(validation).batch(SCORED_TOGETHER)));
    }

    @Override
    public long sampleCount(List<Verse> train) {
        return train.stream().mapToLong(poem -> Sheet.of(poem.form()).length()).sum();
    }

    /// A poem by its signs.
    private record Signs(VerseForm form, int[] signs) {}

    private List<Signs> read(List<Verse> poems) {
        return poems.stream().map(poem -> new Signs(poem.form(), Sheet.of(poem.form()).signs(poem, vocabulary))).toList();
    }

    /// {@return the windows of all poems, one after the other, each with the sign that comes next}
    Dataset windows(List<Verse> verses) {
        var poems = read(verses);
        // Of each poem the number of its first window.
        int[] first = new int[poems.size() + 1];
        for (int i = 0; i < poems.size(); i++) {
            first[i + 1] = first[i] + poems.get(i).signs.length;
        }
        return Dataset.read(first[poems.size()], number -> {
            int found = Arrays.binarySearch(first, (int) number);
            int poem = found >= 0 ? found : -found - 2;
            int place = (int) number - first[poem];
            var read = poems.get(poem);
            return Element.of(NDArray.of(window(read.form, read.signs, place)), NDArray.scalar(read.signs[place]));
        });
    }

    @Override
    public Expectation expectation(List<Verse> poems) {
        var signs = new ArrayList<double[]>();
        var characters = new ArrayList<double[]>();
        for (var poem : read(poems)) {
            var known = logProbabilities.predict(NDArray.of(windows(poem.form, poem.signs)), Predict.defaults().batchSize(SCORED_TOGETHER)).toFloats2D();
            signs.add(IntStream.range(0, known.length).mapToDouble(place -> known[place][poem.signs[place]]).toArray());
            characters.add(IntStream.range(0, known.length).mapToDouble(place -> known[place][poem.signs[place]] - Math.log(1 - marks(known[place]))).toArray());
        }
        return new Expectation(signs, characters);
    }

    /// {@return how probable it is that no character comes}
    private static double marks(float[] logProbabilities) {
        return IntStream.of(Vocabulary.END, Vocabulary.COMMA, Vocabulary.STOP).mapToDouble(mark -> Math.exp(logProbabilities[mark])).sum();
    }

    /// Keeps nothing in mind: a draft's last signs are read anew for each.
    @Override
    public Stepper stepper() {
        Predictor predictor = logProbabilities.predictor();
        return new Stepper() {
            @Override
            public List<NDArray> start(int poems) {
                return List.of();
            }

            @Override
            public Next next(List<NDArray> states, List<Draft> drafts) {
                var windows = NDArray.of(drafts.stream().map(draft -> draft.before(WINDOW)).toArray(int[][]::new));
                return new Next(predictor.predict(List.of(windows)).getFirst().toFloatArray(), states);
            }

            @Override
            public int signs() {
                return vocabulary.size();
            }

            @Override
            public void close() {
                predictor.close();
            }
        };
    }
}
