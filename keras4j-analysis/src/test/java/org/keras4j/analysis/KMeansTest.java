package org.keras4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class KMeansTest {
    /// `KMeans(4, n_init=20, random_state=0).fit(points).inertia_`
    @Test
    void findsTheClustersOfScikitLearn() {
        var found = KMeans.of(4, 1).fit(Wave.POINTS);

        assertThat(found.inertia()).isCloseTo(165.820221, within(1e-3));
        assertThat(found.predict(Wave.POINTS)).isEqualTo(found.labels());
        assertThat(KMeans.of(4, 1).fit(Wave.POINTS).centres()).isEqualTo(found.centres());
    }

    /// Squares of such coordinates are a million times what the points differ by: `|x|² + |c|² − 2 x·c` about the origin is all rounding.
    @Test
    void findsThemFarFromTheOriginToo() {
        var found = KMeans.of(4, 1).fit(Wave.POINTS.plus(4096.0));

        assertThat(found.labels()).isEqualTo(KMeans.of(4, 1).fit(Wave.POINTS).labels());
        assertThat(found.inertia()).isCloseTo(165.820221, within(1e-1));
    }

    /// The step after the last would move the centres by no more than the tolerance, wherever the origin is: they are where the means of their points are.
    @Test
    void aStartEndsWhereTheCentresStay() {
        for (int seed = 0; seed < 5; seed++) {
            for (double origin : new double[] {0, 1024}) {
                NDArray points = Wave.POINTS.plus(origin);
                var found = new KMeans(4, 1, 300, seed).fit(points);
                for (int c = 0; c < 4; c++) {
                    int cluster = c;
                    int[] own = IntStream.range(0, found.labels().length).filter(i -> found.labels()[i] == cluster).toArray();
                    assertThat(points.take(own).mean(0).allClose(found.centres().row(c), 0, 0.02)).as("seed %d, origin %s, cluster %d", seed, origin, c).isTrue();
                }
            }
        }
    }

    @Test
    void endsAfterAStartWhenItIsToldTo() {
        var done = new ArrayList<Integer>();

        var found = new KMeans(4, 20, 300, 1).fit(Wave.POINTS, starts -> done.add(starts) && starts < 3);

        assertThat(done).containsExactly(1, 2, 3);
        assertThat(found.centres()).isEqualTo(new KMeans(4, 3, 300, 1).fit(Wave.POINTS).centres());
    }

    @Test
    void leavesNoClusterEmpty() {
        NDArray pairs = NDArray.of(Shape.of(6, 1), 0f, 0f, 0f, 5f, 5f, 9f);

        assertThat(KMeans.of(3, 0).fit(pairs).inertia()).isZero();
        // Five clusters of three different points: two share their place, and nothing breaks.
        var five = KMeans.of(5, 0).fit(pairs);
        assertThat(five.inertia()).isZero();
        assertThat(DoubleStream.of(five.centres().toDoubleArray()).boxed()).allMatch(List.of(0.0, 5.0, 9.0)::contains);
    }

    /// Of 96 points in one heap and four far from it and each other, one start finds the five: each centre is drawn where the others are far.
    @Test
    void oneStartFindsWhatLiesFarApart() {
        NDArray points = NDArray.generate(DType.FLOAT32, Shape.of(100, 2), i -> i < 192 ? Math.sin(i) : i % 2 == 0 ? 100 * (i - 190) : 100 * (195 - i));
        for (int seed = 0; seed < 5; seed++) {
            assertThat(new KMeans(5, 1, 100, seed).fit(points).inertia()).as("seed %d", seed).isLessThan(2 * 96);
        }
    }

    @Test
    void refusesFewerPointsThanClusters() {
        assertThatThrownBy(() -> KMeans.of(41, 0).fit(Wave.POINTS)).hasMessage("KMeans: expected points [41 or more, features], got [40, 4].");
    }
}
