package org.keras4j.apps.score;

import module java.base;

/// Where a true value lies with 95 % confidence, as far as the sampled items tell; the spread of seeds is not in it.
public record Interval(double low, double high) {
    /// The 97.5 % point of the normal distribution.
    private static final double Z = 1.959963984540054;
    private static final int RESAMPLES = 2000;

    /// Wilson's score interval of a share (Wilson 1927): right also near 0 and 1, where most accuracies lie.
    public static Interval ofShare(long hits, long total) {
        if (total < 1 || hits < 0 || hits > total) {
            throw new IllegalArgumentException("Interval of a share: expected 0 ≤ hits ≤ total and a total of 1 or more, got " + hits + " of " + total + ".");
        }
        double n = total;
        double share = hits / n;
        double centre = share + Z * Z / (2 * n);
        double reach = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new Interval(Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale));
    }

    /// The bootstrap's percentile interval (Efron 1979) of any score of a set of items.
    ///
    /// @param items how many there are
    /// @param score of the items at these positions, some of them drawn more than once
    public static Interval ofScore(int items, ToDoubleFunction<int[]> score, long seed) {
        var random = new SplittableRandom(seed);
        var scores = new double[RESAMPLES];
        var drawn = new int[items];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(drawn, at -> random.nextInt(items));
            scores[i] = score.applyAsDouble(drawn);
        }
        Arrays.sort(scores);
        return new Interval(scores[(int) (0.025 * RESAMPLES)], scores[(int) (0.975 * RESAMPLES) - 1]);
    }

    /// {@return `[99.03 – 99.37]`: in per cent, with two decimals}
    public String percent() {
        return String.format(Locale.ROOT, "[%.2f – %.2f]", 100 * low, 100 * high);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.3f – %.3f]", low, high);
    }
}
