package org.keras4j.apps.multibooks;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.datasets.Goodbooks.Book;

/// Books in three parts, of which no two have an author or a series in common: whoever wrote a test book is unknown, so that the network
/// can't remember them.
record VolumeSplit(List<Volume> train, List<Volume> validation, List<Volume> test) {
    private static final double TEST_SHARE = 0.15;
    private static final double VALIDATION_SHARE = 0.1;

    static VolumeSplit of(List<Volume> volumes, long seed) {
        var groups = new ArrayList<>(groups(volumes));
        Collections.shuffle(groups, new Random(seed));
        var train = new ArrayList<Volume>();
        var validation = new ArrayList<Volume>();
        var test = new ArrayList<Volume>();
        for (var group : groups) {
            var part = test.size() < TEST_SHARE * volumes.size() ? test : validation.size() < VALIDATION_SHARE * volumes.size() ? validation : train;
            part.addAll(group);
        }
        return new VolumeSplit(List.copyOf(train), List.copyOf(validation), List.copyOf(test));
    }

    /// The same with the first `limit` training books only; `null` leaves all.
    VolumeSplit limited(@Nullable Integer limit) {
        return limit == null || limit >= train.size() ? this : new VolumeSplit(train.subList(0, limit), validation, test);
    }

    /// Books that hang together by authors and series, each with some other of its group.
    static Collection<List<Volume>> groups(List<Volume> volumes) {
        int[] parent = IntStream.range(0, volumes.size()).toArray();
        var first = new HashMap<String, Integer>();
        for (int i = 0; i < parent.length; i++) {
            var volume = volumes.get(i);
            for (var key : keys(volume)) {
                Integer other = first.putIfAbsent(key, i);
                if (other != null) {
                    parent[root(parent, i)] = root(parent, other);
                }
            }
        }
        return IntStream.range(0, parent.length).boxed()
                .collect(Collectors.groupingBy(i -> root(parent, i), LinkedHashMap::new, Collectors.mapping(volumes::get, Collectors.toList()))).values();
    }

    private static List<String> keys(Volume volume) {
        return Stream.concat(Stream.of(volume.author().split(",")).map(name -> "author " + name.strip().toLowerCase(Locale.ROOT)),
                Book.series(volume.title()).stream().map(name -> "series " + name.toLowerCase(Locale.ROOT))).toList();
    }

    private static int root(int[] parent, int of) {
        int at = of;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
