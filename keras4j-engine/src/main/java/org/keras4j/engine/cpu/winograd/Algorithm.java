package org.keras4j.engine.cpu.winograd;

import module java.base;

/// F(m, r): `m` results of a convolution of `r` weights along one axis, from `m + r − 1` pixels by as many products instead of `m · r`:
/// `y = Aᵀ [(G g) ⊙ (Bᵀ d)]`.
///
/// Both are of Toom and Cook's kind, F(4, 3) at the points 0, 1, −1, 2, −1/2 and ∞, which in float32 are twice as exact as the usual ones
/// with −2 for −1/2 and err by a millionth of the largest result; F(4, 5) at 0, ±1, ±2, ±1/2 and ∞, by five to ten millionths. (Barabasz and others,
/// Error Analysis and Improving the Accuracy of Winograd Convolution for Deep Neural Networks, 2020, arXiv:1803.10986, on the choice of points.)
///
/// ```text
///      | 1  3/2   -2 -3/2    1  0 |        | 1  1  1  1    1  0 |      of F(4, 3)
///      | 0   -1 -5/2 -1/2    1  0 |        | 0  1 -1  2 -1/2  0 |
/// Bᵀ = | 0    1  1/2 -5/2    1  0 |   Aᵀ = | 0  1  1  4  1/4  0 |
///      | 0 -1/2   -1  1/2    1  0 |        | 0  1 -1  8 -1/8  1 |
///      | 0    2   -1   -2    1  0 |
///      | 0    1  3/2   -2 -3/2  1 |
///
///      |-1    0  21/4     0 -21/4     0  1  0 |        | 1  1  1  1  1   1    1  0 |      of F(4, 5)
///      | 0    1     1 -17/4 -17/4     1  1  0 |        | 0  1 -1  2 -2 1/2 -1/2  0 |
///      | 0   -1     1  17/4 -17/4    -1  1  0 |   Aᵀ = | 0  1  1  4  4 1/4  1/4  0 |
/// Bᵀ = | 0  1/2   1/4  -5/2  -5/4     2  1  0 |        | 0  1 -1  8 -8 1/8 -1/8  1 |
///      | 0 -1/2   1/4   5/2  -5/4    -2  1  0 |
///      | 0    2     4  -5/2    -5   1/2  1  0 |
///      | 0   -2     4   5/2    -5  -1/2  1  0 |
///      | 0   -1     0  21/4     0 -21/4  0  1 |
/// ```
///
/// Row i of G is row i of A with r columns, divided by the product of the point's distances from the others.
public enum Algorithm {
    F_4_3(4, 3, 0, 1, -1, 2, -0.5), F_4_5(4, 5, 0, 1, -1, 2, -2, 0.5, -0.5);

    private final int results;
    private final int weights;
    private final Combination ofProducts;
    private final Combination ofWeights;
    private final Combination ofWeightProducts;

    Algorithm(int results, int weights, double... points) {
        this.results = results;
        this.weights = weights;
        double[][] a = powers(points, results);
        double[][] g = powers(points, weights);
        for (int i = 0; i < points.length; i++) {
            double distances = distances(points, i);
            for (int power = 0; power < weights; power++) {
                g[i][power] /= distances;
            }
        }
        ofProducts = Combination.ofTransposed(a);
        ofWeights = Combination.of(g);
        ofWeightProducts = Combination.ofTransposed(g);
    }

    /// A row of powers for each point, and that of ∞.
    private static double[][] powers(double[] points, int count) {
        var rows = new double[points.length + 1][count];
        for (int i = 0; i < points.length; i++) {
            for (int power = 0; power < count; power++) {
                rows[i][power] = Math.pow(points[i], power);
            }
        }
        rows[points.length][count - 1] = 1;
        return rows;
    }

    private static double distances(double[] points, int i) {
        return IntStream.range(0, points.length).filter(other -> other != i).mapToDouble(other -> points[i] - points[other]).reduce(1, (a, b) -> a * b);
    }

    /// That for kernels of so many weights along each side, if there is one.
    public static Optional<Algorithm> of(long weights) {
        return Stream.of(values()).filter(algorithm -> algorithm.weights == weights).findFirst();
    }

    public int results() { return results; }
    public int weights() { return weights; }

    /// Pixels that a tile sees along one side.
    public int seen() {
        return results + weights - 1;
    }

    /// Products of a tile, each of which is in a plane of its own with those of the other tiles.
    public int planes() {
        return seen() * seen();
    }

    /// `Aᵀ`
    Combination ofProducts()       { return ofProducts; }
    /// `G` and, of gradients, `Gᵀ`
    Combination ofWeights()        { return ofWeights; }
    Combination ofWeightProducts() { return ofWeightProducts; }
}
