package org.keras4j.apps.mnist;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Turns anybody's picture of a digit into what a network trained on MNIST expects; without this, photos fail although
/// the test score is 99 %.
///
/// 1. grey, transparency over white, large pictures reduced
/// 2. bright on dark: the border tells the paper's brightness; its level becomes 0
/// 3. ink apart from paper by Otsu's threshold (1979); specks are dropped, the rest is cropped
/// 4. scaled into 20 × 20, sides in proportion, by averaging areas
/// 5. its centre of mass put at the centre of 28 × 28
public final class DigitPhoto {
    private static final int SIDE = 28;
    private static final int BOX = 20;
    /// Longest side to work on: finer detail than this is lost in 20 pixels anyway.
    private static final int WORKING_SIDE = 280;
    /// Patches of ink smaller than this share of the largest one are dirt.
    private static final double SPECK = 0.04;
    /// In steps of 255: below it all of the picture counts as one colour.
    private static final double LEAST_CONTRAST = 16;

    private DigitPhoto() {}

    /// {@return the picture in this file as the network sees it: uint8 `[28, 28]`}
    ///
    /// @throws IllegalArgumentException if the file holds no picture, or the picture no digit
    public static NDArray read(Path file) {
        return prepared(PictureFiles.read(file)).orElseThrow(() -> new IllegalArgumentException(file + ": shows no digit: it has one colour only."));
    }

    /// {@return uint8 `[28, 28]`; nothing if the picture has no contrast}
    static Optional<NDArray> prepared(BufferedImage picture) {
        var grey = bright(reduced(grey(picture)));
        double threshold = threshold(grey);
        if (Double.isNaN(threshold)) {
            return Optional.empty();
        }
        var ink = withoutSpecks(grey, threshold);
        return Optional.of(centred(fitted(cropped(ink))));
    }

    /// Brightness, row by row.
    private record Grey(int width, int height, double[] values) {
        Grey(int width, int height) {
            this(width, height, new double[width * height]);
        }

        double at(int x, int y) {
            return values[y * width + x];
        }

        /// The mean over a rectangle with edges inside pixels.
        double mean(double left, double top, double right, double bottom) {
            double sum = 0;
            for (int y = (int) top; y < Math.min(height, Math.ceil(bottom)); y++) {
                double share = Math.min(bottom, y + 1) - Math.max(top, y);
                for (int x = (int) left; x < Math.min(width, Math.ceil(right)); x++) {
                    sum += at(x, y) * share * (Math.min(right, x + 1) - Math.max(left, x));
                }
            }
            return sum / ((right - left) * (bottom - top));
        }

        Grey scaled(int toWidth, int toHeight) {
            var scaled = new Grey(toWidth, toHeight);
            double stepX = (double) width / toWidth;
            double stepY = (double) height / toHeight;
            for (int y = 0; y < toHeight; y++) {
                for (int x = 0; x < toWidth; x++) {
                    scaled.values[y * toWidth + x] = mean(x * stepX, y * stepY, (x + 1) * stepX, (y + 1) * stepY);
                }
            }
            return scaled;
        }
    }

    private static Grey grey(BufferedImage picture) {
        var grey = new Grey(picture.getWidth(), picture.getHeight());
        for (int y = 0; y < grey.height; y++) {
            // Row by row, for photographs are large.
            float[] row = ImageFiles.of(picture.getSubimage(0, y, grey.width, 1), ImageFiles.Color.RGBA).toFloatArray();
            for (int x = 0; x < grey.width; x++) {
                double alpha = row[4 * x + 3] / 255.0;
                double light = 0.299 * row[4 * x] + 0.587 * row[4 * x + 1] + 0.114 * row[4 * x + 2];
                grey.values[y * grey.width + x] = alpha * light + (1 - alpha) * 255;
            }
        }
        return grey;
    }

    private static Grey reduced(Grey grey) {
        double scale = (double) WORKING_SIDE / Math.max(grey.width, grey.height);
        return scale >= 1 ? grey
                : grey.scaled(Math.max(1, (int) Math.round(grey.width * scale)), Math.max(1, (int) Math.round(grey.height * scale)));
    }

    /// The distance from the paper's brightness, which is the border's median.
    private static Grey bright(Grey grey) {
        var border = new ArrayList<Double>();
        for (int x = 0; x < grey.width; x++) {
            border.add(grey.at(x, 0));
            border.add(grey.at(x, grey.height - 1));
        }
        for (int y = 0; y < grey.height; y++) {
            border.add(grey.at(0, y));
            border.add(grey.at(grey.width - 1, y));
        }
        border.sort(null);
        double paper = border.get(border.size() / 2);
        double sign = DoubleStream.of(grey.values).average().orElse(paper) < paper ? -1 : 1;
        return new Grey(grey.width, grey.height, DoubleStream.of(grey.values).map(v -> Math.max(0, sign * (v - paper))).toArray());
    }

    /// The value that parts the pixels into two groups as far apart as can be; NaN if they are all alike.
    private static double threshold(Grey grey) {
        double max = DoubleStream.of(grey.values).max().orElse(0);
        if (max < LEAST_CONTRAST) {
            return Double.NaN;
        }
        var histogram = new long[256];
        for (double v : grey.values) {
            histogram[(int) (v / max * 255)]++;
        }
        double total = grey.values.length;
        double sum = IntStream.range(0, 256).mapToDouble(i -> (double) i * histogram[i]).sum();
        double below = 0;
        double sumBelow = 0;
        double best = -1;
        int at = 0;
        for (int i = 0; i < 255; i++) {
            below += histogram[i];
            sumBelow += (double) i * histogram[i];
            double above = total - below;
            double difference = below == 0 || above == 0 ? 0 : sumBelow / below - (sum - sumBelow) / above;
            if (below * above * difference * difference > best) {
                best = below * above * difference * difference;
                at = i;
            }
        }
        return (at + 0.5) / 255 * max;
    }

    /// The picture with 0 for paper and dirt, 255 for the darkest ink, and soft edges left as they are.
    private static Grey withoutSpecks(Grey grey, double threshold) {
        var patch = new int[grey.values.length];
        var sizes = new ArrayList<>(List.of(0));
        for (int start = 0; start < patch.length; start++) {
            if (patch[start] == 0 && grey.values[start] > threshold) {
                sizes.add(flood(grey, threshold, patch, start, sizes.size()));
            }
        }
        int largest = Collections.max(sizes);
        double max = DoubleStream.of(grey.values).max().orElse(1);
        var clean = new Grey(grey.width, grey.height);
        for (int y = 0; y < grey.height; y++) {
            for (int x = 0; x < grey.width; x++) {
                double value = grey.at(x, y);
                if (value > threshold / 2 && nearInk(grey, patch, sizes, largest, x, y)) {
                    clean.values[y * grey.width + x] = Math.min(255, value / max * 255);
                }
            }
        }
        return clean;
    }

    private static int flood(Grey grey, double threshold, int[] patch, int start, int number) {
        var open = new ArrayDeque<Integer>(List.of(start));
        patch[start] = number;
        int size = 0;
        while (!open.isEmpty()) {
            int at = open.pop();
            size++;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int x = at % grey.width + dx;
                    int y = at / grey.width + dy;
                    int next = y * grey.width + x;
                    if (x >= 0 && y >= 0 && x < grey.width && y < grey.height && patch[next] == 0 && grey.values[next] > threshold) {
                        patch[next] = number;
                        open.push(next);
                    }
                }
            }
        }
        return size;
    }

    private static boolean nearInk(Grey grey, int[] patch, List<Integer> sizes, int largest, int x, int y) {
        for (int v = Math.max(0, y - 1); v <= Math.min(grey.height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(grey.width - 1, x + 1); u++) {
                if (sizes.get(patch[v * grey.width + u]) >= Math.max(1, SPECK * largest)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Grey cropped(Grey grey) {
        var columns = IntStream.range(0, grey.width).filter(x -> IntStream.range(0, grey.height).anyMatch(y -> grey.at(x, y) > 0)).summaryStatistics();
        var rows = IntStream.range(0, grey.height).filter(y -> IntStream.range(0, grey.width).anyMatch(x -> grey.at(x, y) > 0)).summaryStatistics();
        var cut = new Grey(columns.getMax() - columns.getMin() + 1, rows.getMax() - rows.getMin() + 1);
        for (int y = 0; y < cut.height; y++) {
            for (int x = 0; x < cut.width; x++) {
                cut.values[y * cut.width + x] = grey.at(columns.getMin() + x, rows.getMin() + y);
            }
        }
        return cut;
    }

    private static Grey fitted(Grey grey) {
        double scale = (double) BOX / Math.max(grey.width, grey.height);
        return grey.scaled(Math.max(1, (int) Math.round(grey.width * scale)), Math.max(1, (int) Math.round(grey.height * scale)));
    }

    private static NDArray centred(Grey digit) {
        double mass = 0;
        double massX = 0;
        double massY = 0;
        for (int y = 0; y < digit.height; y++) {
            for (int x = 0; x < digit.width; x++) {
                mass += digit.at(x, y);
                massX += digit.at(x, y) * (x + 0.5);
                massY += digit.at(x, y) * (y + 0.5);
            }
        }
        double max = DoubleStream.of(digit.values).max().orElse(1);
        int left = Math.clamp(Math.round(SIDE / 2.0 - massX / mass), 0, SIDE - digit.width);
        int top = Math.clamp(Math.round(SIDE / 2.0 - massY / mass), 0, SIDE - digit.height);
        var image = NDArray.zeros(DType.UINT8, Shape.of(SIDE, SIDE));
        for (int y = 0; y < digit.height; y++) {
            for (int x = 0; x < digit.width; x++) {
                // Thin pens lose brightness when scaled down; MNIST's digits are white at their core.
                image.set(Math.round(digit.at(x, y) / max * 255), top + y, left + x);
            }
        }
        return image;
    }
}
