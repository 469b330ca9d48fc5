package org.keras4j.apps.score;

import module java.base;
import org.keras4j.apps.score.ScoreTable.Row;

/// Named figures, the most telling first; some with the interval in which the true value lies.
public final class Scores {
    private final SequencedMap<String, Double> values = new LinkedHashMap<>();
    private final SequencedMap<String, Interval> intervals = new LinkedHashMap<>();

    public Scores put(String name, double value) {
        values.put(name, value);
        return this;
    }

    public Scores put(String name, double value, Interval interval) {
        intervals.put(name, interval);
        return put(name, value);
    }

    /// The accuracy of a classification.
    public Scores put(String name, Classification score) {
        return put(name, score.accuracy(), score.interval());
    }

    public Scores putAll(Scores others) {
        return putAll("", others);
    }

    /// @param prefix in front of their names
    public Scores putAll(String prefix, Scores others) {
        others.values.forEach((name, value) -> values.put(prefix + name, value));
        others.intervals.forEach((name, interval) -> intervals.put(prefix + name, interval));
        return this;
    }

    /// {@return the row of a table that shows one of these}
    public Row row(String what, String name) {
        return new Row(what, Objects.requireNonNull(values.get(name), name), intervals.get(name));
    }

    public SequencedMap<String, Double> values() {
        return Collections.unmodifiableSequencedMap(values);
    }

    public SequencedMap<String, Interval> intervals() {
        return Collections.unmodifiableSequencedMap(intervals);
    }
}
