package org.keras4j.apps.poem;

import static org.keras4j.activations.Activations.LOG_SOFTMAX;
import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.layers.Activation;
import org.keras4j.layers.Add;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.Layer;
import org.keras4j.models.Model;
import org.keras4j.models.Predictor;

/// The network of whole poems one sign at a time: the LSTMs' states are handed on from place to place, so that a place costs the same wherever it stands.
final class LstmStepper implements Stepper {
    /// On one thread: a step is so short that a second one would be waited for longer than it helps.
    private final Predictor predictor;
    private final int[] units;
    private final int signs;

    /// @param trained shares its embeddings and its last layer; the LSTMs have the same weights
    LstmStepper(PoemNetwork trained) {
        var whole = trained.model();
        var lstms = List.of((LSTM) whole.getLayer("lstm_1"), (LSTM) whole.getLayer("lstm_2"));
        signs = trained.vocabulary().size();
        // The rows of the recurrent kernel.
        units = lstms.stream().mapToInt(lstm -> Math.toIntExact(lstm.getWeights().get(1).size(0))).toArray();

        Input sign = number("sign"), line = number("line"), place = number("place");
        var states = IntStream.of(units[0], units[0], units[1], units[1]).mapToObj(Input::shape).toList();
        var x = Add.create().apply(whole.getLayer("sign_embedding").apply(sign), whole.getLayer("line_embedding").apply(line), whole.getLayer("place_embedding").apply(place));
        var first = LSTM.of(units[0]).returnSequences(true).returnState(true);
        var second = LSTM.of(units[1]).returnSequences(true).returnState(true);
        List<KerasTensor> lower = first.applyAll(x, states.get(0), states.get(1));
        List<KerasTensor> upper = second.applyAll(lower.getFirst(), states.get(2), states.get(3));
        var next = Activation.of(LOG_SOFTMAX).apply(trained.next(upper.getFirst()));
        var model = Model.of(List.of(sign, line, place, states.get(0), states.get(1), states.get(2), states.get(3)),
                List.of(next, lower.get(1), lower.get(2), upper.get(1), upper.get(2)));
        Layer[] copies = {first, second};
        for (int i = 0; i < copies.length; i++) {
            copies[i].setWeights(lstms.get(i).getWeights());
        }
        predictor = model.predictor();
    }

    private static Input number(String name) {
        return Input.shape(1).dtype(DType.INT32).name(name);
    }

    @Override
    public List<NDArray> start(int poems) {
        return IntStream.of(units[0], units[0], units[1], units[1]).mapToObj(n -> NDArray.zeros(DType.FLOAT32, Shape.of(poems, n))).toList();
    }

    @Override
    public Next next(List<NDArray> states, List<Draft> drafts) {
        var inputs = Stream.concat(Stream.of(column(drafts, Draft::before), column(drafts, Draft::line), column(drafts, Draft::toEnd)), states.stream());
        var outputs = predictor.predict(inputs.toList());
        return new Next(outputs.getFirst().toFloatArray(), outputs.subList(1, outputs.size()));
    }

    private static NDArray column(List<Draft> drafts, ToIntFunction<Draft> value) {
        return NDArray.of(Shape.of(drafts.size(), 1), drafts.stream().mapToInt(value).toArray());
    }

    @Override
    public int signs() {
        return signs;
    }

    @Override
    public void close() {
        predictor.close();
    }
}
