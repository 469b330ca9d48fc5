package org.keras4j.plots;

/// A colour and how much of it covers what lies beneath: 1 all, 0 nothing. The constants are the theme of all plots.
record Ink(int rgb, double opacity) {
    static final Ink PAPER = new Ink(0xffffff, 1);
    static final Ink TEXT = new Ink(0x2b2f36, 1);
    static final Ink MUTED = new Ink(0x6b7280, 1);
    static final Ink AXIS = new Ink(0xb4bac4, 1);
    static final Ink GRID = new Ink(0xe8eaee, 1);
    static final Ink BLUE = new Ink(0x3b6ea8, 1);
    static final Ink ORANGE = new Ink(0xd9822b, 1);
    static final Ink RED = new Ink(0xc0392b, 1);

    /// For one series each: told apart also by those who see red and green alike.
    private static final int[] SERIES = {0x3b6ea8, 0xd9822b, 0x4a9a7c, 0xb0517a, 0x7a6bb0, 0x9a8b3c, 0x4fa3c7, 0x8c5a3c, 0x6b7280, 0xc0605a};

    static Ink series(int index) {
        return new Ink(SERIES[index % SERIES.length], 1);
    }

    Ink opacity(double opacity) {
        return new Ink(rgb, opacity);
    }

    /// This ink mixed with white: 0 is white, 1 this ink.
    Ink strength(double strength) {
        return new Ink(mix(16, strength) | mix(8, strength) | mix(0, strength), opacity);
    }

    private int mix(int shift, double strength) {
        int value = rgb >> shift & 255;
        return (int) Math.round(255 + (value - 255) * strength) << shift;
    }
}
