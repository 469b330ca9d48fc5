package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.apps.score.LogisticRegression;
import org.keras4j.apps.score.MultiLabel;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;

/// The strong simple baseline: a logistic regression that sees which colours a picture has and nothing of where they are. 32 bins for
/// each of red, green and blue, of whose counts the roots are taken, to mean 0 and standard deviation 1.
record Histograms(Standardizer scale, List<LogisticRegression> answers) {
    private static final int BINS = 32;
    private static final int FOLDS = 5;
    private static final int ITERATIONS = 200;
    private static final int ITERATIONS_OF_FOLDS = 60;
    private static final double[] STRENGTHS = {0.01, 0.1, 1, 10};
    private static final double STRENGTH_OF_TAGS = 0.1;

    /// One regression over all classes, whose strength is chosen by five folds of these pictures.
    static Histograms ofClasses(Pictures train, int classes) {
        var scale = Standardizer.of(features(train.images()));
        double[][] x = scale.apply(features(train.images()));
        int[] labels = train.classes();
        double best = DoubleStream.of(STRENGTHS).boxed().max(Comparator.comparingInt(c -> hits(x, labels, classes, c))).orElseThrow();
        return new Histograms(scale, List.of(LogisticRegression.fit(x, labels, classes, best, ITERATIONS)));
    }

    /// One regression for each tag.
    static Histograms ofTags(Pictures train) {
        var scale = Standardizer.of(features(train.images()));
        double[][] x = scale.apply(features(train.images()));
        boolean[][] tags = train.tags();
        return new Histograms(scale, IntStream.range(0, tags[0].length).mapToObj(tag ->
                LogisticRegression.fit(x, Stream.of(tags).mapToInt(row -> row[tag] ? 1 : 0).toArray(), 2, STRENGTH_OF_TAGS, ITERATIONS_OF_FOLDS)).toList());
    }

    /// {@return the class of each picture}
    int[] classes(NDArray images) {
        return answers.getFirst().predict(scale.apply(features(images)));
    }

    /// {@return how probable each tag is: `[picture][tag]`}
    double[][] tags(NDArray images) {
        return Stream.of(scale.apply(features(images)))
                .map(row -> answers.stream().mapToDouble(answer -> answer.probabilities(row)[1]).toArray()).toArray(double[][]::new);
    }

    /// The answer that gives every picture the same tags: those with the best score on validation pictures, among the most frequent 1, 2, ….
    static boolean[] bestConstant(boolean[][] validation, double beta) {
        int tags = validation[0].length;
        int[] byFrequency = IntStream.range(0, tags).boxed()
                .sorted(Comparator.comparingLong((Integer tag) -> -Stream.of(validation).filter(row -> row[tag]).count()))
                .mapToInt(i -> i).toArray();
        return IntStream.rangeClosed(1, tags).mapToObj(k -> {
            var answer = new boolean[tags];
            IntStream.range(0, k).forEach(i -> answer[byFrequency[i]] = true);
            return answer;
        }).max(Comparator.comparingDouble(answer -> score(validation, answer, beta))).orElseThrow();
    }

    private static double score(boolean[][] truth, boolean[] answer, double beta) {
        return new MultiLabel(IntStream.range(0, answer.length).mapToObj(Integer::toString).toList(), truth,
                repeated(answer, truth.length)).fBeta(beta);
    }

    static boolean[][] repeated(boolean[] answer, int times) {
        return Stream.generate(() -> answer).limit(times).toArray(boolean[][]::new);
    }

    private static int hits(double[][] x, int[] labels, int classes, double strength) {
        int[] order = Philox.of(0).permutation(x.length).toIntArray();
        int hits = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int own = fold;
            int[] held = IntStream.range(0, x.length).filter(i -> i % FOLDS == own).map(i -> order[i]).toArray();
            int[] kept = IntStream.range(0, x.length).filter(i -> i % FOLDS != own).map(i -> order[i]).toArray();
            var model = LogisticRegression.fit(rows(x, kept), IntStream.of(kept).map(i -> labels[i]).toArray(), classes, strength, ITERATIONS_OF_FOLDS);
            int[] said = model.predict(rows(x, held));
            hits += (int) IntStream.range(0, held.length).filter(i -> said[i] == labels[held[i]]).count();
        }
        return hits;
    }

    private static double[][] rows(double[][] x, int[] chosen) {
        return IntStream.of(chosen).mapToObj(i -> x[i]).toArray(double[][]::new);
    }

    /// {@return the roots of how many pixels fall into each bin: `[picture][3 · 32]`}
    static double[][] features(NDArray images) {
        int count = Math.toIntExact(images.size(0));
        int pixels = Math.toIntExact(images.size(1) * images.size(2));
        var features = new double[count][3 * BINS];
        var bytes = images.segment();
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                for (int k = 0; k < 3; k++) {
                    int value = bytes.get(ValueLayout.JAVA_BYTE, 3L * ((long) i * pixels + pixel) + k) & 255;
                    features[i][k * BINS + value * BINS / 256]++;
                }
            }
            double[] row = features[i];
            Arrays.setAll(row, f -> Math.sqrt(row[f]));
        }
        Reference.reachabilityFence(images);
        return features;
    }
}
