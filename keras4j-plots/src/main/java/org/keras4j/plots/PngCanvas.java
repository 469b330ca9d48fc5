package org.keras4j.plots;

import module java.base;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// Pixels by Java2D, two for each point.
final class PngCanvas implements Canvas {
    private static final int PIXELS = 2;

    private final BufferedImage picture;
    private final Graphics2D g;

    PngCanvas(int width, int height) {
        picture = new BufferedImage(width * PIXELS, height * PIXELS, BufferedImage.TYPE_INT_RGB);
        g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.scale(PIXELS, PIXELS);
    }

    BufferedImage picture() {
        return picture;
    }

    @Override
    public void rectangle(double x, double y, double width, double height, Ink fill) {
        use(fill);
        g.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill) {
        use(fill);
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void polygon(double[] x, double[] y, Ink fill) {
        use(fill);
        var path = path(x, y);
        path.closePath();
        g.fill(path);
    }

    @Override
    public void polyline(double[] x, double[] y, double width, Stroke stroke, Ink ink) {
        use(ink);
        g.setStroke(switch (stroke) {
            case SOLID -> new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
            case DASHED -> new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
        });
        g.draw(path(x, y));
    }

    @Override
    public void text(String text, double x, double y, Font font) {
        use(font.ink());
        int style = font.weight() == Weight.BOLD ? java.awt.Font.BOLD : java.awt.Font.PLAIN;
        g.setFont(Fonts.forText(text, style, font.size()));
        double width = g.getFontMetrics().getStringBounds(text, g).getWidth();
        double left = switch (font.anchor()) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
        g.drawString(text, (float) left, (float) y);
    }

    @Override
    public void uprightText(String text, double x, double y, Font font) {
        var before = g.getTransform();
        g.rotate(-Math.PI / 2, x, y);
        text(text, x, y, font.anchor(Anchor.MIDDLE));
        g.setTransform(before);
    }

    @Override
    public void image(BufferedImage image, double x, double y, double width, double height) {
        g.setComposite(AlphaComposite.SrcOver);
        g.drawImage(image, (int) Math.round(x), (int) Math.round(y), (int) Math.round(width), (int) Math.round(height), null);
    }

    @Override
    public void within(double x, double y, double width, double height, Runnable painting) {
        var before = g.getClip();
        g.clip(new Rectangle2D.Double(x, y, width, height));
        painting.run();
        g.setClip(before);
    }

    private void use(Ink ink) {
        g.setColor(new Color(ink.rgb() >> 16 & 255, ink.rgb() >> 8 & 255, ink.rgb() & 255, (int) Math.round(255 * ink.opacity())));
    }

    private static Path2D path(double[] x, double[] y) {
        var path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        return path;
    }
}
