package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.score.Interval;

/// How good the first ten books are that someone would propose to each reader, of all books that the reader hasn't read.
///
/// @param hit the share of readers with a held-out book among the ten: HR@10
/// @param ndcg the gain of held-out books, less the further down they stand, as a share of the best possible: NDCG@10
/// @param recall the share of a reader's held-out books among the ten: Recall@10
/// @param coverage the share of all books that anybody is proposed
record RankingScores(PerReader hit, PerReader ndcg, PerReader recall, double coverage) {
    static final int SHOWN = 10;

    /// A measure of each reader who has held-out books.
    record PerReader(double[] values) {
        double value() {
            return DoubleStream.of(values).average().orElse(0);
        }

        Interval interval(long seed) {
            return Interval.ofScore(values.length, drawn -> IntStream.of(drawn).mapToDouble(i -> values[i]).average().orElse(0), seed);
        }
    }

    /// Of the network that is shown what each reader has read.
    static RankingScores of(ReadingLists read, ReadingLists held, RankingNetwork network) {
        var tops = new ArrayList<int[]>();
        int together = 512;
        for (int from = 0; from < read.readers(); from += together) {
            var part = read.lists().subList(from, Math.min(read.readers(), from + together));
            var scores = network.scores(part, read.books());
            tops.addAll(IntStream.range(0, part.size()).parallel().mapToObj(i -> top(scores.get(i), part.get(i), SHOWN)).toList());
        }
        return of(tops, held);
    }

    /// Of a score that is the same for all readers, as popularity is.
    static RankingScores of(ReadingLists read, ReadingLists held, float[] score) {
        return of(read.lists().stream().parallel().map(list -> top(score, list, SHOWN)).toList(), held);
    }

    /// @param tops what each reader is proposed, the best first
    /// @param held what each reader really read
    static RankingScores of(List<int[]> tops, ReadingLists held) {
        var hit = DoubleStream.builder();
        var ndcg = DoubleStream.builder();
        var recall = DoubleStream.builder();
        for (int reader = 0; reader < tops.size(); reader++) {
            var wanted = IntStream.of(held.lists().get(reader)).boxed().collect(Collectors.toSet());
            if (wanted.isEmpty()) {
                continue;
            }
            int[] top = tops.get(reader);
            double gain = 0;
            int hits = 0;
            for (int place = 0; place < top.length; place++) {
                if (wanted.contains(top[place])) {
                    hits++;
                    gain += discount(place);
                }
            }
            double best = IntStream.range(0, Math.min(wanted.size(), SHOWN)).mapToDouble(RankingScores::discount).sum();
            hit.add(hits > 0 ? 1 : 0);
            ndcg.add(gain / best);
            recall.add((double) hits / wanted.size());
        }
        long shown = tops.stream().flatMapToInt(IntStream::of).distinct().count();
        return new RankingScores(new PerReader(hit.build().toArray()), new PerReader(ndcg.build().toArray()), new PerReader(recall.build().toArray()),
                (double) shown / held.books());
    }

    /// {@return the numbers of the highest scores but those of books that are read, the best first; of equals the lowest number}
    static int[] top(float[] scores, int[] read, int count) {
        var known = new BitSet(scores.length);
        IntStream.of(read).forEach(known::set);
        // The least of those kept is on top.
        var kept = new PriorityQueue<Integer>(Comparator.comparingDouble((Integer book) -> scores[book]).thenComparing(Comparator.reverseOrder()));
        for (int book = 0; book < scores.length; book++) {
            if (!known.get(book) && (kept.size() < count || scores[book] > scores[kept.element()])) {
                kept.add(book);
                if (kept.size() > count) {
                    kept.remove();
                }
            }
        }
        var best = new ArrayDeque<Integer>();
        while (!kept.isEmpty()) {
            best.addFirst(kept.remove());
        }
        return best.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2);
    }
}
