package org.keras4j.plots;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.data.ImageFiles;

/// SVG 1.1 as text. Texts stay texts, in the reader's own font, so nothing is measured and no font is needed here.
final class SvgCanvas implements Canvas {
    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;
    private int clips;

    SvgCanvas(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    String document() {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
                width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="%s">
                <title>%s</title>
                %s</svg>
                """, width, height, width, height, Fonts.FAMILIES, escaped(title), elements);
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink fill) {
        add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s/>", n(x), n(y), n(width), n(height), fill(fill));
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"%s/>", n(x), n(y), n(radius), fill(fill));
    }

    @Override
    public void polygon(double[] x, double[] y, Ink fill) {
        add("<polygon points=\"%s\"%s/>", points(x, y), fill(fill));
    }

    @Override
    public void polyline(double[] x, double[] y, double width, Stroke stroke, Ink ink) {
        String dashes = switch (stroke) {
            case SOLID -> "";
            case DASHED -> " stroke-dasharray=\"6 4\"";
        };
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"%s/>",
                points(x, y), colour(ink), n(ink.opacity()), n(width), dashes);
    }

    @Override
    public void text(String text, double x, double y, Font font) {
        text(text, x, y, font, "");
    }

    @Override
    public void uprightText(String text, double x, double y, Font font) {
        text(text, x, y, font.anchor(Anchor.MIDDLE), String.format(Locale.ROOT, " transform=\"rotate(-90 %s %s)\"", n(x), n(y)));
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height) {
        add("<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" "
                + "xlink:href=\"data:image/png;base64,%s\"/>",
                n(x), n(y), n(width), n(height), Base64.getEncoder().encodeToString(ImageFiles.png(image)));
    }

    @Override
    public void within(double x, double y, double width, double height, Runnable painting) {
        String id = "clip" + ++clips;
        add("<clipPath id=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/></clipPath>", id, n(x), n(y), n(width), n(height));
        add("<g clip-path=\"url(#%s)\">", id);
        painting.run();
        add("</g>");
    }

    private void text(String text, double x, double y, Font font, String more) {
        add("<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s text-anchor=\"%s\"%s%s>%s</text>", n(x), n(y), n(font.size()),
                font.weight() == Weight.BOLD ? " font-weight=\"600\"" : "", font.anchor().name().toLowerCase(Locale.ROOT),
                fill(font.ink()), more, escaped(text));
    }

    private void add(String form, Object... values) {
        elements.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static String fill(Ink ink) {
        return " fill=\"" + colour(ink) + "\"" + (ink.opacity() == 1 ? "" : " fill-opacity=\"" + n(ink.opacity()) + "\"");
    }

    private static String colour(Ink ink) {
        return String.format(Locale.ROOT, "#%06x", ink.rgb());
    }

    private static String points(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToObj(i -> n(x[i]) + "," + n(y[i])).collect(Collectors.joining(" "));
    }

    /// Two decimals at most: finer than any screen.
    private static String n(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
