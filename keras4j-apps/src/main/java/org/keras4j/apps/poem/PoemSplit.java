package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.engine.tensor.Philox;

/// Poems in three parts that have no poem, near-duplicate, line or series in common.
///
/// @param duplicates how many poems were left out as the same as an earlier one, or nearly so
/// @param sharing how many were left out for a line that a held-out poem has as well
record PoemSplit(List<Verse> train, List<Verse> validation, List<Verse> test, int duplicates, int sharing) {
    /// Always the same, so that what was trained with any seed can be tested later.
    private static final long SEED = 11;

    PoemSplit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /// Deals whole series of an author; at most a tenth of the poems each to be validated and tested on.
    static PoemSplit of(List<Verse> poems, int validationPoems, int testPoems) {
        var distinct = withoutDuplicates(poems);
        int most = Math.max(1, distinct.size() / 10);
        var series = List.copyOf(distinct.stream().collect(Collectors.groupingBy(Verse::series, LinkedHashMap::new, Collectors.toList())).values());
        var dealt = LongStream.of(Philox.of(SEED).permutation(series.size()).toLongArray()).mapToObj(i -> series.get((int) i)).toList();
        var left = new ArrayDeque<>(dealt);
        var test = deal(left, Math.min(most, testPoems));
        var lines = lines(test);
        var validation = deal(left, Math.min(most, validationPoems)).stream().filter(poem -> isApart(poem, lines)).toList();
        lines.addAll(lines(validation));
        var pool = left.stream().flatMap(List::stream).toList();
        var train = pool.stream().filter(poem -> isApart(poem, lines)).toList();
        return new PoemSplit(train, validation, test, poems.size() - distinct.size(), pool.size() - train.size());
    }

    PoemSplit limited(int poems) {
        return new PoemSplit(train.subList(0, Math.min(poems, train.size())), validation, test, duplicates, sharing);
    }

    static Set<String> lines(List<Verse> poems) {
        return poems.stream().flatMap(poem -> poem.lines().stream()).collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isApart(Verse poem, Set<String> lines) {
        return poem.lines().stream().noneMatch(lines::contains);
    }

    private static List<Verse> deal(Deque<List<Verse>> series, int poems) {
        var dealt = new ArrayList<Verse>();
        while (dealt.size() < poems && !series.isEmpty()) {
            dealt.addAll(series.removeFirst());
        }
        return dealt;
    }

    /// Leaves out each poem of which half the lines or more stand in one earlier poem, but for one character each.
    static List<Verse> withoutDuplicates(List<Verse> poems) {
        var first = new HashMap<Long, Integer>();
        var kept = new ArrayList<Verse>();
        for (int at = 0; at < poems.size(); at++) {
            var poem = poems.get(at);
            var keys = poem.lines().stream().map(PoemSplit::gapped).toList();
            var alike = new HashMap<Integer, Integer>();
            for (var line : keys) {
                LongStream.of(line).mapToObj(first::get).filter(Objects::nonNull).distinct().forEach(other -> alike.merge(other, 1, Integer::sum));
            }
            if (alike.values().stream().noneMatch(lines -> 2 * lines >= poem.lines().size())) {
                kept.add(poem);
                for (var line : keys) {
                    for (long key : line) {
                        first.putIfAbsent(key, at);
                    }
                }
            }
        }
        return kept;
    }

    /// A hash of the line with each of its characters left out in turn: lines that differ in one character share one.
    private static long[] gapped(String line) {
        int[] characters = line.codePoints().toArray();
        return IntStream.range(0, characters.length).mapToLong(gap -> {
            long hash = 31 * gap + characters.length;
            for (int i = 0; i < characters.length; i++) {
                hash = hash * 0x5851F42D4C957F2DL + (i == gap ? 0 : characters[i]);
            }
            return hash;
        }).toArray();
    }
}
