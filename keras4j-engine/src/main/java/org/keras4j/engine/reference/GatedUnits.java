package org.keras4j.engine.reference;

import module java.base;

/// Gated recurrent units, and what flows back through them.
final class GatedUnits {
    private GatedUnits() {}

    /// hs, gates.
    static List<double[]> forward(Tensor x, double[] h0, double[] kernel, double[] bias, double[] mask) {
        int units = x.size(2) / 3;
        int time = x.size(1);
        var hs = new double[x.size(0) * time * units];
        var gates = new double[4 * hs.length];
        for (int at = 0; at < x.size(0) * time; at++) {                        // each time of each sequence
            boolean first = at % time == 0;
            double[] states = first ? h0 : hs;
            int before = (first ? at / time : at - 1) * units;
            for (int u = 0; u < units; u++) {
                int in = at * 3 * units + u;
                int gate = at * 4 * units + u;
                double z = Elements.sigmoid(x.values()[in] + product(states, before, kernel, u, units));
                double r = Elements.sigmoid(x.values()[in + units] + product(states, before, kernel, units + u, units));
                double m = product(states, before, kernel, 2 * units + u, units) + bias[u];
                double candidate = Math.tanh(x.values()[in + 2 * units] + r * m);
                gates[gate] = z;
                gates[gate + units] = r;
                gates[gate + 2 * units] = candidate;
                gates[gate + 3 * units] = m;
                hs[at * units + u] = mask[at] != 0 ? z * states[before + u] + (1 - z) * candidate : states[before + u];
            }
        }
        return List.of(hs, gates);
    }

    private static double product(double[] states, int from, double[] kernel, int column, int units) {
        double sum = 0;
        for (int k = 0; k < units; k++) {
            sum += states[from + k] * kernel[k * 3 * units + column];
        }
        return sum;
    }

    /// dx, what flows to h·R, dh0.
    static List<double[]> back(Tensor gates, double[] hs, double[] h0, double[] kernel, double[] dhs, double[] mask) {
        int units = gates.size(2) / 4;
        int time = gates.size(1);
        double[] open = gates.values();
        var dx = new double[hs.length * 3];
        var dm = new double[hs.length * 3];
        var dh = new double[gates.size(0) * units];                            // what flows to h before the time at hand
        for (int at = gates.size(0) * time - 1; at >= 0; at--) {
            int sequence = at / time * units;
            for (int u = 0; u < units; u++) {
                dh[sequence + u] += dhs[at * units + u];
            }
            if (mask[at] == 0) {
                continue;
            }
            for (int u = 0; u < units; u++) {
                int gate = at * 4 * units + u;
                int to = at * 3 * units + u;
                double z = open[gate];
                double r = open[gate + units];
                double candidate = open[gate + 2 * units];
                double before = at % time == 0 ? h0[sequence + u] : hs[(at - 1) * units + u];
                double flow = dh[sequence + u];
                double inner = flow * (1 - z) * (1 - candidate * candidate);
                dx[to] = dm[to] = flow * (before - candidate) * z * (1 - z);
                dx[to + units] = dm[to + units] = inner * open[gate + 3 * units] * r * (1 - r);
                dx[to + 2 * units] = inner;
                dm[to + 2 * units] = inner * r;
                dh[sequence + u] = flow * z;
            }
            for (int u = 0; u < units; u++) {
                for (int j = 0; j < 3 * units; j++) {
                    dh[sequence + u] += dm[at * 3 * units + j] * kernel[u * 3 * units + j];
                }
            }
        }
        return List.of(dx, dm, dh);
    }
}
