package org.keras4j.engine.cpu.winograd;

import module java.base;

/// F(m, r): `m` results of a convolution of `r` weights along one axis, from `m + r − 1 = 6` pixels by 6 products instead of `m · r`:
/// `y = Aᵀ [(G g) ⊙ (Bᵀ d)]`.
///
/// Both are of Toom and Cook's kind, at the points 0, 1, −1, 2, −1/2 and ∞, which in float32 are twice as exact as the usual ones
/// with −2 for −1/2: they err by a millionth of the largest result. (Barabasz and others, Error Analysis and Improving the Accuracy
/// of Winograd Convolution for Deep Neural Networks, 2020, arXiv:1803.10986, on the choice of points.)
///
/// ```text
///      | 1  3/2   -2 -3/2    1  0 |        | 1  1  1  1    1  0 |
///      | 0   -1 -5/2 -1/2    1  0 |        | 0  1 -1  2 -1/2  0 |      row i of G is row i of A with r columns,
/// Bᵀ = | 0    1  1/2 -5/2    1  0 |   Aᵀ = | 0  1  1  4  1/4  0 |      divided by 1, -3, 3, 15, -15/16 and 1
///      | 0 -1/2   -1  1/2    1  0 |        | 0  1 -1  8 -1/8  1 |
///      | 0    2   -1   -2    1  0 |
///      | 0    1  3/2   -2 -3/2  1 |        of F(4, 3); of F(2, 5) the first two rows, with 1 at the end of the second
/// ```
public enum Algorithm {
    F_4_3(4, 3), F_2_5(2, 5);

    /// Pixels that a tile sees along one side.
    public static final int SEEN = 6;

    private final int results;
    private final int weights;
    private final Combination ofProducts;
    private final Combination ofWeights;
    private final Combination ofWeightProducts;

    Algorithm(int results, int weights) {
        this.results = results;
        this.weights = weights;
        double[] points = {0, 1, -1, 2, -0.5};
        double[] divisors = {1, -3, 3, 15, -15.0 / 16};                 // of a point: the product of its distances from the others
        double[][] a = powers(points, results);
        double[][] g = powers(points, weights);
        for (int i = 0; i < points.length; i++) {
            for (int power = 0; power < weights; power++) {
                g[i][power] /= divisors[i];
            }
        }
        ofProducts = Combination.ofTransposed(a);
        ofWeights = Combination.of(g);
        ofWeightProducts = Combination.ofTransposed(g);
    }

    /// A row of powers for each point, and that of ∞.
    private static double[][] powers(double[] points, int count) {
        var rows = new double[SEEN][count];
        for (int i = 0; i < points.length; i++) {
            for (int power = 0; power < count; power++) {
                rows[i][power] = Math.pow(points[i], power);
            }
        }
        rows[SEEN - 1][count - 1] = 1;
        return rows;
    }

    /// That for kernels of so many weights along each side, if there is one.
    public static Optional<Algorithm> of(long weights) {
        return Stream.of(values()).filter(algorithm -> algorithm.weights == weights).findFirst();
    }

    public int results() { return results; }
    public int weights() { return weights; }

    /// `Aᵀ`
    Combination ofProducts()       { return ofProducts; }
    /// `G` and, of gradients, `Gᵀ`
    Combination ofWeights()        { return ofWeights; }
    Combination ofWeightProducts() { return ofWeightProducts; }
}
