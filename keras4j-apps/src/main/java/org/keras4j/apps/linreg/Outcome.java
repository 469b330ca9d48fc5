package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.plots.Plot;
import org.keras4j.plots.Scatter;
import org.keras4j.plots.Scatter.Group;
import org.keras4j.plots.Scatter.Line;
import org.keras4j.plots.Scatter.Names;

/// What gradient descent learned of a table, beside ordinary least squares on the same training rows.
///
/// @param learned in the table's own units
record Outcome(Table train, Table test, Equation learned, LeastSquares closed) {
    private static final int LINE_POINTS = 101;

    static Outcome of(Table train, Table test, Equation learned) {
        return new Outcome(train, test, learned, LeastSquares.fit(train));
    }

    double testError() {
        return Fit.meanSquaredError(test.y(), learned.apply(test.x()));
    }

    double closedTestError() {
        return Fit.meanSquaredError(test.y(), closed.predict(test.x()));
    }

    /// {@return the learned function beside the closed form}
    List<String> lines() {
        return List.of(
                "learned        " + learned.words(train.target(), train.features()),
                "least squares  " + new Equation(closed.weights(), closed.intercept()).words(train.target(), train.features()),
                String.format(Locale.ROOT, "test mean squared error  %.6g learned, %.6g least squares (%+.2f %%)",
                        testError(), closedTestError(), 100 * (testError() / closedTestError() - 1)));
    }

    /// Of one feature: the points, the line and the band in which 95 % of new points lie. Of several: what was predicted
    /// against the truth, around the line on which both are equal.
    Plot fitPlot(String title) {
        boolean oneFeature = train.features().size() == 1;
        ToDoubleFunction<double[]> across = oneFeature ? x -> x[0] : learned::apply;
        var names = oneFeature ? new Names(train.features().getFirst(), train.target()) : new Names("predicted " + train.target(), train.target());
        var groups = List.of(group("training", train, across), group("test", test, across));
        return Scatter.ofFit(title, names, groups, oneFeature ? line(groups) : diagonal(groups));
    }

    Plot residualPlot(String title) {
        return Scatter.ofResiduals(title, learned.apply(test.x()), test.y());
    }

    private static Group group(String name, Table table, ToDoubleFunction<double[]> across) {
        return new Group(name, Stream.of(table.x()).mapToDouble(across).toArray(), table.y());
    }

    private Line line(List<Group> groups) {
        var x = evenly(groups);
        var y = DoubleStream.of(x).map(v -> learned.apply(new double[] {v})).toArray();
        var band = DoubleStream.of(x).map(v -> closed.band(new double[] {v})).toArray();
        return new Line("fitted, with 95 % band", x, y, shifted(y, band, -1), shifted(y, band, 1));
    }

    private Line diagonal(List<Group> groups) {
        var x = evenly(groups);
        var centre = Standardizer.of(train.x()).mean();
        var band = DoubleStream.of(x).map(_ -> closed.band(centre)).toArray();
        return new Line("equal, with 95 % band", x, x, shifted(x, band, -1), shifted(x, band, 1));
    }

    private static double[] evenly(List<Group> groups) {
        var range = groups.stream().flatMapToDouble(g -> DoubleStream.of(g.x())).summaryStatistics();
        return IntStream.range(0, LINE_POINTS).mapToDouble(i -> range.getMin() + (range.getMax() - range.getMin()) * i / (LINE_POINTS - 1)).toArray();
    }

    private static double[] shifted(double[] y, double[] by, int sign) {
        return IntStream.range(0, y.length).mapToDouble(i -> y[i] + sign * by[i]).toArray();
    }
}
