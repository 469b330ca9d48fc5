package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Gru;
import org.keras4j.engine.graph.GruGradient;
import org.keras4j.engine.graph.Recurrent;
import org.keras4j.engine.graph.Recurrent.*;

/// Long short-term memory, and what flows back through it.
final class Memory {
    private Memory() {}

    static List<double[]> evaluate(Recurrent op, List<Tensor> in) {
        return op.backwards() ? backwards(op, in) : forwards(op, in);
    }

    /// As forwards, of what is turned about in time.
    private static List<double[]> backwards(Recurrent op, List<Tensor> in) {
        int batch = in.getFirst().size(0);
        int time = in.getFirst().size(1);
        var turned = new ArrayList<>(in);
        for (int i = 0; i < in.size(); i++) {
            Tensor each = in.get(i);
            if (each.type().rank() == 3 || op.masked() && i == in.size() - 1) {
                turned.set(i, new Tensor(each.type(), turned(each.values(), batch, time), null));
            }
        }
        int ofAllTimes = switch (op) {
            case Lstm _ -> 3;
            case LstmGradient _ -> 1;
            case Gru _, GruGradient _ -> 2;
        };
        List<double[]> results = forwards(op, turned);
        return IntStream.range(0, results.size()).mapToObj(i -> i < ofAllTimes ? turned(results.get(i), batch, time) : results.get(i)).toList();
    }

    private static double[] turned(double[] values, int batch, int time) {
        var turned = new double[values.length];
        int row = values.length / (batch * time);
        for (int i = 0; i < batch; i++) {
            for (int t = 0; t < time; t++) {
                System.arraycopy(values, (i * time + t) * row, turned, (i * time + time - 1 - t) * row, row);
            }
        }
        return turned;
    }

    private static List<double[]> forwards(Recurrent op, List<Tensor> in) {
        return switch (op) {
            case Lstm(var masked, _) -> forward(in.get(0), in.get(1).values(), in.get(2).values(), in.get(3).values(),
                    masked ? in.get(4).values() : always(in.get(0)));
            case LstmGradient(var masked, _) -> back(in.get(0), in.get(1).values(), in.get(2).values(), in.get(3).values(),
                    in.get(4).values(), in.get(5).values(), masked ? in.get(6).values() : always(in.get(0)));
            case Gru(var masked, _) -> GatedUnits.forward(in.get(0), in.get(1).values(), in.get(2).values(), in.get(3).values(),
                    masked ? in.get(4).values() : always(in.get(0)));
            case GruGradient(var masked, _) -> GatedUnits.back(in.get(0), in.get(1).values(), in.get(2).values(), in.get(3).values(),
                    in.get(4).values(), masked ? in.get(5).values() : always(in.get(0)));
        };
    }

    private static double[] always(Tensor z) {
        var mask = new double[z.size(0) * z.size(1)];
        Arrays.fill(mask, 1);
        return mask;
    }

    /// hs, cs, gates.
    private static List<double[]> forward(Tensor z, double[] h0, double[] c0, double[] kernel, double[] mask) {
        int units = z.size(2) / 4;
        int time = z.size(1);
        var hs = new double[z.size(0) * time * units];
        var cs = new double[hs.length];
        var gates = new double[4 * hs.length];
        for (int at = 0; at < z.size(0) * time; at++) {                        // each time of each sequence
            boolean first = at % time == 0;
            double[] hBefore = first ? h0 : hs;
            double[] cBefore = first ? c0 : cs;
            int before = (first ? at / time : at - 1) * units;
            for (int j = 0; j < 4 * units; j++) {
                double sum = z.values()[at * 4 * units + j];
                for (int k = 0; k < units; k++) {
                    sum += hBefore[before + k] * kernel[k * 4 * units + j];
                }
                gates[at * 4 * units + j] = j / units == 2 ? Math.tanh(sum) : Elements.sigmoid(sum);
            }
            for (int u = 0; u < units; u++) {
                int gate = at * 4 * units + u;
                double c = gates[gate + units] * cBefore[before + u] + gates[gate] * gates[gate + 2 * units];
                boolean counts = mask[at] != 0;
                cs[at * units + u] = counts ? c : cBefore[before + u];
                hs[at * units + u] = counts ? gates[gate + 3 * units] * Math.tanh(c) : hBefore[before + u];
            }
        }
        return List.of(hs, cs, gates);
    }

    /// dz, dh0, dc0.
    private static List<double[]> back(Tensor gates, double[] cs, double[] c0, double[] kernel, double[] dhs, double[] dcs, double[] mask) {
        int units = gates.size(2) / 4;
        int time = gates.size(1);
        double[] open = gates.values();
        var dz = new double[open.length];
        var dh = new double[gates.size(0) * units];                            // what flows to h before the time at hand
        var dc = new double[dh.length];
        for (int at = gates.size(0) * time - 1; at >= 0; at--) {
            int sequence = at / time * units;
            for (int u = 0; u < units; u++) {
                dh[sequence + u] += dhs[at * units + u];
                dc[sequence + u] += dcs[at * units + u];
            }
            if (mask[at] == 0) {
                continue;
            }
            for (int u = 0; u < units; u++) {
                int gate = at * 4 * units + u;
                double i = open[gate];
                double f = open[gate + units];
                double g = open[gate + 2 * units];
                double o = open[gate + 3 * units];
                double before = at % time == 0 ? c0[sequence + u] : cs[(at - 1) * units + u];
                double tanh = Math.tanh(cs[at * units + u]);
                double flow = dc[sequence + u] + dh[sequence + u] * o * (1 - tanh * tanh);
                dz[gate] = flow * g * i * (1 - i);
                dz[gate + units] = flow * before * f * (1 - f);
                dz[gate + 2 * units] = flow * i * (1 - g * g);
                dz[gate + 3 * units] = dh[sequence + u] * tanh * o * (1 - o);
                dc[sequence + u] = flow * f;
            }
            for (int u = 0; u < units; u++) {
                double sum = 0;
                for (int j = 0; j < 4 * units; j++) {
                    sum += dz[at * 4 * units + j] * kernel[u * 4 * units + j];
                }
                dh[sequence + u] = sum;
            }
        }
        return List.of(dz, dh, dc);
    }
}
