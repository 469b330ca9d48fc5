package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.translate.TranslateData.Scored;
import org.keras4j.callbacks.Callback;
import org.keras4j.callbacks.Logs;

/// Translates the validation sentences freely after each epoch, and adds their BLEU to what the epoch measured. The loss says how well the next sign
/// is guessed after the right ones; a translator has only its own to go on from.
final class ValidationBleu extends Callback {
    static final String NAME = "val_bleu";

    private final Translator translator;
    private final List<Scored> sentences;

    ValidationBleu(Translator translator, List<Scored> sentences) {
        this.translator = translator;
        this.sentences = List.copyOf(sentences);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        var translations = translator.translateAll(sentences.stream().map(Scored::sentence).toList(), Translator.GREEDY);
        logs.put(NAME, TranslateScores.bleu(sentences, translator.preparation(), translations).score());
    }
}
