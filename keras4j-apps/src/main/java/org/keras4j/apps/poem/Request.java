package org.keras4j.apps.poem;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.chinese.TonePattern;
import org.keras4j.apps.chinese.VerseForm;

/// What a poem shall be like.
///
/// @param pattern of the tones to keep, and with it the rules of rhyme and repetition; `null` for a poem as the network likes it
/// @param rhyme the level groups to rhyme on, as a mask of [Lexicon]
/// @param fixed the signs that stand at some places of the form's [Sheet]
/// @param bias what is added to the logit of each sign until the poem has it
record Request(VerseForm form, @Nullable TonePattern pattern, int rhyme, Map<Integer, Integer> fixed, float[] bias) {

    Request {
        fixed = Map.copyOf(fixed);
    }

    static Request free(VerseForm form, Vocabulary vocabulary) {
        return new Request(form, null, -1, Map.of(), new float[vocabulary.size()]);
    }

    /// One that keeps the rules, on any rhyme with many characters.
    static Request regulated(TonePattern pattern, Lexicon lexicon) {
        return new Request(pattern.form(), pattern, lexicon.wideGroups(), Map.of(), new float[lexicon.vocabulary().size()]);
    }

    Request rhyming(int groups) {
        return new Request(form, pattern, groups, fixed, bias);
    }

    Request fixed(Map<Integer, Integer> signs) {
        return new Request(form, pattern, rhyme, signs, bias);
    }

    Request biased(float[] bias) {
        return new Request(form, pattern, rhyme, fixed, bias);
    }

    /// {@return whether the rules ask for a rhyme at a place}
    boolean rhymesAt(int place) {
        var sheet = Sheet.of(form);
        return pattern != null && sheet.toEnd()[place] == 1 && (VerseForm.rhymes(sheet.line()[place]) || sheet.line()[place] == 0 && pattern.firstLineRhymes());
    }
}
