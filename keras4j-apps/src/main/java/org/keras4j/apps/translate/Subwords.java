package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;

/// Cuts words into pieces that stand often in training, down to letters, so that hardly a word is unknown: byte pair encoding (Sennrich, Haddow and Birch 2016,
/// algorithm 1). All pieces of a word but its last end in `@@`, as those of `subword-nmt`: `un@@ known`.
///
/// Of the libraries for the JVM, JTokkit applies tables that others learned, and SentencePiece by DJL is native code that learns nothing either.
final class Subwords {
    static final String FILE = "subwords.txt";
    private static final String MORE = "@@";
    /// A pair that stands once says nothing of words in general.
    private static final long LEAST = 2;

    private final List<Pair> merges;
    private final Map<Pair, Integer> ranks;

    private Subwords(List<Pair> merges) {
        this.merges = List.copyOf(merges);
        this.ranks = IntStream.range(0, merges.size()).boxed().collect(Collectors.toMap(merges::get, i -> i));
    }

    /// Two pieces that stand one after the other, and that become one.
    record Pair(String left, String right) implements Comparable<Pair> {
        String merged() {
            return bare(left) + right;
        }

        @Override
        public int compareTo(Pair other) {
            return Comparator.comparing(Pair::left).thenComparing(Pair::right).compare(this, other);
        }
    }

    /// Joins the most frequent pair of neighbours, again and again.
    ///
    /// @param words each as often as it stands
    /// @param most how many pairs to join; fewer where none stands twice any more
    static Subwords learn(Stream<String> words, int most) {
        var counts = words.collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        var often = List.copyOf(counts.values());
        var pieces = new ArrayList<>(counts.keySet().stream().map(Subwords::letters).toList());
        var pairs = new HashMap<Pair, Long>();
        var places = new HashMap<Pair, Set<Integer>>();
        IntConsumer count = word -> pairs(pieces.get(word)).forEach(pair -> {
            pairs.merge(pair, often.get(word), Long::sum);
            places.computeIfAbsent(pair, _ -> new HashSet<>()).add(word);
        });
        IntStream.range(0, pieces.size()).forEach(count);
        // Of equals the first by its letters: the same on every machine.
        var order = Map.Entry.<Pair, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());
        var merges = new ArrayList<Pair>();
        while (merges.size() < most) {
            var best = pairs.entrySet().stream().filter(entry -> entry.getValue() >= LEAST).min(order);
            if (best.isEmpty()) {
                break;
            }
            var pair = best.get().getKey();
            merges.add(pair);
            for (int word : places.remove(pair)) {
                pairs(pieces.get(word)).forEach(old -> pairs.merge(old, -often.get(word), Long::sum));
                pieces.set(word, joined(pieces.get(word), pair));
                count.accept(word);
            }
            pairs.remove(pair);
        }
        return new Subwords(merges);
    }

    /// @throws DataException if the file is missing or holds something else
    static Subwords read(EarlierRun run) {
        var rows = run.lines(FILE).stream().map(line -> line.split(" ")).toList();
        if (rows.stream().anyMatch(row -> row.length != 2)) {
            throw new DataException(run.file(FILE) + ": expected two pieces of words in each line, got something else. Train again.");
        }
        return new Subwords(rows.stream().map(row -> new Pair(row[0], row[1])).toList());
    }

    void write(RunFolder folder) {
        folder.write(FILE, merges.stream().map(pair -> pair.left + " " + pair.right + "\n").collect(Collectors.joining()));
    }

    /// {@return the pieces of a word}
    List<String> of(String word) {
        var pieces = letters(word);
        while (true) {
            var first = pairs(pieces).filter(ranks::containsKey).min(Comparator.comparing(ranks::get));
            if (first.isEmpty()) {
                return pieces;
            }
            pieces = joined(pieces, first.get());
        }
    }

    /// {@return the same cuts in the word as the user wrote it, which has as many letters}
    static List<String> like(List<String> pieces, String word) {
        int[] letters = word.codePoints().toArray();
        var cut = new ArrayList<String>();
        int from = 0;
        for (var piece : pieces) {
            int count = bare(piece).codePointCount(0, bare(piece).length());
            cut.add(new String(letters, from, count) + (piece.endsWith(MORE) ? MORE : ""));
            from += count;
        }
        return cut;
    }

    /// {@return the words that pieces make}
    static List<String> words(List<String> pieces) {
        var words = new ArrayList<String>();
        var begun = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            begun.append(bare(pieces.get(i)));
            // A network may end in the middle of a word.
            if (!pieces.get(i).endsWith(MORE) || i == pieces.size() - 1) {
                words.add(begun.toString());
                begun.setLength(0);
            }
        }
        return words;
    }

    /// {@return a piece without the mark that it goes on}
    static String bare(String piece) {
        return piece.endsWith(MORE) ? piece.substring(0, piece.length() - MORE.length()) : piece;
    }

    private static List<String> letters(String word) {
        int[] letters = word.codePoints().toArray();
        return IntStream.range(0, letters.length).mapToObj(i -> Character.toString(letters[i]) + (i < letters.length - 1 ? MORE : "")).toList();
    }

    private static Stream<Pair> pairs(List<String> pieces) {
        return IntStream.range(1, pieces.size()).mapToObj(i -> new Pair(pieces.get(i - 1), pieces.get(i)));
    }

    private static List<String> joined(List<String> pieces, Pair pair) {
        var joined = new ArrayList<String>();
        for (int i = 0; i < pieces.size(); i++) {
            boolean here = i + 1 < pieces.size() && pieces.get(i).equals(pair.left) && pieces.get(i + 1).equals(pair.right);
            joined.add(here ? pair.merged() : pieces.get(i));
            i += here ? 1 : 0;
        }
        return joined;
    }
}
