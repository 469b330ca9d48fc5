package org.keras4j.apps;

import module java.base;

/// What a training was: its history and how long it took.
///
/// @param history the measures of each epoch
public record Training(SequencedMap<String, List<Double>> history, Report.Work work, Report.End end) {
    /// {@return what was trained on and how fast, in a line}
    ///
    /// @param samples of an epoch
    public String words(long samples) {
        if (end == Report.End.STOPPED) {
            return String.format(Locale.ROOT, "Stopped in epoch %d, after %,d %s in %.1f s: %,.0f %s/s", epochs(), work.count(), work.unit(), work.seconds(),
                    work.perSecond(), work.unit());
        }
        return String.format(Locale.ROOT, "Trained %d %s of %,d %s in %.1f s: %,.0f %s/s", epochs(), epochs() == 1 ? "epoch" : "epochs", samples, work.unit(),
                work.seconds(), work.perSecond(), work.unit());
    }

    public int epochs() {
        return history.values().stream().mapToInt(List::size).max().orElse(0);
    }
}
