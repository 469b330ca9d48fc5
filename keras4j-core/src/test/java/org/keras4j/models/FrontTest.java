package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Dataset;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.GlobalAveragePooling1D;
import org.keras4j.layers.HashedCrossing;
import org.keras4j.layers.Hashing;
import org.keras4j.layers.IndexLookup;
import org.keras4j.layers.Input;
import org.keras4j.layers.IntegerLookup;
import org.keras4j.layers.OutputMode;
import org.keras4j.layers.StringLookup;
import org.keras4j.layers.TextVectorization;
import org.keras4j.losses.Losses;
import org.keras4j.optimizers.Adam;
import org.keras4j.text.Texts;

/// Models whose inputs are texts, or numbers to hash. That they compute and train as Keras' do is shown by the cases `text_classifier` and
/// `texts_and_numbers` of `conformance/`.
class FrontTest extends OnTestBackend {
    private static final List<String> TEXTS = List.of("good film", "bad film", "a good one", "bad", "so good", "bad bad bad thing");
    private static final float[] GOOD = {1, 0, 1, 0, 1, 0};

    @TempDir
    Path folder;

    private static Sequential classifier() {
        var words = TextVectorization.create();
        words.adapt(TEXTS);
        Sequential model = Sequential.of(Input.shape(1).texts(), words, Embedding.of(words.vocabularySize(), 4), GlobalAveragePooling1D.create(), Dense.of(1));
        model.compile(Adam.of(0.05), Losses.binaryCrossentropy().fromLogits());
        return model;
    }

    /// As in Keras, an axis of size 1 may be one too many. That it computes the same is shown by the case `texts_without_an_axis` of `conformance/`.
    @Test
    void textsOfInputsWithoutAnAxisHaveTheShapeOfNumbersBesideThem() {
        Input city = Input.shape().texts();
        Input day = Input.shape().dtype(DType.INT32);
        var model = Model.of(List.of(city, day), HashedCrossing.of(7).apply(city, day));

        List<NDArray> crossed = model.predict(List.of(Texts.array("rome", "paris"), NDArray.of(1, 2)));

        assertThat(crossed).containsExactly(HashedCrossing.of(7).apply(List.of("rome", "paris"), List.of(1, 2)));
    }

    @Test
    void learnsFromTexts() {
        Sequential model = classifier();
        NDArray y = NDArray.of(GOOD).reshape(6, 1);

        model.fit(Dataset.of(Texts.array(TEXTS), y).shuffle(6, 1).batch(4), Fit.epochs(40).verbose(Verbosity.SILENT));

        float[] scores = model.predict(Texts.array(TEXTS)).toFloatArray();
        for (int i = 0; i < GOOD.length; i++) {
            assertThat(scores[i] > 0).as(TEXTS.get(i)).isEqualTo(GOOD[i] > 0);
        }
    }

    @Test
    void everyWayToAskTakesTexts() {
        Sequential model = classifier();
        NDArray texts = Texts.array(TEXTS.subList(0, 3));
        NDArray answers = model.predict(texts);                                  // three rows run as four there

        try (Predictor predictor = model.predictor()) {
            assertThat(predictor.predict(texts)).isEqualTo(answers);
        }
        assertThat(model.predictOnBatch(texts).getFirst()).isEqualTo(answers);
        assertThat(model.summaryText(Summary.defaults())).contains("text_vectorization");
    }

    @Test
    void aFileHoldsTheVocabulary() {
        var city = Input.shape(1).texts().name("city");
        var code = Input.shape(1).dtype(DType.INT64).name("code");
        var known = StringLookup.create().outputMode(OutputMode.ONE_HOT);
        known.adapt(List.of("oslo", "rome", "oslo"));
        Functional model = Model.of(List.of(city, code),
                Dense.of(2).apply(Concatenate.create().apply(known.apply(city), Hashing.of(3).outputMode(OutputMode.ONE_HOT).apply(code))));
        var x = List.of(Texts.array("rome", "paris", "oslo"), NDArray.of(7L, 1L, 7L).reshape(3, 1));

        model.save(folder.resolve("model.keras"));

        assertThat(Model.load(folder.resolve("model.keras")).predict(x)).isEqualTo(model.predict(x));
        // By hand: each row adds the kernel's rows of its city and of its code.
        float[] kernel = model.getWeights().getFirst().toFloatArray();
        long[] cities = {2, 0, 1};                                               // oslo occurs most often, paris is unknown
        float[] answers = model.predict(x).getFirst().toFloatArray();
        for (int row = 0; row < 3; row++) {
            long bin = Hashing.of(3).apply(List.of(row == 1 ? "1" : "7")).toLongArray()[0];
            assertThat(answers[2 * row]).isCloseTo(kernel[(int) (2 * cities[row])] + kernel[(int) (2 * (3 + bin))], within(1e-6f));
        }
    }

    @Test
    void numbersAreNoTexts() {
        assertThatThrownBy(() -> Dense.of(2).apply(Input.shape(1).texts().name("title")))
                .hasMessage("Dense 'dense': expected numbers, got the texts of input 'title'. Put a TextVectorization, StringLookup or Hashing between them.");
        var hashed = IntegerLookup.of(1).numOovIndices(2).oovMethod(IndexLookup.OovMethod.FARMHASH);
        assertThatThrownBy(() -> Sequential.of(Input.shape(1).texts(), hashed).predict(Texts.array("a")))
                .hasMessage("IntegerLookup 'integer_lookup': expected whole numbers, got 'a'. Use StringLookup for texts.");
        assertThatThrownBy(() -> classifier().predict(NDArray.of(1f, 2f)))
                .hasMessage("input 'input_layer': expected texts, got float32[2]. Make the array by Texts.array.");
        assertThatThrownBy(() -> classifier().predict(Texts.table(List.of(List.of("a", "b")))))
                .hasMessage("TextVectorization 'text_vectorization': expected one text a sample, got [1, 2]. Join them, or make an input for each.");
    }

    @Test
    void textsAreNoNumbers() {
        NDArray titles = Texts.array("a good film", "a bad one");                // uint8 [2, 1, 11]
        String way = "Put a TextVectorization, StringLookup or Hashing between an Input of texts and the other layers; or cast them, if it is their bytes that count.";
        Input vectors = Input.shape(1, 11).name("vectors");
        String named = "input 'vectors': expected float32 (None, 1, 11), got texts, uint8[2, 1, 11]. " + way;
        assertThatThrownBy(() -> Sequential.of(vectors, Dense.of(2)).predict(titles)).hasMessage(named);
        Model functional = Model.of(vectors, Dense.of(2).apply(vectors));
        functional.compile("sgd", "mse");
        assertThatThrownBy(() -> functional.fit(Dataset.of(titles, NDArray.zeros(DType.FLOAT32, Shape.of(2, 1, 2))).shuffle(1).batch(2).prefetch(1),
                Fit.defaults().verbose(Verbosity.SILENT))).hasMessage(named);
        assertThatThrownBy(() -> Sequential.of(Embedding.of(256, 2)).predict(titles))
                .hasMessage("Sequential 'sequential': expected numbers, got texts, uint8[2, 1, 11]. " + way);
        assertThatThrownBy(() -> Dense.of(2).apply(titles)).hasMessage("Dense 'dense': expected numbers, got texts, uint8[2, 1, 11]. "
                + "Make numbers of them by a TextVectorization, StringLookup or Hashing first; or cast them, if it is their bytes that count.");

        assertThat(Sequential.of(Embedding.of(256, 2)).predict(titles.cast(DType.INT32)).shape()).isEqualTo(Shape.of(2, 1, 11, 2));
    }

    @Test
    void standsInNoOtherModel() {
        var hashed = Sequential.of("codes", Input.shape(1).dtype(DType.INT64), Hashing.of(3));
        assertThatThrownBy(() -> hashed.apply(Input.shape(1).dtype(DType.INT64)))
                .hasMessage("Sequential 'codes': expected no call from another model, since [hashing] in it work on texts, which no program has. "
                        + "Put them behind the inputs of the outer model, or apply them to the data.");
    }

    /// 0 is what no vocabulary has, as in Keras.
    @Test
    void textsInAnArrayAreLookedUpOutsideOfModelsToo() {
        NDArray texts = Texts.table(List.of(List.of("x", "?"), List.of("y", "x")));

        assertThat(StringLookup.of(List.of("x", "y")).apply(texts)).isEqualTo(NDArray.of(new long[][] {{1, 0}, {2, 1}}));
        assertThatThrownBy(() -> StringLookup.of(List.of("x")).apply(NDArray.of(1f)))
                .hasMessage("StringLookup 'string_lookup': expected texts, got float32[1]. Make the array by Texts.array.");
        var words = TextVectorization.create().vocabulary(List.of("a", "film"));
        assertThat(words.apply(Texts.array("A film", "film"))).isEqualTo(words.apply(List.of("A film", "film")));
    }
}
