package org.keras4j.apps.cluster;

import module java.base;
import org.keras4j.apps.Job;
import org.keras4j.apps.Report;
import org.keras4j.apps.Unfinished;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;

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

    /// How some points are learned from.
    ///
    /// @param model compiled
    /// @param batch of points and what their belongings shall become
    record Step(Model model, BiFunction<NDArray, NDArray, Element> batch) {}

    /// @param labels the clusters in the beginning
    /// @param part of the run, which goes on where it has come to
    Outcome run(ClusterNetwork network, Step step, NDArray points, int[] labels, long seed, Job job, Unfinished.Part part) {
        long start = System.nanoTime();
        var order = new Order(labels.length, Math.min(batch, labels.length), new SplittableRandom(seed));
        double before = 0;
        int steps = 0;
        var earlier = part.restore(step.model);
        if (earlier != null) {
            before = earlier.seconds();
            steps = Math.toIntExact(earlier.steps());
            labels = earlier.labels();
            order.skip(steps);
            job.output().tell(String.format(Locale.ROOT, "Going on after %,d steps of clustering", steps));
        }
        double change = 1;
        NDArray target = points;
        while (true) {
            boolean stopping = job.stopRequested().getAsBoolean();
            if (steps % update == 0 || steps == most || stopping) {
                // Here the target follows from the weights: between two updates it doesn't any more.
                if (steps % update == 0 && steps > 0 && part.isDue()) {
                    part.keep(step.model, 0, 0, new LinkedHashMap<>(), steps, before + seconds(start), labels);
                }
                NDArray belongings = network.belongings(points);
                int[] now = surest(belongings);
                change = changed(labels, now);
                labels = now;
                job.output().tell(String.format(Locale.ROOT, "step %5d of %,d  %.2f %% of the points changed their cluster", steps, most, 100 * change));
                if (steps > 0 && change < tolerance || steps == most || stopping) {
                    break;
                }
                target = target(belongings);
            }
            int[] rows = order.next();
            step.model.trainOnBatch(step.batch.apply(points.take(rows), target.take(rows)));
            steps++;
        }
        return new Outcome(labels, steps, change, before + seconds(start), job.stopRequested().getAsBoolean() ? Report.End.STOPPED : Report.End.COMPLETE);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /// {@return the share of points that are in another cluster}
    private static double changed(int[] before, int[] now) {
        return IntStream.range(0, now.length).filter(i -> now[i] != before[i]).count() / (double) now.length;
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

    /// The points of each step. Shuffled anew for each pass: a fixed order shows the same points together again and again.
    private static final class Order {
        private final int count;
        private final int size;
        private final SplittableRandom random;
        private int[] order = {};
        private int at;

        Order(int count, int size, SplittableRandom random) {
            this.count = count;
            this.size = size;
            this.random = random;
        }

        int[] next() {
            if (at + size > order.length) {
                order = shuffled();
                at = 0;
            }
            at += size;
            return Arrays.copyOfRange(order, at - size, at);
        }

        void skip(int steps) {
            IntStream.range(0, steps).forEach(_ -> next());
        }

        private int[] shuffled() {
            int[] all = IntStream.range(0, count).toArray();
            for (int i = count - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = all[i];
                all[i] = all[j];
                all[j] = swapped;
            }
            return all;
        }
    }
}
