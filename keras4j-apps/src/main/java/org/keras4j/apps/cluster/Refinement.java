package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The second half of deep embedded clustering: the encoder and the centres learn to be surer of what they say already, until hardly a
/// point changes its cluster. No label takes part.
///
/// @param batch points in a step
/// @param update steps after which the target is computed anew, over all points
/// @param most steps
/// @param tolerance the share of points that change their cluster between two updates, below which it ends
record Refinement(int batch, int update, int most, double tolerance) {
    /// As Xie et al.'s program has them, but for the number of steps.
    static Refinement of(int steps) {
        return new Refinement(256, 140, steps, 0.001);
    }

    /// @param labels the cluster of each point in the end
    /// @param change the share that changed at the last update
    record Outcome(int[] labels, int steps, double change, double seconds, Report.End end) {}

    /// @param step learns from some points what their belongings shall become
    Outcome run(ClusterNetwork network, BiConsumer<NDArray, NDArray> step, NDArray points, int[] labels, long seed, Job job) {
        long start = System.nanoTime();
        var random = new SplittableRandom(seed);
        int count = labels.length;
        int size = Math.min(batch, count);
        int[] order = {};
        int at = 0;
        double change = 1;
        NDArray target = points;
        int steps = 0;
        while (true) {
            boolean stopping = job.stopRequested().getAsBoolean();
            if (steps % update == 0 || steps == most || stopping) {
                NDArray belongings = network.belongings(points);
                int[] now = surest(belongings);
                int[] before = labels;
                change = IntStream.range(0, count).filter(i -> now[i] != before[i]).count() / (double) count;
                labels = now;
                job.output().tell(String.format(Locale.ROOT, "step %5d of %,d  %.2f %% of the points changed their cluster", steps, most, 100 * change));
                if (steps > 0 && change < tolerance || steps == most || stopping) {
                    break;
                }
                target = target(belongings);
            }
            if (at + size > order.length) {
                order = shuffled(count, random);
                at = 0;
            }
            int[] rows = Arrays.copyOfRange(order, at, at + size);
            at += size;
            step.accept(points.take(rows), target.take(rows));
            steps++;
        }
        return new Outcome(labels, steps, change, (System.nanoTime() - start) / 1e9,
                job.stopRequested().getAsBoolean() ? Report.End.STOPPED : Report.End.COMPLETE);
    }

    /// What the belongings shall become: their squares, which favour what is sure already, over the size of the cluster, so that no large one
    /// swallows the others (formula 3).
    static NDArray target(NDArray belongings) {
        int clusters = (int) belongings.size(1);
        float[] q = belongings.toFloatArray();
        var sizes = new double[clusters];
        for (int i = 0; i < q.length; i++) {
            sizes[i % clusters] += q[i];
        }
        var p = new float[q.length];
        for (int row = 0; row < q.length; row += clusters) {
            double sum = 0;
            for (int c = 0; c < clusters; c++) {
                sum += q[row + c] * (double) q[row + c] / sizes[c];
            }
            for (int c = 0; c < clusters; c++) {
                p[row + c] = (float) (q[row + c] * (double) q[row + c] / sizes[c] / sum);
            }
        }
        return NDArray.of(Shape.of(belongings.size(0), clusters), p);
    }

    /// {@return the cluster that each point belongs to most}
    static int[] surest(NDArray belongings) {
        return belongings.argMax(1).toIntArray();
    }

    /// Anew for each pass: a fixed order shows the same points together again and again.
    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
