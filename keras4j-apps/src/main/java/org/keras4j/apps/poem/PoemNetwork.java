package org.keras4j.apps.poem;

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
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Add;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Dropout;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Layer;
import org.keras4j.layers.ReversibleEmbedding;
import org.keras4j.losses.SparseCategoricalCrossentropy;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;
import org.keras4j.optimizers.Adam;
import org.keras4j.schedules.CosineDecay;

/// Two LSTMs that read a whole poem and tell at each place which sign comes next.
record PoemNetwork(Model model, Vocabulary vocabulary) implements VerseNetwork {
    static final int EMBEDDING = 128;
    /// The layer that makes the vector of a sign again, where the table is tied.
    static final String BACK = "back";
    private static final int SCORED_TOGETHER = 32;

    /// How large the LSTMs are, and how much they forget while they learn.
    record Size(int first, int second, double dropout) {
        static final Size OURS = new Size(256, 256, 0.2);
        /// For many passes over the same poems.
        static final Size OFTEN = new Size(256, 256, 0.3);
    }

    /// How signs come out.
    enum Table {
        /// By weights of their own.
        OWN,
        /// By the table of vectors by which they go in, read backwards (Press and Wolf 2017).
        TIED
    }

    /// The layers: of each place its sign before, its line and how far the line's end is, int32 `[batch, places]` each, to the logits of the sign
    /// that stands there, `[batch, places, signs]`.
    static Model layers(int signs, Size size, Table table) {
        var sign = Input.shape(-1).dtype(DType.INT32).name("sign");
        var line = Input.shape(-1).dtype(DType.INT32).name("line");
        var place = Input.shape(-1).dtype(DType.INT32).name("place");

        Layer signEmbedding = switch (table) {
            case OWN -> Embedding.of(signs, EMBEDDING).name("sign_embedding");
            case TIED -> ReversibleEmbedding.of(signs, EMBEDDING).name("sign_embedding");
        };
        var x = Add.create().apply(
                signEmbedding.apply(sign),
                Embedding.of(Sheet.LINES, EMBEDDING).name("line_embedding").apply(line),
                Embedding.of(Sheet.PLACES, EMBEDDING).name("place_embedding").apply(place));
        x = Dropout.of(size.dropout).apply(x);
        x = LSTM.of(size.first).returnSequences(true).name("lstm_1").apply(x);
        x = Dropout.of(size.dropout).apply(x);
        x = LSTM.of(size.second).returnSequences(true).name("lstm_2").apply(x);
        x = Dropout.of(size.dropout).apply(x);
        return Model.of(List.of(sign, line, place), switch (table) {
            case OWN -> Dense.of(signs).name("next_sign").dtype("float32").apply(x);
            case TIED -> SignBias.create().name("next_sign").dtype("float32").apply(signEmbedding.apply(Dense.of(EMBEDDING).name(BACK).apply(x)));
        });
    }

    /// With weights drawn by the settings' seed; begins as the unigram model, for the last bias is the logarithm of each sign's share.
    static PoemNetwork create(Vocabulary vocabulary, List<Verse> poems, Size size, Table table, Report.Settings settings) {
        Computing.prepare(settings);
        var model = layers(vocabulary.size(), size, table);
        var last = model.getLayer("next_sign");
        var weights = new ArrayList<>(last.getWeights());
        weights.set(weights.size() - 1, logShares(vocabulary, poems));
        last.setWeights(weights);
        long steps = (long) settings.epochs() * Math.ceilDiv(poems.size(), settings.batchSize());
        compile(model, settings.learningRate(), steps);
        return new PoemNetwork(model, vocabulary);
    }

    static void compile(Model model, double rate, long steps) {
        long warmup = Math.max(1, steps / 20);
        var schedule = CosineDecay.of(rate / 10, Math.max(1, steps - warmup)).alpha(0.03).warmup(rate, warmup);
        model.compile(Adam.of(schedule).globalClipnorm(1.0), SparseCategoricalCrossentropy.create().fromLogits());
    }

    /// With the rate falling along a cosine.
    @Override
    public Training train(List<Verse> train, List<Verse> validation, Fitting fitting) {
        var settings = fitting.settings();
        int batch = settings.batchSize();
        var best = EarlyStopping.of("val_loss").patience(settings.epochs()).restoreBestWeights();
        var poems = whole(train, batch);
        return fitting.run(model, Samples.of("poems", poems.size(), bucketed(samples(poems).shuffle(settings.seed()), batch)), best,
                fit -> fit.validationData(bucketed(samples(whole(validation, batch)), batch)));
    }

    @Override
    public long sampleCount(List<Verse> train) {
        return train.size();
    }

    /// As many poems of each form as fill whole batches, all of those that don't fill one: a program is compiled for each shape.
    static List<Verse> whole(List<Verse> poems, int batch) {
        var counts = poems.stream().collect(Collectors.groupingBy(Verse::form, Collectors.counting()));
        var seen = new EnumMap<VerseForm, Integer>(VerseForm.class);
        return poems.stream().filter(poem -> {
            long all = counts.get(poem.form());
            return seen.merge(poem.form(), 1, Integer::sum) <= (all < batch ? all : all - all % batch);
        }).toList();
    }

    private Dataset samples(List<Verse> poems) {
        return Dataset.read(poems.size(), i -> {
            var poem = poems.get((int) i);
            var sheet = Sheet.of(poem.form());
            int[] signs = sheet.signs(poem, vocabulary);
            return new Element(List.of(NDArray.of(before(poem.form(), signs)), NDArray.of(sheet.line()), NDArray.of(sheet.toEnd())), List.of(NDArray.of(signs)), List.of());
        });
    }

    /// Poems of one form together, so that no step is spent on padding.
    private static Dataset bucketed(Dataset samples, int size) {
        return samples.bucketByLength(size, Stream.of(VerseForm.values()).mapToInt(form -> Sheet.of(form).length()).sorted().toArray()).prefetch(4);
    }

    /// It is told where marks stand, so that to it characters are always among characters.
    @Override
    public Expectation expectation(List<Verse> poems) {
        var known = logProbabilities(poems);
        return new Expectation(known, known);
    }

    /// {@return the logarithm of the probability of each sign of each poem, given those before it}
    List<double[]> logProbabilities(List<Verse> poems) {
        var results = new double[poems.size()][];
        for (var form : VerseForm.values()) {
            var own = IntStream.range(0, poems.size()).filter(i -> poems.get(i).form() == form).toArray();
            for (int from = 0; from < own.length; from += SCORED_TOGETHER) {
                var part = Arrays.copyOfRange(own, from, Math.min(own.length, from + SCORED_TOGETHER));
                var scored = logProbabilities(form, IntStream.of(part).mapToObj(i -> Sheet.of(form).signs(poems.get(i), vocabulary)).toList());
                IntStream.range(0, part.length).forEach(i -> results[part[i]] = scored.get(i));
            }
        }
        return List.of(results);
    }

    private List<double[]> logProbabilities(VerseForm form, List<int[]> poems) {
        var sheet = Sheet.of(form);
        var logits = model.predict(List.of(
                NDArray.of(poems.stream().map(signs -> before(form, signs)).toArray(int[][]::new)),
                NDArray.of(poems.stream().map(_ -> sheet.line()).toArray(int[][]::new)),
                NDArray.of(poems.stream().map(_ -> sheet.toEnd()).toArray(int[][]::new))),
                Predict.defaults().batchSize(SCORED_TOGETHER)).getFirst().toFloatArray();
        int width = vocabulary.size();
        return IntStream.range(0, poems.size()).mapToObj(poem -> IntStream.range(0, sheet.length()).parallel().mapToDouble(place -> {
            int row = (poem * sheet.length() + place) * width;
            return logits[row + poems.get(poem)[place]] - logSum(logits, row, width);
        }).toArray()).toList();
    }

    /// {@return log Σ exp of a row}
    private static double logSum(float[] logits, int from, int width) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + width; i++) {
            max = Math.max(max, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += Math.exp(logits[i] - max);
        }
        return max + Math.log(sum);
    }

    private static int[] before(VerseForm form, int[] signs) {
        var before = new int[signs.length];
        before[0] = Vocabulary.begin(form);
        System.arraycopy(signs, 0, before, 1, signs.length - 1);
        return before;
    }

    private static NDArray logShares(Vocabulary vocabulary, List<Verse> poems) {
        var counts = new double[vocabulary.size()];
        Arrays.fill(counts, 1);
        for (var poem : poems) {
            for (int sign : Sheet.of(poem.form()).signs(poem, vocabulary)) {
                counts[sign]++;
            }
        }
        double total = DoubleStream.of(counts).sum();
        // Nothing is predicted to begin a poem.
        Arrays.fill(counts, 0, VerseForm.values().length, total * 1e-6);
        return NDArray.generate(DType.FLOAT32, Shape.of(counts.length), i -> Math.log(counts[(int) i] / total));
    }

    /// {@return the logits of the sign that comes next, by the last layers}
    ///
    /// @param x what the upper LSTM says
    KerasTensor next(KerasTensor x) {
        boolean tied = model.layers().stream().anyMatch(layer -> layer.name().equals(BACK));
        return model.getLayer("next_sign").apply(tied ? model.getLayer("sign_embedding").apply(model.getLayer(BACK).apply(x)) : x);
    }

    @Override
    public Stepper stepper() {
        return new LstmStepper(this);
    }
}
