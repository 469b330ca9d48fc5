package org.keras4j.apps.books;

import module java.base;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/// What the rating network knows of books; enough to know a new reader by a few ratings, without training.
///
/// @param mean of all ratings
/// @param bias of each book
/// @param vectors of the books
record BookFactors(double mean, float[] bias, float[][] vectors) {
    /// So many ratings at the mean are added to a reader's own when their bias is sought.
    private static final double BIAS_RIDGE = 1;

    /// A reader as the network would see them.
    ///
    /// @param bias what they add to any rating
    /// @param vector their taste
    /// @param influence `[rating][vector]`: what each of their ratings adds to the vector
    record Reader(double bias, double[] vector, double[][] influence) {}

    /// Folds a reader in: ridge regression of what their ratings have beyond the biases on the vectors of the books, with the penalty that
    /// training had. With none, a reader like all others.
    ///
    /// @param books numbers
    /// @param ratings of those
    Reader reader(int[] books, double[] ratings) {
        int size = vectors[0].length;
        int count = books.length;
        double sum = IntStream.range(0, count).mapToDouble(j -> ratings[j] - mean - bias[books[j]]).sum();
        double own = sum / (count + BIAS_RIDGE);
        if (count == 0) {
            return new Reader(0, new double[size], new double[0][]);
        }
        var gram = new DMatrixRMaj(size, size);
        for (int book : books) {
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    gram.add(a, b, vectors[book][a] * vectors[book][b]);
                }
            }
        }
        for (int a = 0; a < size; a++) {
            gram.add(a, a, RatingNetwork.VECTOR_L2 * count);
        }
        CommonOps_DDRM.invert(gram);
        var influence = new double[count][size];
        var vector = new double[size];
        for (int j = 0; j < count; j++) {
            double rest = ratings[j] - mean - bias[books[j]] - own;
            for (int a = 0; a < size; a++) {
                double product = 0;
                for (int b = 0; b < size; b++) {
                    product += gram.get(a, b) * vectors[books[j]][b];
                }
                influence[j][a] = product * rest;
                vector[a] += influence[j][a];
            }
        }
        return new Reader(own, vector, influence);
    }

    /// {@return the rating that the reader would give, 1 to 5}
    double predict(Reader reader, int book) {
        return Math.clamp(mean + bias[book] + reader.bias + along(reader.vector, book), 1, 5);
    }

    /// {@return how much of the predicted rating of a book comes from each of the reader's ratings by way of taste; they add up}
    double[] because(Reader reader, int book) {
        return Stream.of(reader.influence).mapToDouble(influence -> along(influence, book)).toArray();
    }

    private double along(double[] vector, int book) {
        double sum = 0;
        for (int a = 0; a < vector.length; a++) {
            sum += vector[a] * vectors[book][a];
        }
        return sum;
    }
}
