package org.keras4j.apps.mnist;

import module java.base;

/// How people write each digit, as pen strokes in a unit square, y downwards: the skeletons of [DigitGenerator].
/// A stroke is a list of points x₀, y₀, x₁, y₁, …, walked along straight lines or along a smooth curve through them.
record Strokes(List<double[]> curves) {
    private static final int STEPS = 6;

    private static final List<List<Strokes>> WAYS = List.of(
            List.of(        // 0
                    of(curve(.50, .06, .26, .20, .18, .50, .28, .82, .50, .94, .72, .82, .82, .50, .74, .20, .50, .06)),
                    of(curve(.62, .10, .38, .10, .22, .34, .22, .68, .40, .92, .64, .90, .80, .66, .78, .32, .58, .08, .46, .14)),
                    of(curve(.52, .04, .34, .18, .30, .52, .36, .84, .52, .96, .66, .82, .70, .48, .66, .18, .54, .05))),
            List.of(        // 1
                    of(line(.52, .04, .48, .96)),
                    of(line(.56, .05, .50, .95)),
                    of(line(.34, .24, .54, .05, .52, .95)),
                    of(line(.36, .22, .54, .06, .54, .92), line(.34, .93, .74, .93))),
            List.of(        // 2
                    of(curve(.22, .26, .32, .09, .56, .06, .74, .22, .68, .44, .44, .70, .22, .92), line(.22, .92, .82, .90)),
                    of(curve(.24, .22, .40, .07, .64, .12, .72, .32, .58, .58, .30, .84, .22, .80, .34, .76, .54, .88, .82, .88)),
                    of(curve(.26, .18, .50, .06, .70, .20, .64, .46, .24, .94), curve(.24, .94, .42, .86, .60, .94, .80, .86))),
            List.of(        // 3
                    of(curve(.24, .14, .50, .05, .72, .18, .66, .38, .42, .47), curve(.42, .47, .70, .54, .76, .76, .56, .94, .22, .88)),
                    of(line(.24, .08, .74, .08, .46, .42), curve(.46, .42, .72, .50, .76, .74, .54, .94, .22, .86)),
                    of(curve(.28, .20, .44, .06, .66, .14, .64, .36, .48, .46, .68, .56, .72, .80, .48, .95, .24, .80))),
            List.of(        // 4
                    of(line(.30, .06, .20, .56, .80, .54), line(.66, .10, .62, .96)),
                    of(line(.60, .06, .18, .62, .82, .62), line(.62, .34, .60, .96)),
                    of(curve(.26, .10, .22, .36, .30, .52, .52, .54, .70, .46), line(.72, .08, .68, .40, .64, .95)),
                    of(line(.64, .95, .64, .06, .20, .62, .84, .60))),
            List.of(        // 5
                    of(line(.76, .08, .34, .08, .28, .44), curve(.28, .44, .54, .38, .76, .56, .72, .82, .48, .95, .22, .84)),
                    of(curve(.74, .06, .50, .10, .34, .10), line(.34, .10, .30, .46), curve(.30, .46, .56, .42, .72, .62, .62, .88, .36, .94, .22, .86)),
                    of(line(.34, .10, .30, .46), curve(.30, .46, .60, .44, .74, .66, .58, .92, .24, .88), line(.34, .10, .78, .06))),
            List.of(        // 6
                    of(curve(.68, .08, .42, .22, .26, .52, .26, .80, .48, .95, .70, .82, .70, .62, .52, .52, .30, .64)),
                    of(curve(.58, .04, .38, .30, .28, .64, .36, .90, .58, .94, .72, .76, .60, .58, .40, .62, .30, .78)),
                    of(curve(.44, .04, .30, .36, .26, .70, .40, .94, .66, .90, .72, .70, .52, .58, .30, .74))),
            List.of(        // 7
                    of(line(.20, .10, .78, .10, .44, .96)),
                    of(curve(.22, .16, .34, .08, .54, .14, .78, .08), curve(.78, .08, .58, .44, .46, .96)),
                    of(line(.20, .10, .78, .10, .46, .96), line(.34, .52, .72, .50)),
                    of(line(.24, .24, .24, .10, .76, .08), curve(.76, .08, .60, .36, .52, .94))),
            List.of(        // 8
                    of(curve(.70, .18, .48, .05, .28, .20, .40, .42, .64, .58, .72, .80, .50, .95, .28, .82, .34, .60, .60, .42, .70, .18)),
                    of(curve(.50, .06, .32, .14, .32, .36, .50, .46, .68, .36, .68, .14, .50, .06), curve(.50, .46, .26, .60, .26, .84, .50, .95, .74, .84, .74, .60, .50, .46)),
                    of(curve(.64, .10, .40, .10, .36, .32, .62, .62, .60, .88, .38, .92, .34, .70, .62, .34, .66, .12))),
            List.of(        // 9
                    of(curve(.72, .22, .52, .06, .28, .18, .26, .40, .46, .52, .68, .40, .73, .22), line(.73, .20, .70, .96)),
                    of(curve(.70, .26, .48, .06, .28, .24, .34, .46, .58, .46, .72, .22, .72, .54, .62, .80, .42, .96)),
                    of(curve(.68, .16, .42, .08, .28, .30, .42, .50, .66, .38, .70, .14), curve(.70, .14, .66, .54, .56, .96))));

    /// {@return the ways in which `digit` is written}
    static List<Strokes> of(int digit) {
        return WAYS.get(digit);
    }

    private static Strokes of(double[]... curves) {
        return new Strokes(List.of(curves));
    }

    private static double[] line(double... points) {
        return points;
    }

    /// Points of the Catmull-Rom spline through `points`: dense enough that straight lines between them look smooth.
    private static double[] curve(double... points) {
        int n = points.length / 2;
        var dense = new double[2 * ((n - 1) * STEPS + 1)];
        for (int i = 0; i < n - 1; i++) {
            for (int axis = 0; axis < 2; axis++) {
                double before = points[2 * Math.max(i - 1, 0) + axis];
                double from = points[2 * i + axis];
                double to = points[2 * (i + 1) + axis];
                double after = points[2 * Math.min(i + 2, n - 1) + axis];
                for (int step = 0; step < STEPS; step++) {
                    double t = (double) step / STEPS;
                    dense[2 * (i * STEPS + step) + axis] = from + 0.5 * t * (to - before
                            + t * (2 * before - 5 * from + 4 * to - after + t * (3 * (from - to) + after - before)));
                }
            }
        }
        dense[dense.length - 2] = points[points.length - 2];
        dense[dense.length - 1] = points[points.length - 1];
        return dense;
    }
}
