package org.keras4j.decoding;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

/// Looks for the most probable labels in the outputs of a model that was trained with CTC (Graves et al. 2006). Many ways through the steps spell the same labels,
/// since blanks stand between them and a label may last: their probabilities are added up. After each step the `width` most probable beginnings are kept.
/// Follows `keras.ops.ctc_decode` with `strategy="beam_search"`.
///
/// ```java
/// CtcBeamSearch.Found found = CtcBeamSearch.of(100).best(3).decode(model.predict(lines), lengths);
/// ```
///
/// @param width how many beginnings are kept
/// @param blank the class that is no label
/// @param best how many readings of a sample are wanted, at most `width`
public record CtcBeamSearch(int width, int blank, int best) {
    private static final int NO_LABEL = -1;

    public CtcBeamSearch {
        if (width < 1 || blank < 0) {
            throw new IllegalArgumentException("CtcBeamSearch: expected a width of 1 or more and a class from 0 on for the blank, got " + width + " and " + blank + ".");
        }
        if (best < 1 || best > width) {
            throw new IllegalArgumentException("CtcBeamSearch: expected to be asked for 1 to " + width + " readings, as many as are kept, got " + best + ".");
        }
    }

    /// Keeps `width` beginnings, of which Keras keeps 100; class 0 is the blank; answers the most probable reading.
    public static CtcBeamSearch of(int width) {
        return new CtcBeamSearch(width, 0, 1);
    }

    /// The class that is no label, `mask_index` in Keras: 0 unless said.
    public CtcBeamSearch blank(int blank) { return new CtcBeamSearch(width, blank, best); }

    /// How many readings of each sample are answered, from 1 to the width, `top_paths` in Keras: 1 unless said.
    public CtcBeamSearch best(int best)   { return new CtcBeamSearch(width, blank, best); }

    /// @param labels           `[best, batch, time]`, int32, the most probable reading first, −1 behind its labels
    /// @param logProbabilities `[batch, best]`, float32; −∞ where there are fewer readings than wanted
    public record Found(NDArray labels, NDArray logProbabilities) {}

    /// @param outputs `[batch, time, classes]`: logits, or logarithms of probabilities
    /// @param lengths `[batch]`, how many steps of each sample count
    /// @throws IllegalArgumentException when they are of other shapes, the blank isn't among the classes, or a length isn't among the steps
    public Found decode(NDArray outputs, NDArray lengths) {
        if (outputs.rank() != 3 || lengths.rank() != 1 || lengths.size(0) != outputs.size(0) || blank >= outputs.size(2)) {
            throw new IllegalArgumentException("CtcBeamSearch: expected outputs [batch, time, classes], lengths [batch] and one of the classes as blank, got "
                    + outputs.dtype() + outputs.shape() + ", " + lengths.dtype() + lengths.shape() + " and " + blank + ".");
        }
        int batch = (int) outputs.size(0);
        int time = (int) outputs.size(1);
        int[] labels = new int[best * batch * time];
        float[] scores = new float[batch * best];
        Arrays.fill(labels, NO_LABEL);
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int sample = 0; sample < batch; sample++) {
            int length = (int) lengths.at(sample);
            if (length < 0 || length > time) {
                throw new IllegalArgumentException("CtcBeamSearch: expected lengths from 0 to the " + time + " steps there are, got " + length + " of sample " + sample + ".");
            }
            List<Prefix> found = read(outputs.row(sample).cast(DType.FLOAT32), length);
            for (int rank = 0; rank < Math.min(best, found.size()); rank++) {
                int[] reading = found.get(rank).labels();
                System.arraycopy(reading, 0, labels, (rank * batch + sample) * time, reading.length);
                scores[sample * best + rank] = (float) found.get(rank).total();
            }
        }
        return new Found(NDArray.of(labels).reshape(best, batch, time), NDArray.of(scores).reshape(batch, best));
    }

    /// The beginnings that are left behind the last step that counts, the most probable first.
    private List<Prefix> read(NDArray outputs, int length) {
        List<Prefix> beam = List.of(Prefix.empty());
        for (int step = 0; step < length; step++) {
            beam = next(beam, logSoftmax(outputs.row(step).toFloatArray()));
        }
        return beam;
    }

    private List<Prefix> next(List<Prefix> beam, double[] logProbabilities) {
        var candidates = new ArrayList<>(beam);
        for (Prefix prefix : beam) {
            prefix.stay(logProbabilities, blank);
            for (int label = 0; label < logProbabilities.length; label++) {
                if (label != blank) {
                    Prefix longer = prefix.extended(label, logProbabilities[label]);
                    if (!longer.isKept()) {
                        candidates.add(longer);
                    }
                }
            }
        }
        candidates.forEach(Prefix::endStep);
        candidates.sort(Comparator.comparingDouble(Prefix::total).reversed());
        List<Prefix> kept = candidates.subList(0, Math.min(width, candidates.size()));
        candidates.subList(kept.size(), candidates.size()).forEach(Prefix::drop);
        kept.forEach(Prefix::keep);
        return List.copyOf(kept);
    }

    private static double[] logSoftmax(float[] outputs) {
        double[] numbers = IntStream.range(0, outputs.length).mapToDouble(i -> outputs[i]).toArray();
        double largest = DoubleStream.of(numbers).max().orElseThrow();
        double logSum = largest + Math.log(DoubleStream.of(numbers).map(x -> Math.exp(x - largest)).sum());
        return DoubleStream.of(numbers).map(x -> x - logSum).toArray();
    }
}
