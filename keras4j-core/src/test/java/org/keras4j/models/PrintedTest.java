package org.keras4j.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SIGMOID;
import static org.keras4j.activations.Activations.SOFTMAX;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.callbacks.ProgbarLogger;
import org.keras4j.callbacks.Verbosity;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.golden.OnTestBackend;
import org.keras4j.layers.*;
import org.keras4j.losses.Losses;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.optimizers.Adam;
import org.keras4j.optimizers.SGD;
import org.keras4j.text.Output;

/// What users see, character for character as the real Keras printed it: `golden/text`.
class PrintedTest extends OnTestBackend {
    private final NDArray x = NDArray.generate(DType.FLOAT32, Shape.of(10, 3), i -> -1 + 2.0 * i / 29);
    private final NDArray y = NDArray.generate(DType.FLOAT32, Shape.of(10, 1), i -> x.get(i, 0) > 0 ? 1 : 0);
    private long nanos;

    private static String golden(String name) {
        try (var in = Objects.requireNonNull(PrintedTest.class.getResourceAsStream("/golden/text/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String printed(Output.Kind kind, Runnable body) {
        var text = new StringBuilder();
        try (var _ = Output.redirect(text::append, kind)) {
            body.run();
        }
        return text.toString();
    }

    // ---- summary ---------------------------------------------------------------------------------------------------

    private static Sequential digits() {
        return Sequential.of("digits", Input.shape(28, 28, 1), Conv2D.of(8, 3).activation(RELU), BatchNormalization.create(), MaxPooling2D.of(2),
                Flatten.create(), Dropout.of(0.5), Dense.of(10).activation(SOFTMAX));
    }

    private static Functional twoInputs() {
        var age = Input.shape(12).name("age");
        var steps = Input.shape(-1, 4).name("steps");
        KerasTensor reader = LSTM.of(6).name("reader").apply(steps);
        KerasTensor squeeze = Dense.of(6).activation(RELU).name("squeeze").apply(age);
        KerasTensor join = Concatenate.create().name("join").apply(reader, squeeze);
        return Model.of(List.of(age, steps),
                List.of(Dense.of(1).name("price").apply(join), Dense.of(3).activation(SOFTMAX).name("kind").apply(join))).name("two_inputs");
    }

    /// Keras has one; here it is a layer of the user's.
    private static final class Subtract extends Layer {
        Subtract() {
            super(named("diff"));
        }

        private static LayerConfig named(String name) {
            var config = new LayerConfig();
            config.name = name;
            return config;
        }

        @Override
        protected List<Value> call(Call c, List<Value> inputs) {
            return List.of(Ops.subtract(inputs.get(0), inputs.get(1)));
        }
    }

    private static Functional nested() {
        var in = Input.shape(8);
        var core = Model.of(in, Dense.of(4).name("c2").apply(Dense.of(6).name("c1").apply(in))).name("core");
        var left = Input.shape(8).name("left");
        var right = Input.shape(8).name("right");
        KerasTensor difference = new Subtract().apply(core.apply(left), core.apply(right));
        return Model.of(List.of(left, right), Dense.of(1).name("out").apply(difference)).name("nested");
    }

    private static Sequential frozen() {
        var wide = Dense.of(1200).name("wide");
        var model = Sequential.of("frozen", Input.shape(5), wide, BatchNormalization.create().name("bn"), Dense.of(2).name("head"));
        wide.setTrainable(false);
        model.compile(Adam.create(), Losses.meanSquaredError());
        model.trainOnBatch(NDArray.zeros(DType.FLOAT32, Shape.of(4, 5)), NDArray.zeros(DType.FLOAT32, Shape.of(4, 2)));
        return model;
    }

    @Test
    void summarisesAChain() {
        assertThat(digits().summaryText(Summary.defaults().columns(80))).isEqualTo(golden("summary_sequential_80.txt"));
        assertThat(digits().summaryText(Summary.defaults().columns(120))).isEqualTo(golden("summary_sequential_120.txt"));
    }

    @Test
    void summarisesAGraphWithItsConnections() {
        assertThat(twoInputs().summaryText(Summary.defaults().columns(80))).isEqualTo(golden("summary_functional_80.txt"));
        assertThat(twoInputs().summaryText(Summary.defaults().columns(120))).isEqualTo(golden("summary_functional_120.txt"));
    }

    /// Keras' summary after a step, but for the samples, of which it has as many as the first batch: (5, 7, 3), (5, 7, 4), (5, 7, 6) and (5, 1).
    /// Of the pooling, which has no weights, it says nothing.
    @Test
    void summarisesAModelOfOnesOwnOnceItHasRun() {
        class Reader extends Model {
            final Embedding embedding = Embedding.of(5, 3);
            final Dense dense = Dense.of(4);
            final LSTM lstm = LSTM.of(6).returnSequences(true);
            final GlobalAveragePooling1D pooling = GlobalAveragePooling1D.create();
            final Dense head = Dense.of(1);

            @Override
            protected Value call(Call c, Value x) {
                return head.apply(c, pooling.apply(c, lstm.apply(c, dense.apply(c, embedding.apply(c, x)))));
            }
        }
        var model = new Reader();
        assertThat(shapes(model)).containsExactly("?", "?", "?", "?", "?");

        model.predict(NDArray.ones(DType.INT32, Shape.of(5, 7)));

        assertThat(shapes(model)).containsExactly("(None, 7, 3)", "(None, 7, 4)", "(None, 7, 6)", "(None, 6)", "(None, 1)");
    }

    private static List<String> shapes(Model model) {
        return model.summaryText(Summary.defaults().columns(120)).lines().filter(line -> line.matches("│ \\w.*")).map(line -> line.split("│")[2].strip()).toList();
    }

    @Test
    void summarisesModelsInside() {
        assertThat(nested().summaryText(Summary.defaults().columns(80))).isEqualTo(golden("summary_nested_80.txt"));
        assertThat(nested().summaryText(Summary.defaults().columns(120))).isEqualTo(golden("summary_nested_120.txt"));
        assertThat(nested().summaryText(Summary.defaults().columns(100).expandNested())).isEqualTo(golden("summary_nested_expand_100.txt"));
    }

    @Test
    void summarisesWhatIsFrozenAndTheOptimizer() {
        assertThat(frozen().summaryText(Summary.defaults().columns(80))).isEqualTo(golden("summary_nontrainable_80.txt"));
        assertThat(frozen().summaryText(Summary.defaults().columns(120))).isEqualTo(golden("summary_nontrainable_120.txt"));
        assertThat(frozen().summaryText(Summary.defaults().columns(100).showTrainable())).isEqualTo(golden("summary_nontrainable_flag_100.txt"));
    }

    @Test
    void summarisesWhatIsNotBuiltYet() {
        var model = Sequential.of("unbuilt", Dense.of(3), Dense.of(2));
        assertThat(printed(Output.Kind.LINES, () -> model.summary(Summary.defaults().columns(80)))).isEqualTo(golden("summary_unbuilt_80.txt"));
    }

    // ---- training --------------------------------------------------------------------------------------------------

    private Sequential tiny() {
        var model = Sequential.of(Input.shape(3), Dense.of(1).activation(SIGMOID).name("d"));
        model.setWeights(List.of(NDArray.of(Shape.of(3, 1), 0.1f, -0.2f, 0.3f), NDArray.of(0.05f)));
        model.compile(SGD.of(0.5), Losses.binaryCrossentropy(), "accuracy");
        return model;
    }

    /// Goes on by 20 ms each time it is looked at.
    private ProgbarLogger clocked(Verbosity verbosity) {
        return new ProgbarLogger(verbosity, () -> nanos += 20_000_000);
    }

    @Test
    void fitsEvaluatesAndPredictsOnATerminal() {
        var model = tiny();
        Fit fit = Fit.epochs(2).batchSize(4).shuffle(false).validationData(x, y).callbacks(clocked(Verbosity.BAR)).verbose(Verbosity.BAR);
        assertThat(printed(Output.Kind.TERMINAL, () -> model.fit(x, y, fit))).isEqualTo(golden("fit_v1_tty.txt"));
        assertThat(printed(Output.Kind.TERMINAL, () -> model.evaluate(x, y, Evaluate.defaults().batchSize(4).callbacks(clocked(Verbosity.BAR)))))
                .isEqualTo(golden("evaluate_v1_tty.txt"));
        assertThat(printed(Output.Kind.TERMINAL, () -> model.predict(x, Predict.defaults().batchSize(4).callbacks(clocked(Verbosity.BAR)))))
                .isEqualTo(golden("predict_v1_tty.txt"));
    }

    @Test
    void fitsAndEvaluatesInLines() {
        var model = tiny();
        Fit fit = Fit.epochs(2).batchSize(4).shuffle(false).validationSplit(0.2).callbacks(clocked(Verbosity.LINES));
        assertThat(printed(Output.Kind.LINES, () -> model.fit(x, y, fit))).isEqualTo(golden("fit_v2.txt"));
        assertThat(printed(Output.Kind.LINES, () -> model.evaluate(x, y, Evaluate.defaults().batchSize(4).callbacks(clocked(Verbosity.LINES)))))
                .isEqualTo(golden("evaluate_v2.txt"));
    }

    @Test
    void fitsDataOfUnknownLength() {
        var model = tiny();
        Dataset batches = Dataset.of(List.of(rows(0, 3), rows(3, 6), rows(6, 9)));
        assertThat(printed(Output.Kind.TERMINAL, () -> model.fit(batches, Fit.epochs(1).callbacks(clocked(Verbosity.BAR)))))
                .isEqualTo(golden("fit_v1_unknown_length_pipe.txt"));
    }

    private Element rows(long from, long to) {
        return Element.of(x.rows(from, to), y.rows(from, to));
    }

    @Test
    void saysNothingWhenAskedToBeSilent() {
        var model = tiny();
        assertThat(printed(Output.Kind.TERMINAL, () -> {
            model.fit(x, y, Fit.epochs(2).verbose(Verbosity.SILENT));
            model.evaluate(x, y, Evaluate.defaults().silently());
            model.predict(x);
        })).isEmpty();
    }
}
