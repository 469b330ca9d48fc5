package org.keras4j.plots;

import module java.base;
import java.awt.image.BufferedImage;

/// What was painted, kept so that it can be painted on any other canvas. The data that it shows are not looked at again: whoever changes them changes no plot.
final class Drawing implements Canvas {
    private List<Consumer<Canvas>> strokes = new ArrayList<>();

    void paintOn(Canvas canvas) {
        strokes.forEach(stroke -> stroke.accept(canvas));
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink fill) {
        strokes.add(canvas -> canvas.rectangle(x, y, width, height, fill));
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill) {
        strokes.add(canvas -> canvas.circle(x, y, radius, fill));
    }

    @Override
    public void polygon(double[] x, double[] y, Ink fill) {
        strokes.add(canvas -> canvas.polygon(x, y, fill));
    }

    @Override
    public void polyline(double[] x, double[] y, double width, Stroke stroke, Ink ink) {
        strokes.add(canvas -> canvas.polyline(x, y, width, stroke, ink));
    }

    @Override
    public void text(String text, double x, double y, Font font) {
        strokes.add(canvas -> canvas.text(text, x, y, font));
    }

    @Override
    public void uprightText(String text, double x, double y, Font font) {
        strokes.add(canvas -> canvas.uprightText(text, x, y, font));
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height) {
        strokes.add(canvas -> canvas.image(image, x, y, width, height));
    }

    @Override
    public void within(double x, double y, double width, double height, Runnable painting) {
        var outside = strokes;
        var inside = new ArrayList<Consumer<Canvas>>();
        strokes = inside;
        painting.run();
        strokes = outside;
        strokes.add(canvas -> canvas.within(x, y, width, height, () -> inside.forEach(stroke -> stroke.accept(canvas))));
    }
}
