package org.keras4j.apps.multibooks;

import module java.base;
import org.keras4j.apps.score.Scores;

/// Whether one network of all heads does better than one for each, over some seeds, with what both are compared with.
///
/// @param joint scores of the network of all heads, of each seed
/// @param separate scores of the networks of one head, of each seed
/// @param linear of a model without hidden layers
/// @param trivial the mean year and rating, and the most frequent language and genre
/// @param median the same with the middle year
record Comparison(List<HeadScores> joint, List<Map<Head, HeadScores>> separate, HeadScores linear, HeadScores trivial, HeadScores median, long seed) {

    /// By name for `report.json`, the heads of the joint network first.
    Scores scores() {
        var scores = new Scores();
        for (var head : heads()) {
            scores.put(HeadScores.key(head), jointMean(head), joint.getFirst().interval(head, seed));
        }
        for (var head : heads()) {
            scores.put("separate_" + HeadScores.key(head), separateMean(head));
            scores.put("linear_" + HeadScores.key(head), linear.value(head));
            scores.put("trivial_" + HeadScores.key(head), trivial.value(head));
        }
        scores.put("median_year_mae", median.value(Head.YEAR));
        scores.put("language_accuracy", joint.stream().mapToDouble(HeadScores::accuracy).average().orElseThrow());
        scores.put("majority_language_accuracy", trivial.accuracy());
        scores.put("seeds", (double) joint.size());
        return scores;
    }

    private Set<Head> heads() {
        return separate.getFirst().keySet();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("On books of authors that the networks never met, " + (joint.size() == 1 ? "one seed" : "mean of " + joint.size() + " seeds") + ", with 95 % intervals of the first");
        for (var head : heads()) {
            lines.add(HeadScores.measure(head) + (HeadScores.better(head) > 0 ? " (more is better)" : " (less is better)"));
            lines.add(row("one network of all heads", jointMean(head), joint.getFirst().interval(head, seed).toString()));
            lines.add(row("a network of its own", separateMean(head), separate.getFirst().get(head).interval(head, seed).toString()));
            lines.add(row("linear model, without the title", linear.value(head), ""));
            lines.add(row(trivially(head), trivial.value(head), ""));
            if (head == Head.YEAR) {
                lines.add(row("middle year", median.value(head), ""));
            }
            lines.add("  " + verdict(head));
        }
        return lines;
    }

    private static String trivially(Head head) {
        return switch (head) {
            case YEAR, RATING -> "mean";
            case LANGUAGE -> "most frequent language";
            case GENRE -> "most frequent genre";
        };
    }

    /// By the first seed's paired bootstrap, and by how many of the seeds agree.
    private String verdict(Head head) {
        var gain = joint.getFirst().gainOver(separate.getFirst().get(head), head, seed);
        long won = IntStream.range(0, joint.size())
                .filter(i -> HeadScores.better(head) * (joint.get(i).value(head) - separate.get(i).get(head).value(head)) > 0).count();
        String word = gain.low() > 0 ? "together is better" : gain.high() < 0 ? "apart is better" : "no difference that this many test books show";
        return String.format(Locale.ROOT, "joint against separate: %s (gain %s; joint ahead in %d of %d seeds)", word, gain, won, joint.size());
    }

    private double jointMean(Head head) {
        return joint.stream().mapToDouble(scores -> scores.value(head)).average().orElseThrow();
    }

    private double separateMean(Head head) {
        return separate.stream().mapToDouble(scores -> scores.get(head).value(head)).average().orElseThrow();
    }

    private static String row(String name, double value, String interval) {
        return String.format(Locale.ROOT, "  %-34s %9.4f  %s", name, value, interval).stripTrailing();
    }
}
