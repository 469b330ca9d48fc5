package org.keras4j.datasets;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// How the words of texts are numbered: 0 is for padding, 1 begins each text, 2 stands for words that are left out. Keras' defaults.
///
/// @param numWords only numbers below it are kept; all if `null`
/// @param skipTop numbers below it are left out
/// @param maxlen only texts shorter than this are kept; all if `null`
/// @param seed of the order of the texts
/// @param start the number that begins a text
/// @param unknown what stands for words that are left out
/// @param from the first number of a word
public record Words(@Nullable Integer numWords, int skipTop, @Nullable Integer maxlen, int seed, int start, int unknown, int from) {
    record Labelled(List<int[]> texts, NDArray labels) {
        int largest() {
            return texts.stream().flatMapToInt(IntStream::of).max().orElse(0);
        }
    }

    /// All words of all texts, numbered as Keras does by default.
    public static Words all() {
        return new Words(null, 0, null, 113, 1, 2, 3);
    }

    /// The numbers below `count`, which has the most frequent words.
    public Words numWords(int count)      { return new Words(count, skipTop, maxlen, seed, start, unknown, from); }

    /// Only texts with fewer numbers than this, the start's included, are kept; all unless said.
    public Words maxlen(int maxlen)       { return new Words(numWords, skipTop, maxlen, seed, start, unknown, from); }

    /// Words with numbers below this, the most frequent ones, are left out; none unless said.
    public Words skipTop(int skipTop)     { return new Words(numWords, skipTop, maxlen, seed, start, unknown, from); }

    /// Of the order of the texts: 113 unless said.
    public Words seed(int seed)           { return new Words(numWords, skipTop, maxlen, seed, start, unknown, from); }

    /// The number that begins each text: 1 unless said.
    public Words startChar(int number)    { return new Words(numWords, skipTop, maxlen, seed, number, unknown, from); }

    /// The number that stands for words that are left out: 2 unless said.
    public Words oovChar(int number)      { return new Words(numWords, skipTop, maxlen, seed, start, number, from); }

    /// The first number of a word: 3 unless said.
    public Words indexFrom(int number)    { return new Words(numWords, skipTop, maxlen, seed, start, unknown, number); }

    /// In that order, with the number that begins them, too long ones left out.
    Labelled prepared(List<int[]> texts, NDArray labels, int[] order) {
        var prepared = new ArrayList<int[]>();
        var kept = IntStream.builder();
        for (int i : order) {
            int[] text = IntStream.concat(IntStream.of(start), IntStream.of(texts.get(i)).map(word -> word + from)).toArray();
            if (maxlen == null || text.length < maxlen) {
                prepared.add(text);
                kept.add(i);
            }
        }
        return new Labelled(prepared, labels.take(kept.build().toArray()));
    }

    /// @param largest the limit where none is given: as in Keras, the largest number itself is left out then
    List<int[]> limited(List<int[]> texts, int largest) {
        int limit = numWords != null ? numWords : largest;
        return texts.stream().map(text -> IntStream.of(text).map(word -> word >= skipTop && word < limit ? word : unknown).toArray()).toList();
    }
}
