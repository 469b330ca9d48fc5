package org.keras4j.decoding;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Labels that a [CtcBeamSearch] has read so far, and the logarithms of how probable all ways to spell them are.
final class Prefix {
    private final @Nullable Prefix before;
    private final int label;
    private final int length;
    /// Those one label longer that were kept once: labels that come back are the same prefix, with what has grown from it.
    private final Map<Integer, Prefix> longer = new HashMap<>();
    private boolean kept;
    /// Of ways that end in a blank, and in the last label.
    private double blank = Double.NEGATIVE_INFINITY;
    private double sounding = Double.NEGATIVE_INFINITY;
    private double nextBlank = Double.NEGATIVE_INFINITY;
    private double nextSounding = Double.NEGATIVE_INFINITY;

    private Prefix(@Nullable Prefix before, int label, int length) {
        this.before = before;
        this.label = label;
        this.length = length;
    }

    /// Before the first step, where nothing is certain.
    static Prefix empty() {
        var empty = new Prefix(null, -1, 0);
        empty.kept = true;
        empty.blank = 0;
        return empty;
    }

    boolean isKept() {
        return kept;
    }

    double total() {
        return logAdd(blank, sounding);
    }

    /// The step is a blank, or the last label goes on.
    void stay(double[] logProbabilities, int blankClass) {
        nextBlank = logAdd(nextBlank, total() + logProbabilities[blankClass]);
        if (before != null) {
            nextSounding = logAdd(nextSounding, sounding + logProbabilities[label]);
        }
    }

    /// The step is a label more: the last one again only behind a blank.
    Prefix extended(int next, double logProbability) {
        Prefix longest = longer.get(next);
        if (longest == null) {
            longest = new Prefix(this, next, length + 1);
        }
        longest.nextSounding = logAdd(longest.nextSounding, (before != null && next == label ? blank : total()) + logProbability);
        return longest;
    }

    void endStep() {
        blank = nextBlank;
        sounding = nextSounding;
        nextBlank = Double.NEGATIVE_INFINITY;
        nextSounding = Double.NEGATIVE_INFINITY;
    }

    void keep() {
        kept = true;
        if (before != null) {
            before.longer.put(label, this);
        }
    }

    void drop() {
        kept = false;
        blank = Double.NEGATIVE_INFINITY;
        sounding = Double.NEGATIVE_INFINITY;
    }

    int[] labels() {
        int[] labels = new int[length];
        int place = length;
        for (var at = this; at.before != null; at = at.before) {
            labels[--place] = at.label;
        }
        return labels;
    }

    private static double logAdd(double a, double b) {
        double larger = Math.max(a, b);
        return larger == Double.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }
}
