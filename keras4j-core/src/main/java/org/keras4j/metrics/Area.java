package org.keras4j.metrics;

import module java.base;
import org.keras4j.metrics.AUC.Curve;
import org.keras4j.metrics.AUC.Summation;

/// Outcomes at rising thresholds, as points of a curve.
record Area(double[] truePositives, double[] falsePositives, double[] trueNegatives, double[] falseNegatives) {
    private record Point(double x, double y) {}

    double under(Curve curve, Summation summation) {
        if (curve == Curve.PR && summation == Summation.INTERPOLATION) {
            return interpolatedPrecision();
        }
        List<Point> points = IntStream.range(0, truePositives.length).mapToObj(i -> point(curve, i)).toList();
        double area = 0;
        for (int i = 0; i + 1 < points.size(); i++) {
            Point here = points.get(i);
            Point next = points.get(i + 1);
            area += (here.x - next.x) * switch (summation) {
                case INTERPOLATION -> (here.y + next.y) / 2;
                case MINORING -> Math.min(here.y, next.y);
                case MAJORING -> Math.max(here.y, next.y);
            };
        }
        return area;
    }

    private Point point(Curve curve, int i) {
        double tp = truePositives[i];
        double fp = falsePositives[i];
        double recall = ConfusionMetric.quotient(tp, tp + falseNegatives[i]);
        return switch (curve) {
            case ROC -> new Point(ConfusionMetric.quotient(fp, fp + trueNegatives[i]), recall);
            case PR -> new Point(recall, ConfusionMetric.quotient(tp, tp + fp));
            case PRGAIN -> {
                double odds = ConfusionMetric.quotient(tp + falseNegatives[i], trueNegatives[i] + fp);
                yield tp == 0 ? new Point(0, 1) : new Point(Math.max(0, 1 - odds * falseNegatives[i] / tp), 1 - odds * fp / tp);
            }
        };
    }

    /// Between two thresholds true positives grow with all positives in a line, and precision is their quotient (Davis & Goadrich 2006).
    private double interpolatedPrecision() {
        double area = 0;
        for (int i = 0; i + 1 < truePositives.length; i++) {
            double here = truePositives[i] + falsePositives[i];
            double next = truePositives[i + 1] + falsePositives[i + 1];
            double gained = truePositives[i] - truePositives[i + 1];
            double slope = ConfusionMetric.quotient(gained, Math.max(here - next, 0));
            double intercept = truePositives[i + 1] - slope * next;
            double ratio = here > 0 && next > 0 ? here / next : 1;
            area += ConfusionMetric.quotient(slope * (gained + intercept * Math.log(ratio)), truePositives[i + 1] + falseNegatives[i + 1]);
        }
        return area;
    }
}
