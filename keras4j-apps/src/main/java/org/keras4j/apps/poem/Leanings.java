package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What draws a poem towards a theme or towards the manner of an author: numbers added to the logits of some signs.
final class Leanings {
    static final String FILE = "authors.json";
    private static final int AUTHORS_POEMS = 40;
    private static final int AUTHORS_CHARACTERS = 120;
    private static final int LEAST_COUNT = 4;
    /// Of the theme's own characters, and of one that the network takes for the same.
    private static final float THEME = 3;
    private static final float NEIGHBOUR = 3;
    private static final double NEAR = 0.4;

    private Leanings() {}

    /// Writes, for each author with many poems, the characters that are more frequent with them than elsewhere, by the logarithm of how much.
    static void write(RunFolder folder, List<Verse> poems) {
        var all = counts(poems);
        double total = all.values().stream().mapToLong(n -> n).sum();
        var root = JsonMapper.shared().createObjectNode();
        poems.stream().collect(Collectors.groupingBy(Verse::author, TreeMap::new, Collectors.toList())).forEach((author, own) -> {
            if (!author.isEmpty() && own.size() >= AUTHORS_POEMS) {
                var counts = counts(own);
                double owned = counts.values().stream().mapToLong(n -> n).sum();
                var node = root.putObject(author);
                counts.entrySet().stream().filter(entry -> entry.getValue() >= LEAST_COUNT)
                        .map(entry -> Map.entry(entry.getKey(), Math.log(entry.getValue() / owned / (all.get(entry.getKey()) / total))))
                        .filter(entry -> entry.getValue() > 0.3)
                        .sorted(Comparator.comparingDouble(entry -> -entry.getValue() * counts.get(entry.getKey()))).limit(AUTHORS_CHARACTERS)
                        .forEach(entry -> node.put(entry.getKey(), Math.round(entry.getValue() * 100) / 100.0));
            }
        });
        folder.write(FILE, root.toString() + "\n");
    }

    /// {@return what to add for an author's manner}
    ///
    /// @throws IllegalArgumentException if the run knew too few of the author's poems
    static float[] author(EarlierRun run, String author, Vocabulary vocabulary) {
        var root = run.json(FILE, JsonNode.class);
        if (!root.has(author)) {
            throw new IllegalArgumentException("--style " + author + ": expected an author of " + AUTHORS_POEMS + " or more poems that the run learned from, "
                    + (root.isEmpty() ? "but no author has as many there." : "such as " + root.propertyNames().stream().limit(40).collect(Collectors.joining(" ")) + "."));
        }
        var bias = new float[vocabulary.size()];
        for (var entry : root.get(author).properties()) {
            int sign = vocabulary.number(entry.getKey().codePointAt(0));
            if (sign >= Vocabulary.CHARACTERS) {
                bias[sign] = (float) Math.min(2, entry.getValue().asDouble());
            }
        }
        return bias;
    }

    /// {@return what to add for a theme: much for its characters, less for those that the network expects in like places}
    static float[] theme(int[] signs, VerseNetwork network) {
        float[][] columns = network.model().getLayer("next_sign").getWeights().getFirst().transpose().toFloats2D();
        var bias = new float[columns.length];
        for (int theme : signs) {
            for (int sign = Vocabulary.CHARACTERS; sign < columns.length; sign++) {
                double alike = cosine(columns[theme], columns[sign]);
                bias[sign] = Math.max(bias[sign], sign == theme ? THEME : alike > NEAR ? (float) (NEIGHBOUR * (alike - NEAR)) : 0);
            }
        }
        return bias;
    }

    static float[] sum(float[] a, float[] b) {
        var sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static Map<String, Long> counts(List<Verse> poems) {
        return poems.stream().flatMap(poem -> poem.lines().stream()).flatMapToInt(String::codePoints).mapToObj(Character::toString)
                .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    }
}
