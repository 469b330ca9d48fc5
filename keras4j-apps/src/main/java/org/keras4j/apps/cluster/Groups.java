package org.keras4j.apps.cluster;

import module java.base;

/// Made-up points in a plane, in groups that everybody sees: what centres find, and what they can't.
enum Groups {
    /// Three round heaps.
    BLOBS(List.of("lower left", "lower right", "top")) {
        @Override
        double[] point(int group, SplittableRandom random) {
            double[][] centres = {{0, 0}, {6, 0}, {3, 5}};
            return new double[] {centres[group][0] + random.nextGaussian(), centres[group][1] + random.nextGaussian()};
        }
    },

    /// A ring within a ring: both have the same centre.
    RINGS(List.of("inner ring", "outer ring")) {
        @Override
        double[] point(int group, SplittableRandom random) {
            double angle = random.nextDouble(2 * Math.PI);
            double radius = (group == 0 ? 1 : 3) + 0.1 * random.nextGaussian();
            return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
        }
    };

    private static final int POINTS = 600;

    private final List<String> names;

    Groups(List<String> names) {
        this.names = names;
    }

    abstract double[] point(int group, SplittableRandom random);

    List<String> names() {
        return names;
    }

    /// The group of each point: as many of each, in turn.
    int[] truth() {
        return IntStream.range(0, POINTS).map(i -> i % names.size()).toArray();
    }

    /// `[points][x, y]`
    double[][] points(long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.of(truth()).mapToObj(group -> point(group, random)).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
