package org.keras4j.apps.qa;

import static org.keras4j.activations.Activations.RELU;
import static org.keras4j.activations.Activations.SOFTMAX;
import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Concatenate;
import org.keras4j.layers.Dense;
import org.keras4j.layers.Embedding;
import org.keras4j.layers.Flatten;
import org.keras4j.layers.GRU;
import org.keras4j.layers.Input;
import org.keras4j.layers.LSTM;
import org.keras4j.layers.RepeatVector;
import org.keras4j.layers.Reshape;
import org.keras4j.layers.TimeDistributed;
import org.keras4j.losses.Losses;
import org.keras4j.models.Model;
import org.keras4j.optimizers.Adam;

/// Reads a story with the question in mind: one model of a sentence, shared by the question and by each sentence of the story, and a GRU that goes
/// through the story while it holds each sentence beside the question.
final class QaNetwork {
    private static final int CODE = 64;
    private static final int MEMORY = 128;
    private static final int STANDARD_ANSWERS = 500;

    private QaNetwork() {}

    /// Of a story int32 `[batch, sentences, words]` and a question `[batch, words]`, how probable each word is as the answer.
    static Model create(int words) {
        var text = Input.shape(Words.WIDTH).dtype(DType.INT32).name("text");
        var sentence = Model.of(text, Dense.of(CODE).activation(RELU).apply(Flatten.create().apply(Embedding.of(words, 32).apply(text)))).name("sentence");

        var story = Input.shape(StoryGrammar.MOST_SENTENCES, Words.WIDTH).dtype(DType.INT32).name("story");
        var question = Input.shape(Words.WIDTH).dtype(DType.INT32).name("question");
        var asked = RepeatVector.of(StoryGrammar.MOST_SENTENCES).apply(sentence.apply(question));
        var heard = Concatenate.create().apply(TimeDistributed.of(sentence).name("sentences").apply(story), asked);
        return Model.of(List.of(story, question), Dense.of(words).activation(SOFTMAX).name("answer").apply(GRU.of(MEMORY).apply(heard)));
    }

    /// The network that is widely shown for two inputs: an LSTM through all words of the story, one through the question, and a dense layer over
    /// both ends; 1,000,052 parameters. Word numbers reach 10,000 and answers 500, whatever the stories need.
    static Model standardForm() {
        var story = Input.shape(StoryGrammar.MOST_SENTENCES, Words.WIDTH).dtype(DType.INT32).name("story");
        var question = Input.shape(Words.WIDTH).dtype(DType.INT32).name("question");
        var told = LSTM.of(32).apply(Embedding.of(10_000, 64).apply(Reshape.of(StoryGrammar.MOST_SENTENCES * Words.WIDTH).apply(story)));
        var asked = LSTM.of(16).apply(Embedding.of(10_000, 32).apply(question));
        return Model.of(List.of(story, question), Dense.of(STANDARD_ANSWERS).activation(SOFTMAX).name("answer").apply(Concatenate.create().apply(told, asked)));
    }

    /// {@return whether a network's answers can be the numbers of so many words}
    static boolean fits(Model model, int words) {
        long answers = model.getWeights().getLast().elements();
        return answers == words || answers == STANDARD_ANSWERS && words < answers;
    }

    /// The same question with nothing to read: what can be guessed from the question alone.
    static Model questionOnly(int words) {
        var question = Input.shape(Words.WIDTH).dtype(DType.INT32).name("question");
        var code = Dense.of(CODE).activation(RELU).apply(Flatten.create().apply(Embedding.of(words, 32).apply(question)));
        return Model.of(question, Dense.of(words).activation(SOFTMAX).name("answer").apply(code));
    }

    static Model compiled(Model model, double rate) {
        model.compile(Adam.of(rate), Losses.sparseCategoricalCrossentropy(), "accuracy");
        return model;
    }
}
