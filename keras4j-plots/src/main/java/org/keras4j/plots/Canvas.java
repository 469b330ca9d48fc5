package org.keras4j.plots;

import java.awt.image.BufferedImage;

/// What plots are painted on. Lengths are in points of the SVG, y grows downwards.
sealed interface Canvas permits Drawing, PngCanvas, SvgCanvas {

    /// Where a text lies relative to its point.
    enum Anchor { START, MIDDLE, END }

    enum Weight { NORMAL, BOLD }

    enum Stroke { SOLID, DASHED }

    record Font(double size, Weight weight, Ink ink, Anchor anchor) {
        static final Font TITLE = new Font(16, Weight.BOLD, Ink.TEXT, Anchor.START);
        static final Font LABEL = new Font(12, Weight.NORMAL, Ink.MUTED, Anchor.MIDDLE);
        static final Font TICK = new Font(11, Weight.NORMAL, Ink.MUTED, Anchor.MIDDLE);

        Font anchor(Anchor anchor) { return new Font(size, weight, ink, anchor); }
        Font ink(Ink ink)          { return new Font(size, weight, ink, anchor); }
        Font size(double size)     { return new Font(size, weight, ink, anchor); }

        /// Roughly, and the same on every machine: layout must not depend on which fonts are installed.
        double width(String text) {
            return text.codePoints().mapToDouble(Font::advance).sum() * size;
        }

        private static double advance(int c) {
            // What East Asian fonts draw in a square: from the radicals on.
            return c >= 0x2e80 ? 1 : "ijl.,:;'|![]()".indexOf(c) >= 0 ? 0.34 : Character.isUpperCase(c) ? 0.68 : 0.59;
        }
    }

    void rectangle(double x, double y, double width, double height, Ink fill);

    void circle(double x, double y, double radius, Ink fill);

    void polygon(double[] x, double[] y, Ink fill);

    void polyline(double[] x, double[] y, double width, Stroke stroke, Ink ink);

    default void line(double x1, double y1, double x2, double y2, double width, Ink ink) {
        polyline(new double[] {x1, x2}, new double[] {y1, y2}, width, Stroke.SOLID, ink);
    }

    /// A text whose baseline runs through the point.
    void text(String text, double x, double y, Font font);

    /// A text read from bottom to top, centred at the point.
    void uprightText(String text, double x, double y, Font font);

    /// An image with hard pixel edges.
    void image(BufferedImage image, double x, double y, double width, double height);

    /// Keeps to the given part what is painted next by `painting`.
    void within(double x, double y, double width, double height, Runnable painting);
}
