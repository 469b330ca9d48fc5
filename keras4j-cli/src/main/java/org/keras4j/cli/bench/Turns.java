package org.keras4j.cli.bench;

import module java.base;
import org.keras4j.cli.bench.Side.Timing;

/// Two sides in turns, so that whatever else the machine does meets both alike: figures are medians over the rounds, and a ratio
/// compares turns of one round.
record Turns(List<Timing> ours, Map<String, List<Timing>> peers) {

    static Turns of(Side ours, List<Side> peers, double seconds, int rounds) {
        var own = new ArrayList<Timing>();
        var others = new LinkedHashMap<String, List<Timing>>();
        for (int round = 0; round < rounds; round++) {
            own.add(ours.run(seconds));
            for (Side peer : peers) {
                others.computeIfAbsent(peer.name(), _ -> new ArrayList<>()).add(peer.run(seconds));
            }
        }
        return new Turns(own, others);
    }

    Timing own() {
        return middle(ours);
    }

    Timing of(String peer) {
        return middle(peers.get(peer));
    }

    /// How many times as many items per second as the peer.
    double ratio(String peer) {
        List<Timing> theirs = peers.get(peer);
        return median(IntStream.range(0, ours.size()).mapToDouble(i -> ours.get(i).median() / theirs.get(i).median()));
    }

    private static Timing middle(List<Timing> turns) {
        return new Timing(median(turns.stream().mapToDouble(Timing::median)), turns.stream().mapToDouble(Timing::best).max().orElseThrow(),
                median(turns.stream().mapToDouble(Timing::p50Micros)), median(turns.stream().mapToDouble(Timing::p99Micros)));
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
