package org.keras4j.apps.satellite;

import module java.base;

/// What became of the forest between two pictures of a place.
///
/// @param cells `[row][column]`: a [Fate]'s position
record ForestChange(LandCover before, int[][] cells) {

    /// Of a square.
    enum Fate {
        KEPT("forest, as before", 0x1f6b2d), LOST("forest lost", 0xd7301f), GAINED("forest gained", 0x66c2a5), OTHER("never forest", 0xe3e3dc);

        private final String words;
        private final int rgb;

        Fate(String words, int rgb) {
            this.words = words;
            this.rgb = rgb;
        }

        String words() {
            return words;
        }

        int rgb() {
            return rgb;
        }
    }

    /// @param after of a picture of the same size
    static ForestChange between(LandCover before, LandCover after) {
        int forest = before.classes().indexOf(LandCover.FOREST);
        var cells = new int[before.cells().length][];
        Arrays.setAll(cells, row -> IntStream.range(0, before.cells()[row].length)
                .map(column -> fate(before.cells()[row][column] == forest, after.cells()[row][column] == forest).ordinal()).toArray());
        return new ForestChange(before, cells);
    }

    private static Fate fate(boolean before, boolean after) {
        if (before) {
            return after ? Fate.KEPT : Fate.LOST;
        }
        return after ? Fate.GAINED : Fate.OTHER;
    }

    private long pixels(Fate fate) {
        return before.pixels(cells, fate.ordinal());
    }

    /// {@return which part of the forest that there was is gone; 0 if there was none}
    double lostShare() {
        long was = pixels(Fate.KEPT) + pixels(Fate.LOST);
        return was == 0 ? 0 : (double) pixels(Fate.LOST) / was;
    }

    double share(Fate fate) {
        return (double) pixels(fate) / before.pixels();
    }
}
