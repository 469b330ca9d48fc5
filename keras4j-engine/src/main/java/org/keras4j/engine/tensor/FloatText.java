package org.keras4j.engine.tensor;

import module java.base;

/// How NumPy prints the floating-point numbers of one array: each as the shortest decimal number that is read as the same
/// element, but to at most eight places; with exponents when their sizes differ much; the points in one column.
final class FloatText {
    private static final int MOST_PLACES = 8;
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_RATIO = 1000;

    private final DType dtype;
    private final boolean exponents;
    private final int left;
    private final int places;
    private final int exponentDigits;

    /// What stands before the point, with its sign; between the point and the exponent; the exponent.
    private record Parts(String whole, String fraction, int exponent) {
        int exponentDigits() {
            return Math.max(2, Integer.toString(Math.abs(exponent)).length());
        }
    }

    FloatText(DType dtype, double[] values) {
        this.dtype = dtype;
        exponents = needsExponents(dtype, values);
        var parts = DoubleStream.of(values).filter(Double::isFinite).mapToObj(x -> exponents ? scientific(x) : plain(x)).toList();
        places = parts.stream().mapToInt(part -> part.fraction.length()).max().orElse(0);
        exponentDigits = parts.stream().mapToInt(Parts::exponentDigits).max().orElse(0);
        int others = DoubleStream.of(values).filter(x -> !Double.isFinite(x)).mapToInt(x -> notFinite(x).length()).max().orElse(0);
        left = Math.max(parts.stream().mapToInt(part -> part.whole.length()).max().orElse(0), others - right());
    }

    String of(double x) {
        if (!Double.isFinite(x)) {
            return padded(notFinite(x), left + right());
        }
        if (exponents) {
            Parts parts = scientific(x, rounded(x, places), places);
            return padded(parts.whole, left) + "." + parts.fraction + exponent(parts, exponentDigits);
        }
        Parts parts = plain(x);
        return padded(parts.whole, left) + "." + parts.fraction + " ".repeat(places - parts.fraction.length());
    }

    /// A number by itself: all of its digits.
    static String scalar(DType dtype, double x) {
        if (!Double.isFinite(x)) {
            return notFinite(x);
        }
        BigDecimal shortest = shortest(dtype, x);
        double size = Math.abs(x);
        if (size != 0 && (size < SMALLEST_PLAIN || size >= Math.pow(10, dtype == DType.FLOAT64 ? 16 : digits(dtype)))) {
            Parts parts = scientific(x, shortest, 0);
            return parts.whole + (parts.fraction.isEmpty() ? "" : "." + parts.fraction) + exponent(parts, 2);
        }
        Parts parts = plain(x, shortest);
        return parts.whole + "." + (parts.fraction.isEmpty() ? "0" : parts.fraction);
    }

    // ---- choices ---------------------------------------------------------------------------------------------------

    /// Compared in the array's own type, as NumPy does: the float32 next to 0.0001 is less than 0.0001.
    private static boolean needsExponents(DType dtype, double[] values) {
        var sizes = DoubleStream.of(values).map(Math::abs).filter(x -> x > 0 && Double.isFinite(x)).summaryStatistics();
        return sizes.getCount() > 0 && (sizes.getMax() >= Math.pow(10, Math.min(MOST_PLACES, digits(dtype)))
                || sizes.getMin() < dtype.round(SMALLEST_PLAIN)
                || dtype.round(sizes.getMax() / sizes.getMin()) > LARGEST_RATIO);
    }

    /// The decimal digits that the type always holds (NumPy: `finfo.precision`); for bfloat16 as for float16, else `256`
    /// would need an exponent.
    private static int digits(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 15;
            case FLOAT32 -> 6;
            default -> 3;
        };
    }

    /// The characters from the point on.
    private int right() {
        return 1 + places + (exponents ? 2 + exponentDigits : 0);
    }

    // ---- digits ----------------------------------------------------------------------------------------------------

    private static BigDecimal shortest(DType dtype, double x) {
        var exact = new BigDecimal(Math.abs(x));
        return IntStream.rangeClosed(1, 17).mapToObj(digits -> exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)))
                .filter(number -> dtype.round(number.doubleValue()) == Math.abs(x)).findFirst().orElse(exact);
    }

    private Parts plain(double x) {
        BigDecimal shortest = shortest(dtype, x);
        return plain(x, shortest.scale() <= MOST_PLACES ? shortest
                : new BigDecimal(Math.abs(x)).setScale(MOST_PLACES, RoundingMode.HALF_EVEN));
    }

    private static Parts plain(double x, BigDecimal size) {
        BigDecimal stripped = size.stripTrailingZeros();
        String[] text = stripped.setScale(Math.max(0, stripped.scale())).toPlainString().split("\\.");
        return new Parts(sign(x) + text[0], text.length == 1 ? "" : text[1], 0);
    }

    private Parts scientific(double x) {
        BigDecimal shortest = shortest(dtype, x);
        return scientific(x, shortest.precision() <= MOST_PLACES + 1 ? shortest : rounded(x, MOST_PLACES), 0);
    }

    private static BigDecimal rounded(double x, int places) {
        return new BigDecimal(Math.abs(x)).round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    }

    private static Parts scientific(double x, BigDecimal size, int leastPlaces) {
        String digits = size.stripTrailingZeros().unscaledValue().toString();
        String fraction = digits.substring(1);
        return new Parts(sign(x) + digits.charAt(0), fraction + "0".repeat(Math.max(0, leastPlaces - fraction.length())),
                size.signum() == 0 ? 0 : size.precision() - size.scale() - 1);
    }

    private static String exponent(Parts parts, int digits) {
        return (parts.exponent < 0 ? "e-" : "e+") + String.format(Locale.ROOT, "%0" + digits + "d", Math.abs(parts.exponent));
    }

    private static String sign(double x) {
        return Math.copySign(1, x) < 0 ? "-" : "";
    }

    private static String notFinite(double x) {
        return Double.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
    }

    private static String padded(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
