package org.keras4j.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private final double[][] wide = IntStream.range(0, 5).mapToObj(r -> IntStream.range(0, 6).mapToDouble(s -> (7 * r * r + 13 * s + 5 * r * s) % 17).toArray())
            .toArray(double[][]::new);

    /// `scipy.optimize.linear_sum_assignment`: 13.
    @Test
    void costsNoMoreThanScipys() {
        assertThat(cost(wide, Assignment.cheapest(wide))).isEqualTo(13);
        assertThat(Assignment.cheapest(wide)).containsExactly(4, 0, 1, 2, 5);
    }

    @Test
    void leavesRowsOverWhereThereAreMoreThanColumns() {
        var tall = IntStream.range(0, 6).mapToObj(s -> Stream.of(wide).mapToDouble(row -> row[s]).toArray()).toArray(double[][]::new);

        assertThat(Assignment.cheapest(tall)).containsExactly(1, 2, 3, -1, 0, 4);
    }

    @Test
    void isThatOfAllPermutations() {
        var random = new SplittableRandom(7);
        for (int trial = 0; trial < 50; trial++) {
            var cost = random.doubles(16, -5, 5).boxed().toList();
            var table = IntStream.range(0, 4).mapToObj(r -> cost.subList(4 * r, 4 * r + 4).stream().mapToDouble(v -> v).toArray()).toArray(double[][]::new);

            assertThat(cost(table, Assignment.cheapest(table))).isEqualTo(least(table, 0, new boolean[4]));
        }
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> Assignment.cheapest(new double[][] {{1, 2}, {3}})).hasMessage("Assignment: expected rows of 2 finite numbers, got [3.0].");
    }

    private static double least(double[][] cost, int row, boolean[] taken) {
        if (row == cost.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                least = Math.min(least, cost[row][j] + least(cost, row + 1, taken));
                taken[j] = false;
            }
        }
        return least;
    }

    /// Added from the last row on, as the search above does.
    private static double cost(double[][] cost, int[] columns) {
        double sum = 0;
        for (int row = cost.length - 1; row >= 0; row--) {
            sum = cost[row][columns[row]] + sum;
        }
        return sum;
    }
}
