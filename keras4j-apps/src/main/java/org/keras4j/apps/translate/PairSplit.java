package org.keras4j.apps.translate;

import module java.base;

/// Pairs in three parts that share no sentence, neither a source nor a target. A sentence with several translations, some of which are
/// translations of other sentences too, goes with all of them: what is dealt out are the components of the graph whose edges are pairs.
///
/// @param components how many there were
/// @param largest how many pairs the largest had
record PairSplit(List<SentencePair> train, List<SentencePair> validation, List<SentencePair> test, int components, int largest) {
    /// The order in which components are dealt out is always this one: seeds of the weights are compared on the same test sentences.
    private static final long SEED = 1;
    /// Of all pairs, at most.
    private static final int HELD_OUT_PART = 20;
    /// A component of more pairs is for training: its sentences are much alike.
    private static final int LARGE = 20;

    PairSplit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /// Deals out pairs, of those that are alike one: at most `heldOut` to test, as many to validation, the others to training.
    static PairSplit of(List<SentencePair> pairs, int heldOut) {
        var distinct = new TreeMap<String, SentencePair>();
        pairs.forEach(pair -> distinct.putIfAbsent(key(pair), pair));
        var roots = new Roots();
        distinct.values().forEach(pair -> roots.join("s" + pair.source(), "t" + pair.target()));
        var groups = new ArrayList<>(distinct.values().stream().collect(Collectors.groupingBy(pair -> roots.of("s" + pair.source()), LinkedHashMap::new, Collectors.toList())).values());
        int most = Math.min(heldOut, distinct.size() / HELD_OUT_PART);
        Collections.shuffle(groups, new Random(SEED));
        List<SentencePair> train = new ArrayList<>(), validation = new ArrayList<>(), test = new ArrayList<>();
        for (var group : groups) {
            boolean large = group.size() >= LARGE;
            (!large && test.size() < most ? test : !large && validation.size() < most ? validation : train).addAll(group);
        }
        return new PairSplit(train, validation, test, groups.size(), groups.stream().mapToInt(List::size).max().orElse(0));
    }

    /// The same with fewer pairs to train on.
    PairSplit limited(int pairs) {
        return new PairSplit(train.subList(0, Math.min(pairs, train.size())), validation, test, components, largest);
    }

    /// The same division of what `change` makes of each pair.
    PairSplit map(UnaryOperator<SentencePair> change) {
        return new PairSplit(train.stream().map(change).toList(), validation.stream().map(change).toList(), test.stream().map(change).toList(), components, largest);
    }

    private static String key(SentencePair pair) {
        return String.join(" ", pair.source()) + "\t" + String.join(" ", pair.target());
    }

    /// Sets that are joined one by one, each known by one of its members.
    private static final class Roots {
        private final Map<String, String> parents = new HashMap<>();

        String of(String member) {
            String at = member;
            for (var parent = parents.get(at); parent != null; parent = parents.get(at)) {
                var grandparent = parents.get(parent);
                if (grandparent != null) {
                    parents.put(at, grandparent);
                }
                at = parent;
            }
            return at;
        }

        void join(String a, String b) {
            String rootOfA = of(a);
            String rootOfB = of(b);
            if (!rootOfA.equals(rootOfB)) {
                parents.put(rootOfA, rootOfB);
            }
        }
    }
}
