package org.keras4j.plots;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.plots.Canvas.Font;

/// Small images in rows, each with a line beneath.
///
/// | images                 | shape                                              | black to white |
/// |------------------------|----------------------------------------------------|----------------|
/// | uint8                  | `[n, height, width]` or `[n, height, width, 1 or 3]` | 0 to 255       |
/// | floating               | the same                                           | 0 to 1         |
/// | the kernel of a Conv2D | `[height, width, inputs, filters]`, see [#ofKernel]  | −max to max    |
public final class ImageGrid {
    private static final int CELL = 84;
    private static final int GAP = 14;
    private static final double FRAME = 1;
    private static final int LINE = 16;

    private ImageGrid() {}

    /// The text under an image, in one line or several, and how it is meant.
    public record Caption(String text, Tone tone) {
        public enum Tone { PLAIN, WRONG }

        public static Caption of(String text) {
            return new Caption(text, Tone.PLAIN);
        }

        /// What a classifier said of an image: `7`, or `7, not 1` in red.
        public static Caption ofPrediction(String predicted, String truth) {
            return predicted.equals(truth) ? of(predicted) : new Caption(predicted + ", not " + truth, Tone.WRONG);
        }
    }

    /// @param captions one for each image, or none
    /// @param columns  1 or more
    /// @throws IllegalArgumentException for images, captions or columns of another kind or number
    public static Plot of(String title, NDArray images, List<Caption> captions, int columns) {
        int rank = images.rank();
        long channels = rank == 4 ? images.size(3) : 1;
        if (rank < 3 || rank > 4 || channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Image grid: expected [n, height, width] or [n, height, width, 1 or 3], got " + images.shape() + ".");
        }
        if (!captions.isEmpty() && captions.size() != images.size(0)) {
            throw new IllegalArgumentException("Image grid: expected " + images.size(0) + " captions, got " + captions.size() + ".");
        }
        double white = images.dtype() == DType.UINT8 ? 255 : 1;
        return grid(title, Math.toIntExact(images.size(0)), captions, columns,
                i -> picture(images.index(i), (int) channels, value -> value / white));
    }

    /// Images with a heat laid over them, as [org.keras4j.models.GradCam] finds it: what is cold is seen darker, what is hot in red and yellow.
    ///
    /// @param heat `[n, rows, columns]` from 0 to 1, stretched to the images
    public static Plot ofHeat(String title, NDArray images, NDArray heat, List<Caption> captions, int columns) {
        if (heat.rank() != 3 || heat.size(0) != images.size(0)) {
            throw new IllegalArgumentException("Image grid: expected heat [" + images.size(0) + ", rows, columns], got " + heat.shape() + ".");
        }
        return of(title, HeatMap.over(images, heat), captions, columns);
    }

    /// The filters of a convolution, over its first input channel: grey is 0, white the largest weight, black its negative.
    public static Plot ofKernel(String title, NDArray kernel, int columns) {
        if (kernel.rank() != 4) {
            throw new IllegalArgumentException("Image grid: expected a kernel [height, width, inputs, filters], got " + kernel.shape() + ".");
        }
        var filters = kernel.transpose(3, 0, 1, 2);
        return grid(title, Math.toIntExact(filters.size(0)), List.of(), columns, i -> {
            var filter = filters.index(i).slice(2, 0, 1);
            double most = Math.max(filter.abs().max().item(), Double.MIN_NORMAL);
            return picture(filter, 1, value -> 0.5 + 0.5 * value / most);
        });
    }

    private static Plot grid(String title, int count, List<Caption> captions, int columns, IntFunction<BufferedImage> image) {
        if (columns < 1) {
            throw new IllegalArgumentException("Image grid: expected 1 column or more, got " + columns + ".");
        }
        int line = LINE * captions.stream().mapToInt(caption -> (int) caption.text.lines().count()).max().orElse(0);
        int rows = Math.ceilDiv(count, columns);
        int width = 2 * Plot.MARGIN + columns * (CELL + GAP) - GAP;
        int height = Plot.TOP + rows * (CELL + GAP + line) - GAP + Plot.MARGIN;
        return Plot.of(title, width, height, canvas -> {
            for (int i = 0; i < count; i++) {
                double x = Plot.MARGIN + i % columns * (CELL + GAP);
                double y = Plot.TOP + i / columns * (double) (CELL + GAP + line);
                // A frame, or white at an image's edge ends nowhere on white paper.
                canvas.rectangle(x - FRAME, y - FRAME, CELL + 2 * FRAME, CELL + 2 * FRAME, Ink.AXIS);
                canvas.image(image.apply(i), x, y, CELL, CELL);
                if (!captions.isEmpty()) {
                    var caption = captions.get(i);
                    var ink = switch (caption.tone()) {
                        case PLAIN -> Ink.MUTED;
                        case WRONG -> Ink.RED;
                    };
                    var lines = caption.text.lines().toList();
                    for (int k = 0; k < lines.size(); k++) {
                        // Long names must not run into their neighbours.
                        double fitting = Math.min(1, (CELL + GAP - 6) / Font.TICK.width(lines.get(k)));
                        canvas.text(lines.get(k), x + CELL / 2.0, y + CELL + LINE * k + 15, Font.TICK.ink(ink).size(fitting * Font.TICK.size()));
                    }
                }
            }
        });
    }

    /// @param brightness from 0 (black) to 1 (white) of an element
    private static BufferedImage picture(NDArray pixels, int channels, DoubleUnaryOperator brightness) {
        int height = Math.toIntExact(pixels.size(0));
        int width = Math.toIntExact(pixels.size(1));
        var flat = pixels.reshape(Shape.of(pixels.elements()));
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int at = 0; at < height * width; at++) {
            int rgb = 0;
            for (int channel = 0; channel < 3; channel++) {
                double value = brightness.applyAsDouble(flat.at((long) at * channels + Math.min(channel, channels - 1)));
                rgb = rgb << 8 | (int) Math.round(255 * Math.clamp(Double.isNaN(value) ? 0 : value, 0.0, 1.0));
            }
            picture.setRGB(at % width, at / width, rgb);
        }
        return picture;
    }
}
