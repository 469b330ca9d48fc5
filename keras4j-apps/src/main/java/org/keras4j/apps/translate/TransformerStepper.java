package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.decoding.StepFunction;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Dot;
import org.keras4j.layers.Input;
import org.keras4j.models.Functional;
import org.keras4j.models.Model;

/// A Transformer, which reads the source and all that is written anew for each sign: its state is what is written. Of the places computed it tells
/// the signs of the last one only, for there are thousands.
final class TransformerStepper implements Stepper {
    private final Model next;
    private final Model looks;

    TransformerStepper(TranslateNetwork network) {
        var whole = (Functional) network.model();
        var at = Input.shape(-1).name("at");
        var last = Dot.of(1, 1).apply(at, whole.getLayer(SmallTransformer.DECODED).output());                              // (batch, 128)
        var logProbabilities = Activation.of("log_softmax").dtype("float32").apply(whole.getLayer("next_sign").apply(last));
        next = Model.of(List.of(whole.inputs().getFirst(), whole.inputs().getLast(), at), logProbabilities);
        looks = Model.of(whole.inputs(), whole.getLayer(SmallTransformer.ATTENTION).nodes().getFirst().outputs().getLast());
    }

    @Override
    public Reading read(List<int[]> sources) {
        return new Rows(Stepper.filled(sources));
    }

    private final class Rows implements Reading {
        private final NDArray sources;

        private Rows(NDArray sources) {
            this.sources = sources;
        }

        @Override
        public List<NDArray> states() {
            return List.of(NDArray.zeros(DType.INT32, Shape.of(sources.size(0), 0)));
        }

        @Override
        public StepFunction step(int width) {
            var repeated = Stepper.repeated(sources, width);
            return (states, tokens) -> {
                var written = NDArray.concat(1, states.getFirst(), NDArray.of(Shape.of(tokens.length, 1), tokens));
                long place = written.size(1) - 1;
                var filled = filled(written);
                var at = NDArray.generate(DType.FLOAT32, filled.shape(), i -> i % filled.size(1) == place ? 1 : 0);
                return new StepFunction.Next(Stepper.ofSigns(next.predictOnBatch(repeated, filled, at).getFirst()), List.of(written));
            };
        }

        /// The mean over the heads of the last block.
        @Override
        public double[][] attention(List<Integer> signs, int words, int width) {
            var written = NDArray.of(Shape.of(1, signs.size() + 1), IntStream.concat(IntStream.of(Vocabulary.START), signs.stream().mapToInt(sign -> sign)).toArray());
            var weights = looks.predictOnBatch(sources.rows(0, 1), filled(written)).getFirst().mean(1);                     // (1, places, words)
            return IntStream.rangeClosed(0, signs.size()).mapToObj(place -> IntStream.range(0, words).mapToDouble(word -> weights.get(0, place, word)).toArray())
                    .toArray(double[][]::new);
        }

        private static NDArray filled(NDArray written) {
            int width = Stepper.width((int) written.size(1));
            return NDArray.concat(1, written, NDArray.zeros(DType.INT32, Shape.of(written.size(0), width - written.size(1))));
        }
    }
}
