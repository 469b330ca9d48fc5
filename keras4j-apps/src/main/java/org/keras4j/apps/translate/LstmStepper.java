package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import org.keras4j.decoding.StepFunction;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Attention;
import org.keras4j.layers.Bidirectional;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Masking;
import org.keras4j.models.Model;

/// A network of LSTMs in two models that share its layers: one reads the sources once, the other writes one sign and hands on its states, so that a
/// sign costs the same wherever it stands.
final class LstmStepper implements Stepper {
    private final Model encoder;
    private final Model decoder;
    private final boolean attends;

    LstmStepper(TranslateNetwork network) {
        var whole = network.model();
        attends = network.kind() == Kind.ATTENTION;
        boolean oneHot = network.kind() == Kind.ORIGINAL;
        int signs = Math.toIntExact(whole.getLayer("next_sign").getWeights().getLast().elements());
        var source = Input.shape(-1).dtype(DType.INT32).name("source");
        encoder = oneHot ? oneWay(whole, source) : bothWays(whole, source);

        Input last = Input.shape(1).dtype(DType.INT32).name("last_sign"), h = Input.shape(TranslateNetwork.UNITS), c = Input.shape(TranslateNetwork.UNITS);
        var states = Input.shape(-1, TranslateNetwork.UNITS).name("source_states");
        List<KerasTensor> decoded = ((LSTM) whole.getLayer("decoder")).applyAll(
                oneHot ? OriginalNetwork.oneHot(last, signs) : whole.getLayer("target_embedding").apply(last), h, c);
        var logProbabilities = Activation.of("log_softmax").dtype("float32");
        if (attends) {
            // The encoder's states are zeros where the source is filled up.
            var attended = ((Attention) whole.getLayer("attention")).applyAll(decoded.getFirst(), Masking.create().apply(states));
            var x = whole.getLayer("attentional").apply(Concatenate.create().apply(attended.getFirst(), decoded.getFirst()));
            decoder = Model.of(List.of(last, h, c, states),
                    List.of(logProbabilities.apply(whole.getLayer("next_sign").apply(x)), decoded.get(1), decoded.get(2), attended.get(1)));
        } else {
            decoder = Model.of(List.of(last, h, c),
                    List.of(logProbabilities.apply(whole.getLayer("next_sign").apply(decoded.getFirst())), decoded.get(1), decoded.get(2)));
        }
    }

    /// The states of all words, and the last ones.
    private static Model bothWays(Model whole, Input source) {
        List<KerasTensor> encoded = ((Bidirectional) whole.getLayer("encoder")).applyAll(whole.getLayer("source_embedding").apply(source));
        return Model.of(source, List.of(encoded.getFirst(), Concatenate.create().apply(encoded.get(1), encoded.get(3)),
                Concatenate.create().apply(encoded.get(2), encoded.get(4))));
    }

    private static Model oneWay(Model whole, Input source) {
        var encoder = (LSTM) whole.getLayer("encoder");
        int words = Math.toIntExact(encoder.getWeights().getFirst().size(0));
        return Model.of(source, encoder.applyAll(Masking.create().apply(OriginalNetwork.oneHot(source, words))));
    }

    @Override
    public Reading read(List<int[]> sources) {
        var read = encoder.predictOnBatch(Stepper.filled(sources));
        return new Said(read.getFirst(), read.subList(1, 3));
    }

    /// What the encoder said.
    private final class Said implements Reading {
        private final NDArray sources;
        private final List<NDArray> states;

        private Said(NDArray sources, List<NDArray> states) {
            this.sources = sources;
            this.states = states;
        }

        @Override
        public List<NDArray> states() {
            return states;
        }

        @Override
        public StepFunction step(int width) {
            var repeated = Stepper.repeated(sources, width);
            return (states, tokens) -> {
                var outputs = run(states, tokens, repeated);
                var logProbabilities = outputs.getFirst().reshape(tokens.length, outputs.getFirst().size(-1));
                return new StepFunction.Next(Stepper.ofSigns(logProbabilities), outputs.subList(1, 3));
            };
        }

        @Override
        public double[][] attention(List<Integer> signs, int words, int width) {
            if (!attends) {
                throw new IllegalStateException("a network without attention looks nowhere");
            }
            var repeated = Stepper.repeated(sources.rows(0, 1), width);
            var current = states.stream().map(state -> state.take(new int[width])).toList();
            var weights = new double[signs.size() + 1][];
            for (int i = 0; i <= signs.size(); i++) {
                int[] before = new int[width];
                Arrays.fill(before, i == 0 ? Vocabulary.START : signs.get(i - 1));
                var outputs = run(current, before, repeated);
                var row = outputs.get(3);
                weights[i] = IntStream.range(0, words).mapToDouble(word -> row.get(0, 0, word)).toArray();
                current = outputs.subList(1, 3);
            }
            return weights;
        }

        private List<NDArray> run(List<NDArray> states, int[] tokens, NDArray sources) {
            var last = NDArray.of(Shape.of(tokens.length, 1), tokens);
            return attends ? decoder.predictOnBatch(last, states.get(0), states.get(1), sources) : decoder.predictOnBatch(last, states.get(0), states.get(1));
        }
    }
}
