package org.keras4j.apps.linreg;

import module java.base;

/// A linear function: `y = x · weights + intercept`.
record Equation(double[] weights, double intercept) {

    double apply(double[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * weights[i]).sum() + intercept;
    }

    double[] apply(double[][] x) {
        return Stream.of(x).mapToDouble(this::apply).toArray();
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
