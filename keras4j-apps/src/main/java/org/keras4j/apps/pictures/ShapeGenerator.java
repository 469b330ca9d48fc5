package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Draws textured shapes on noisy backgrounds, for machines without CIFAR-10. What a picture shows is its shape alone: colours, texture,
/// size, place and tilt are drawn without regard to it, so that no table of colours tells classes apart.
///
/// A picture depends on the seed, its split and its position alone, and is the same on every machine.
final class ShapeGenerator {
    private static final double TILT = 0.3;
    private static final double NOISE = 14;

    private ShapeGenerator() {}

    /// Its points have coordinates from −1 to 1, y downwards.
    private enum Form {
        DISC((x, y) -> x * x + y * y < 1),
        RING((x, y) -> x * x + y * y < 1 && x * x + y * y > 0.36),
        SQUARE((x, y) -> true),
        FRAME((x, y) -> Math.max(Math.abs(x), Math.abs(y)) > 0.58),
        TRIANGLE((x, y) -> Math.abs(x) < (y + 1) / 2),
        CROSS((x, y) -> Math.min(Math.abs(x), Math.abs(y)) < 0.3),
        DIAMOND((x, y) -> Math.abs(x) + Math.abs(y) < 1),
        BAR((x, y) -> Math.abs(y) < 0.33),
        CORNER((x, y) -> x < -0.3 || y > 0.3),
        CRESCENT((x, y) -> x * x + y * y < 1 && (x - 0.5) * (x - 0.5) + y * y > 0.64);

        private final BiPredicate<Double, Double> inside;

        Form(BiPredicate<Double, Double> inside) {
            this.inside = inside;
        }

        boolean contains(double x, double y) {
            return Math.max(Math.abs(x), Math.abs(y)) < 1 && inside.test(x, y);
        }
    }

    private enum Texture {
        PLAIN, STRIPES, CHECKS, DOTS;

        /// Whether the second colour is seen here.
        boolean second(double x, double y, double width) {
            long column = (long) Math.floor(x / width);
            long row = (long) Math.floor(y / width);
            return switch (this) {
                case PLAIN -> false;
                case STRIPES -> column % 2 == 0;
                case CHECKS -> (column + row) % 2 == 0;
                case DOTS -> column % 2 == 0 && row % 2 == 0;
            };
        }
    }

    static List<String> classes() {
        return Stream.of(Form.values()).map(form -> form.name().toLowerCase(Locale.ROOT)).toList();
    }

    /// @param stream tells splits of one seed apart
    static Pictures generate(int count, long seed, int stream) {
        var images = new byte[count * Pictures.SIDE * Pictures.SIDE * Pictures.COLORS];
        var labels = new byte[count];
        var seeds = new SplittableRandom(seed * 2 + stream).longs(count).toArray();
        IntStream.range(0, count).parallel().forEach(i -> {
            var random = new SplittableRandom(seeds[i]);
            labels[i] = (byte) random.nextInt(Form.values().length);
            draw(Form.values()[labels[i]], random, images, i * Pictures.SIDE * Pictures.SIDE * Pictures.COLORS);
        });
        return new Pictures(NDArray.of(ByteBuffer.wrap(images), DType.UINT8, Shape.of(count, Pictures.SIDE, Pictures.SIDE, Pictures.COLORS)),
                NDArray.of(ByteBuffer.wrap(labels), DType.UINT8, Shape.of(count)));
    }

    private static void draw(Form form, SplittableRandom random, byte[] into, int at) {
        double half = 6.5 + 6 * random.nextDouble();
        double room = Pictures.SIDE / 2.0 - half;
        double x0 = Pictures.SIDE / 2.0 + room * (2 * random.nextDouble() - 1);
        double y0 = Pictures.SIDE / 2.0 + room * (2 * random.nextDouble() - 1);
        double tilt = TILT * (2 * random.nextDouble() - 1);
        double cos = StrictMath.cos(tilt);
        double sin = StrictMath.sin(tilt);
        var texture = Texture.values()[random.nextInt(Texture.values().length)];
        double width = 2 + 3 * random.nextDouble();
        var ground = color(random);
        double[] ink;
        double[] second;
        do {
            ink = color(random);
            second = color(random);
        } while (distance(ink, ground) < 80 || distance(second, ground) < 80);
        for (int row = 0; row < Pictures.SIDE; row++) {
            for (int column = 0; column < Pictures.SIDE; column++) {
                double dx = column + 0.5 - x0;
                double dy = row + 0.5 - y0;
                double u = (cos * dx + sin * dy) / half;
                double v = (cos * dy - sin * dx) / half;
                var seen = !form.contains(u, v) ? ground : texture.second(u * half + 64, v * half + 64, width) ? second : ink;
                for (int k = 0; k < Pictures.COLORS; k++) {
                    // Between −2 and 2, near enough to a bell.
                    double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
                    into[at++] = (byte) Math.clamp(Math.round(seen[k] + NOISE * noise), 0, 255);
                }
            }
        }
    }

    private static double[] color(SplittableRandom random) {
        return random.doubles(Pictures.COLORS, 0, 255).toArray();
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum());
    }
}
