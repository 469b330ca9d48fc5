package org.keras4j.apps.metrics;

import module java.base;
import org.keras4j.apps.score.BinaryCounts;

/// What mistakes cost, in any unit.
///
/// @param falseAlarm the price of taking an item for positive that isn't
/// @param miss the price of not finding a positive one
record Costs(double falseAlarm, double miss) {
    Costs {
        if (!(falseAlarm >= 0 && miss >= 0 && falseAlarm + miss > 0 && falseAlarm + miss < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--false-alarm-cost, --miss-cost: expected numbers from 0 on, one of them above 0, got " + falseAlarm + " and " + miss + ".");
        }
    }

    double of(BinaryCounts counts) {
        return counts.cost(falseAlarm, miss);
    }

    /// {@return what these mistakes cost, for people: without zeros that say nothing}
    String words(BinaryCounts counts) {
        return number(of(counts));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "a miss at %s, a false alarm at %s", number(miss), number(falseAlarm));
    }

    private static String number(double value) {
        return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
