package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.score.Interval;

/// How many signs a model hesitates between, on average: `exp(−mean log p)`.
///
/// @param loss of each poem: the sum of `−log p` of all its signs
/// @param signs of each poem, marks and the end among them
/// @param characterLoss the same of its characters alone, for a model that is told where characters stand
/// @param characters of each poem
record Perplexity(double[] loss, int[] signs, double[] characterLoss, int[] characters) {

    /// @param logProbabilities of the signs of each poem
    /// @param amongCharacters the same, of a character among characters: by a model that is told where marks stand
    /// @param before what the model was told of each poem beforehand costs this much more where marks count: they say the form to one that wasn't told
    static Perplexity of(List<Verse> poems, List<double[]> logProbabilities, List<double[]> amongCharacters, ToDoubleFunction<Verse> before) {
        var sheets = poems.stream().map(poem -> Sheet.of(poem.form())).toList();
        return new Perplexity(
                IntStream.range(0, poems.size()).mapToDouble(i -> before.applyAsDouble(poems.get(i)) - DoubleStream.of(logProbabilities.get(i)).sum()).toArray(),
                sheets.stream().mapToInt(Sheet::length).toArray(),
                IntStream.range(0, poems.size()).mapToDouble(i -> -IntStream.range(0, sheets.get(i).length()).filter(sheets.get(i)::isCharacter)
                        .mapToDouble(place -> amongCharacters.get(i)[place]).sum()).toArray(),
                poems.stream().mapToInt(poem -> poem.form().characters() * poem.form().lines()).toArray());
    }

    double withMarks() {
        return withMarks(IntStream.range(0, loss.length).toArray());
    }

    double ofCharacters() {
        return ofCharacters(IntStream.range(0, loss.length).toArray());
    }

    Interval withMarksInterval(long seed) {
        return Interval.ofScore(loss.length, this::withMarks, seed);
    }

    Interval ofCharactersInterval(long seed) {
        return Interval.ofScore(loss.length, this::ofCharacters, seed);
    }

    private double withMarks(int[] poems) {
        return perplexity(poems, loss, signs);
    }

    private double ofCharacters(int[] poems) {
        return perplexity(poems, characterLoss, characters);
    }

    private static double perplexity(int[] poems, double[] loss, int[] count) {
        double sum = 0;
        long of = 0;
        for (int poem : poems) {
            sum += loss[poem];
            of += count[poem];
        }
        return Math.exp(sum / of);
    }
}
