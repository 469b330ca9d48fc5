package org.keras4j.apps.books;

import module java.base;
import org.keras4j.apps.score.Interval;

/// How far predicted ratings, clipped to 1 … 5, are from the true ones.
///
/// @param errors prediction less truth of each rating
record RatingError(double[] errors) {

    static RatingError of(float[] predicted, Ratings truth) {
        return new RatingError(IntStream.range(0, predicted.length).mapToDouble(i -> Math.clamp(predicted[i], 1f, 5f) - truth.values()[i]).toArray());
    }

    double rmse() {
        return Math.sqrt(DoubleStream.of(errors).map(e -> e * e).average().orElseThrow());
    }

    double mae() {
        return DoubleStream.of(errors).map(Math::abs).average().orElseThrow();
    }

    Interval interval(long seed) {
        return Interval.ofScore(errors.length, this::rmse, seed);
    }

    /// {@return by how much the other's error is above this one's, on the same draws of ratings: a difference that is clear of 0 is one, even
    ///     where the two intervals overlap}
    Interval gainOver(RatingError other, long seed) {
        return Interval.ofScore(errors.length, drawn -> other.rmse(drawn) - rmse(drawn), seed);
    }

    private double rmse(int[] drawn) {
        double sum = 0;
        for (int i : drawn) {
            sum += errors[i] * errors[i];
        }
        return Math.sqrt(sum / drawn.length);
    }
}
