package org.keras4j.analysis;

import module java.base;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Principal components (Pearson 1901): the directions in which points differ most. Computed as the eigenvectors of the covariance, so
/// for up to some thousand features.
///
/// @param mean of each feature
/// @param components `[components, features]`, of length 1, in falling order of variance; each with its largest entry positive
/// @param variances along the components, with `count - 1` in the denominator
/// @param totalVariance of all features together
public record Pca(double[] mean, double[][] components, double[] variances, double totalVariance) {

    /// @param x points `[count, features]`, of which there are 2 or more
    /// @param components how many to keep
    /// @throws IllegalArgumentException if there are fewer features or points than components
    public static Pca fit(NDArray x, int components) {
        var points = Points.of(x, 2, "Pca");
        if (components < 1 || components > Math.min(points.size(), points.count())) {
            throw new IllegalArgumentException("Pca: expected 1 to " + Math.min(points.size(), points.count()) + " components of points " + x.shape()
                    + ", got " + components + ".");
        }
        double[] mean = mean(points);
        var centred = new DMatrixRMaj(points.count(), points.size());
        for (int i = 0; i < centred.data.length; i++) {
            centred.data[i] = points.values()[i] - mean[i % points.size()];
        }
        var covariance = new DMatrixRMaj(points.size(), points.size());
        CommonOps_DDRM.multTransA(1.0 / (points.count() - 1), centred, centred, covariance);
        double total = CommonOps_DDRM.trace(covariance);
        var eigen = DecompositionFactory_DDRM.eig(points.size(), true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("Pca: the decomposition of the covariance did not converge.");
        }
        int[] order = IntStream.range(0, points.size()).boxed().sorted(Comparator.comparingDouble((Integer i) -> -eigen.getEigenvalue(i).getReal()))
                .limit(components).mapToInt(Integer::intValue).toArray();
        return new Pca(mean, IntStream.of(order).mapToObj(i -> upright(eigen.getEigenVector(i).data)).toArray(double[][]::new),
                IntStream.of(order).mapToDouble(i -> Math.max(0, eigen.getEigenvalue(i).getReal())).toArray(), total);
    }

    /// {@return `x` in the coordinates of the components: float32 `[count, components]`}
    public NDArray transform(NDArray x) {
        var points = Points.of(x, 1, "Pca");
        if (points.size() != mean.length) {
            throw new IllegalArgumentException("Pca: expected points with " + mean.length + " features, as it was fitted to, got " + x.shape() + ".");
        }
        var projected = new float[points.count() * components.length];
        for (int i = 0; i < points.count(); i++) {
            for (int c = 0; c < components.length; c++) {
                double sum = 0;
                for (int d = 0; d < mean.length; d++) {
                    sum += (points.values()[i * mean.length + d] - mean[d]) * components[c][d];
                }
                projected[i * components.length + c] = (float) sum;
            }
        }
        return NDArray.of(Shape.of(points.count(), components.length), projected);
    }

    /// {@return the share of the whole variance that each component explains}
    public double[] explainedVarianceRatio() {
        return DoubleStream.of(variances).map(variance -> totalVariance > 0 ? variance / totalVariance : 0).toArray();
    }

    private static double[] mean(Points points) {
        var mean = new double[points.size()];
        for (int i = 0; i < points.values().length; i++) {
            mean[i % mean.length] += points.values()[i];
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= points.count();
        }
        return mean;
    }

    /// An eigenvector's sign is arbitrary; this one makes runs comparable.
    private static double[] upright(double[] vector) {
        double largest = DoubleStream.of(vector).boxed().max(Comparator.comparingDouble(Math::abs)).orElseThrow();
        return DoubleStream.of(vector).map(v -> largest < 0 ? -v : v).toArray();
    }
}
