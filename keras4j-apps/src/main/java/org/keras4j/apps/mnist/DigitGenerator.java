package org.keras4j.apps.mnist;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;
import org.keras4j.engine.tensor.Shape;

/// Draws digits that look handwritten, for machines without MNIST: a way of writing the digit, then a random pen
/// (width, pressure), hand (slant, rotation, proportions, wavering), place, and the noise of a scan.
///
/// An image depends on the seed, its split and its position alone, and is the same on every machine: only exactly
/// specified arithmetic is used (`StrictMath`, square roots).
final class DigitGenerator {
    private static final int SIDE = 28;
    /// The digit's square in pixels, as MNIST scales its digits.
    private static final double SIZE = 20;
    private static final int WAVES = 3;

    private final Draws random;
    private final double[] pixels = new double[SIDE * SIDE];
    private final double[] fx = new double[2 * WAVES];
    private final double[] fy = new double[2 * WAVES];
    private final double[] phase = new double[2 * WAVES];
    private final double[] strength = new double[2 * WAVES];

    private DigitGenerator(Draws random) {
        this.random = random;
    }

    /// {@return `count` images, their classes evenly mixed}
    ///
    /// @param stream tells splits of one seed apart: their images have nothing in common
    static LabelledImages generate(int count, long seed, int stream) {
        var images = new byte[count * SIDE * SIDE];
        var labels = new byte[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            var random = new Draws(seed, stream, i);
            int digit = random.below(10);
            labels[i] = (byte) digit;
            new DigitGenerator(random).draw(digit, images, i * SIDE * SIDE);
        });
        return new LabelledImages(
                NDArray.of(ByteBuffer.wrap(images), DType.UINT8, Shape.of(count, SIDE, SIDE)),
                NDArray.of(ByteBuffer.wrap(labels), DType.UINT8, Shape.of(count)));
    }

    private void draw(int digit, byte[] into, int at) {
        var ways = Strokes.of(digit);
        var strokes = ways.get(random.below(ways.size()));
        waver();
        double angle = random.normal() * 0.10;
        double slant = 0.12 + random.normal() * 0.22;
        double width = SIZE * (0.86 + random.normal() * 0.12);
        double height = SIZE * (0.98 + random.normal() * 0.08);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double x0 = SIDE / 2.0 + random.normal() * 1.1;
        double y0 = SIDE / 2.0 + random.normal() * 1.1;
        double radius = Math.clamp(1.15 + random.normal() * 0.38, 0.55, 2.2);
        double soft = 0.4 + random.uniform() * 0.45;
        for (var stroke : strokes.curves()) {
            double pressure = 1 + random.normal() * 0.12;
            double fromX = 0;
            double fromY = 0;
            for (int i = 0; i < stroke.length; i += 2) {
                double u = stroke[i] - 0.5 + wave(0, stroke[i], stroke[i + 1]);
                double v = stroke[i + 1] - 0.5 + wave(WAVES, stroke[i], stroke[i + 1]);
                double px = width * (u - slant * v);
                double py = height * v;
                double x = x0 + cos * px - sin * py;
                double y = y0 + sin * px + cos * py;
                if (i > 0) {
                    pen(fromX, fromY, x, y, radius * pressure, soft);
                }
                fromX = x;
                fromY = y;
            }
        }
        develop(into, at);
    }

    /// A smooth field that bends the whole digit: few long waves in random directions.
    private void waver() {
        for (int i = 0; i < 2 * WAVES; i++) {
            fx[i] = 2 * Math.PI * (random.uniform() * 2 - 1) * 1.3;
            fy[i] = 2 * Math.PI * (random.uniform() * 2 - 1) * 1.3;
            phase[i] = 2 * Math.PI * random.uniform();
            strength[i] = random.normal() * 0.042;
        }
    }

    private double wave(int first, double x, double y) {
        double sum = 0;
        for (int i = first; i < first + WAVES; i++) {
            sum += strength[i] * StrictMath.sin(fx[i] * x + fy[i] * y + phase[i]);
        }
        return sum;
    }

    /// Ink along a straight piece: full within the radius, fading over `soft`; crossing strokes don't add up.
    private void pen(double x1, double y1, double x2, double y2, double radius, double soft) {
        double reach = radius + soft;
        int left = Math.max(0, (int) (Math.min(x1, x2) - reach));
        int right = Math.min(SIDE - 1, (int) (Math.max(x1, x2) + reach) + 1);
        int top = Math.max(0, (int) (Math.min(y1, y2) - reach));
        int bottom = Math.min(SIDE - 1, (int) (Math.max(y1, y2) + reach) + 1);
        double dx = x2 - x1;
        double dy = y2 - y1;
        double length2 = dx * dx + dy * dy;
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double ax = column + 0.5 - x1;
                double ay = row + 0.5 - y1;
                double t = length2 == 0 ? 0 : Math.clamp((ax * dx + ay * dy) / length2, 0.0, 1.0);
                double ex = ax - t * dx;
                double ey = ay - t * dy;
                double ink = (reach - Math.sqrt(ex * ex + ey * ey)) / (2 * soft);
                int pixel = row * SIDE + column;
                pixels[pixel] = Math.max(pixels[pixel], Math.min(1, ink));
            }
        }
    }

    /// Brightness and noise: paper grain everywhere, uneven ink, a few specks.
    private void develop(byte[] into, int at) {
        double brightness = 255 * (0.86 + 0.14 * random.uniform());
        for (int i = 0; i < pixels.length; i++) {
            double ink = pixels[i];
            double value = ink > 0 ? ink * (brightness + 24 * (random.uniform() - 0.5)) : 0;
            into[at + i] = (byte) (int) Math.clamp(value + 0.5, 0.0, 255.0);
        }
        for (int speck = random.below(4); speck > 0; speck--) {
            int pixel = at + random.below(pixels.length);
            into[pixel] = (byte) Math.max(into[pixel] & 255, 40 + random.below(120));
        }
    }

    /// The random numbers of one image: a Philox stream whose place is split and position.
    private static final class Draws {
        private final int keyLow;
        private final int keyHigh;
        private final int stream;
        private final int image;
        private int[] block = {};
        private int blocks;
        private int used;

        Draws(long seed, int stream, int image) {
            this.keyLow = (int) seed;
            this.keyHigh = (int) (seed >>> 32);
            this.stream = stream;
            this.image = image;
        }

        /// At least 0, less than 1.
        double uniform() {
            long high = bits() >>> 5;
            long low = bits() >>> 6;
            return (high * (1L << 26) + low) * 0x1p-53;
        }

        int below(int bound) {
            return (int) (Integer.toUnsignedLong(bits()) * bound >>> 32);
        }

        /// By the polar method (Marsaglia 1964), of exactly specified functions.
        double normal() {
            while (true) {
                double u = 2 * uniform() - 1;
                double v = 2 * uniform() - 1;
                double s = u * u + v * v;
                if (s < 1 && s > 0) {
                    return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
                }
            }
        }

        private int bits() {
            if (used == block.length) {
                block = Philox.block(blocks++, image, stream, 0, keyLow, keyHigh);
                used = 0;
            }
            return block[used++];
        }
    }
}
