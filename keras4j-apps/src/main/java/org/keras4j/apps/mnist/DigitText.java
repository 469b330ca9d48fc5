package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// A small image as text, for a terminal: signs of growing blackness, two rows of pixels in one line, as signs are twice
/// as high as wide. Plain ASCII, so that it reads in every encoding.
public final class DigitText {
    private static final String RAMP = " .:-=+*#%@";

    private DigitText() {}

    /// @param image uint8 `[rows, columns]`
    public static List<String> lines(NDArray image) {
        int rows = Math.toIntExact(image.size(0));
        int columns = Math.toIntExact(image.size(1));
        return IntStream.range(0, (rows + 1) / 2).mapToObj(line -> IntStream.range(0, columns)
                .mapToObj(x -> sign((image.get(2L * line, x) + image.get(Math.min(2L * line + 1, rows - 1), x)) / 2))
                .collect(Collectors.joining()).stripTrailing()).toList();
    }

    private static String sign(double value) {
        int at = (int) Math.round(value / 255 * (RAMP.length() - 1));
        return RAMP.substring(at, at + 1);
    }
}
