package org.keras4j.apps.linreg;

import module java.base;
import org.keras4j.apps.data.Standardizer;

/// A linear function: `y = x · weights + intercept`.
record Equation(double[] weights, double intercept) {

    double apply(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * weights[i]).sum() + intercept;
    }

    double[] apply(double[][] x) {
        return Stream.of(x).mapToDouble(this::apply).toArray();
    }

    /// The function of the raw columns that equals this one of standardised columns.
    ///
    /// @param inputs how the columns were standardised
    /// @param target how the result was
    Equation raw(Standardizer inputs, Standardizer target) {
        double scale = target.sd()[0];
        var raw = IntStream.range(0, weights.length).mapToDouble(j -> weights[j] * scale / inputs.sd()[j]).toArray();
        double shift = IntStream.range(0, raw.length).mapToDouble(j -> raw[j] * inputs.mean()[j]).sum();
        return new Equation(raw, intercept * scale + target.mean()[0] - shift);
    }

    /// {@return as people write it: `target = 12.3 + 5.6 · bmi − 22.9 · sex`}
    String words(String target, List<String> features) {
        var text = new StringBuilder(target).append(" = ").append(number(intercept));
        for (int i = 0; i < weights.length; i++) {
            text.append(weights[i] < 0 ? " − " : " + ").append(number(Math.abs(weights[i]))).append(" · ").append(features.get(i));
        }
        return text.toString();
    }

    private static String number(double value) {
        return new BigDecimal(value).round(new MathContext(5)).stripTrailingZeros().toPlainString();
    }
}
