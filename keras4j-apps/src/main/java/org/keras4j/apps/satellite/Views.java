package org.keras4j.apps.satellite;

import module java.base;

/// The eight symmetries of a square picture: four quarter turns, and those of its mirror image. Seen from above there is no up or
/// down, so that each is as true a picture of the place; all are exact, no pixel is invented.
///
/// @param side of the picture in pixels
/// @param sources `[view][pixel]`: from which pixel each comes; view 0 changes nothing
record Views(int side, int[][] sources) {
    static final int COUNT = 8;

    static Views of(int side) {
        var sources = new int[COUNT][side * side];
        int last = side - 1;
        for (int view = 0; view < COUNT; view++) {
            for (int at = 0; at < side * side; at++) {
                int row = at / side;
                int column = view < 4 ? at % side : last - at % side;
                sources[view][at] = switch (view % 4) {
                    case 0 -> row * side + column;
                    case 1 -> column * side + last - row;
                    case 2 -> (last - row) * side + last - column;
                    case 3 -> (last - column) * side + row;
                    default -> throw new AssertionError(view);
                };
            }
        }
        return new Views(side, sources);
    }

    /// Writes a picture, turned, as numbers from 0 to 1.
    ///
    /// @param from bytes of red, green and blue, pixel by pixel
    /// @param fromByte where the picture starts there
    /// @param to at least `3 · side²` from `at` on
    void turn(MemorySegment from, long fromByte, int view, float[] to, int at) {
        int[] source = sources[view];
        for (int pixel = 0; pixel < source.length; pixel++) {
            for (int k = 0; k < 3; k++) {
                to[at + 3 * pixel + k] = (from.get(ValueLayout.JAVA_BYTE, fromByte + 3L * source[pixel] + k) & 255) / 255f;
            }
        }
    }
}
