package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Sentences of like length together, so that few steps are spent on padding, in a few shapes, for each of which a program is compiled.
///
/// @param source how many tokens a source may have, by bucket, rising
/// @param target how many signs a translation may have with its end
record Buckets(int[] source, int[] target) {
    private static final double[] SHARES = {0.35, 0.65, 0.85, 0.96, 1};

    /// As wide as these shares of the pairs need.
    static Buckets of(List<SentencePair> pairs) {
        return new Buckets(widths(pairs.stream().mapToInt(pair -> pair.source().size())), widths(pairs.stream().mapToInt(pair -> pair.target().size() + 1)));
    }

    private static int[] widths(IntStream lengths) {
        int[] sorted = lengths.sorted().toArray();
        int[] widths = DoubleStream.of(SHARES).mapToInt(share -> sorted[(int) Math.ceil(share * sorted.length) - 1]).toArray();
        // Rising: a bucket is known by the width of its sources.
        for (int i = 1; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], widths[i - 1] + 1);
        }
        return widths;
    }

    /// {@return batches of exactly `size` pairs, the last of each bucket filled up with empty ones, which no loss counts}
    Dataset batches(List<SentencePair> pairs, Vocabularies vocabularies, int size, UnaryOperator<Dataset> order) {
        var fitting = pairs.stream().filter(pair -> bucket(pair) < source.length).toList();
        var samples = Dataset.read(fitting.size(), i -> sample(fitting.get((int) i), vocabularies));
        return order.apply(samples).bucketByLength(size, source).map(batch -> filled(batch, size)).prefetch(4);
    }

    private int bucket(SentencePair pair) {
        return IntStream.range(0, source.length).filter(i -> pair.source().size() <= source[i] && pair.target().size() < target[i]).findFirst().orElse(source.length);
    }

    /// Of a source and of what is written so far, the next sign.
    private Element sample(SentencePair pair, Vocabularies vocabularies) {
        int bucket = bucket(pair);
        int[] signs = vocabularies.target().numbers(pair.target());
        int[] before = new int[target[bucket]];
        int[] next = new int[target[bucket]];
        before[0] = Vocabulary.START;
        System.arraycopy(signs, 0, before, 1, signs.length);
        System.arraycopy(signs, 0, next, 0, signs.length);
        next[signs.length] = Vocabulary.END;
        int[] read = Arrays.copyOf(vocabularies.source().numbers(pair.source()), source[bucket]);
        return new Element(List.of(NDArray.of(read), NDArray.of(before)), List.of(NDArray.of(next)), List.of());
    }

    private static Element filled(Element batch, int size) {
        return batch.mapX(x -> filled(x, size)).mapY(y -> filled(y, size));
    }

    private static NDArray filled(NDArray rows, int size) {
        return rows.size(0) == size ? rows
                : NDArray.concat(0, rows, NDArray.zeros(rows.dtype(), Shape.of(size - rows.size(0), rows.size(1))));
    }
}
