package org.keras4j.text;

import module java.base;

/// Numbers as Python's format specifications write them: rounded from the exact value of the double, half to even, where
/// Java's own formatter rounds its shortest decimal half up.
public final class PythonNumbers {
    private PythonNumbers() {}

    /// `repr(value)`: the shortest decimal that is read as this number again. As JSON has it, `NaN` and `Infinity` are words.
    public static String repr(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return sign(value) + "0.0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return sign(value) + plain + (plain.contains(".") ? "" : ".0");
        }
        return sign(value) + digits.charAt(0) + (digits.length() == 1 ? "" : "." + digits.substring(1))
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /// `{value:.<digits>f}`
    public static String fixed(double value, int digits) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        return sign(value) + new BigDecimal(Math.abs(value)).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    /// `{value:.<digits>e}`
    public static String scientific(double value, int digits) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal rounded = new BigDecimal(Math.abs(value)).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        String significant = rounded.unscaledValue().toString();
        int exponent = rounded.signum() == 0 ? 0 : significant.length() - 1 - rounded.scale();
        String padded = significant + "0".repeat(digits);
        return sign(value) + padded.charAt(0) + (digits == 0 ? "" : "." + padded.substring(1, digits + 1))
                + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static String sign(double value) {
        return Math.copySign(1, value) < 0 ? "-" : "";
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
}
