package org.keras4j.apps.score;

import module java.base;

/// Logistic regression on the words and pairs of words of a text: the strong simple baseline of every classifier of texts in two classes.
/// A text's features are `(1 + ln count) · (1 + ln((1 + n) / (1 + texts that have it)))`, brought to length 1, as scikit-learn's
/// `TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)` has them; the regression is that of [LogisticRegression].
public final class TextRegression {
    /// Far more than the predictions of some thousand texts still change by.
    private static final int ITERATIONS = 60;

    private final Map<String, Integer> features;
    private final double[] idf;
    /// The intercept last.
    private final double[] weights;

    private TextRegression(Map<String, Integer> features, double[] idf, double[] weights) {
        this.features = features;
        this.idf = idf;
        this.weights = weights;
    }

    /// The features that are not 0.
    private record Row(int[] at, double[] values) {
        double dot(double[] weights) {
            double sum = 0;
            for (int i = 0; i < at.length; i++) {
                sum += values[i] * weights[at[i]];
            }
            return sum;
        }
    }

    /// @param texts of words with spaces between
    /// @param labels 0 or 1
    /// @param c how much the texts weigh against the penalty
    public static TextRegression fit(List<String> texts, int[] labels, double c) {
        var seen = new HashMap<String, Integer>();
        var counts = new ArrayList<int[]>();
        for (var text : texts) {
            for (var gram : grams(text).keySet()) {
                int at = seen.computeIfAbsent(gram, _ -> {
                    counts.add(new int[1]);
                    return counts.size() - 1;
                });
                counts.get(at)[0]++;
            }
        }
        var idf = counts.stream().mapToDouble(count -> 1 + Math.log((1.0 + texts.size()) / (1 + count[0]))).toArray();
        var rows = texts.stream().map(text -> row(text, seen, idf)).toList();
        return new TextRegression(seen, idf, Lbfgs.minimum(new double[idf.length + 1], (w, gradient) -> loss(rows, labels, c, w, gradient), ITERATIONS));
    }

    public int[] predict(List<String> texts) {
        return texts.stream().mapToInt(text -> row(text, features, idf).dot(weights) + weights[idf.length] > 0 ? 1 : 0).toArray();
    }

    private static double loss(List<Row> rows, int[] labels, double c, double[] w, double[] gradient) {
        int intercept = w.length - 1;
        double loss = 0;
        for (int f = 0; f < intercept; f++) {
            gradient[f] = w[f];
            loss += w[f] * w[f] / 2;
        }
        gradient[intercept] = 0;
        for (int i = 0; i < labels.length; i++) {
            var row = rows.get(i);
            double z = row.dot(w) + w[intercept];
            double wrong = labels[i] == 1 ? -z : z;
            // ln(1 + e^wrong), without overflow.
            loss += c * (Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong))));
            double error = c * (1 / (1 + Math.exp(-z)) - labels[i]);
            for (int at = 0; at < row.at.length; at++) {
                gradient[row.at[at]] += error * row.values[at];
            }
            gradient[intercept] += error;
        }
        return loss;
    }

    private static Row row(String text, Map<String, Integer> features, double[] idf) {
        var known = grams(text).entrySet().stream().filter(gram -> features.containsKey(gram.getKey())).toList();
        int[] at = known.stream().mapToInt(gram -> features.get(gram.getKey())).toArray();
        double[] values = IntStream.range(0, at.length).mapToDouble(i -> (1 + Math.log(known.get(i).getValue())) * idf[at[i]]).toArray();
        double length = Math.sqrt(DoubleStream.of(values).map(v -> v * v).sum());
        return new Row(at, DoubleStream.of(values).map(v -> v / length).toArray());
    }

    private static SequencedMap<String, Integer> grams(String text) {
        var words = text.strip().split("\\s+");
        var grams = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < words.length; i++) {
            grams.merge(words[i], 1, Integer::sum);
            if (i > 0) {
                grams.merge(words[i - 1] + " " + words[i], 1, Integer::sum);
            }
        }
        return grams;
    }
}
