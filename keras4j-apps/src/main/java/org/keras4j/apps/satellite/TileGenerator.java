package org.keras4j.apps.satellite;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Draws tiles that look a little like those of EuroSAT: textures, fields as grids, roads and rivers as curves, roofs, thin clouds.
/// For trying the program where there is no data; a score on them says nothing about real pictures.
final class TileGenerator {
    static final List<String> CLASSES = List.of("AnnualCrop", "Forest", "HerbaceousVegetation", "Highway", "Industrial",
            "Pasture", "PermanentCrop", "Residential", "River", "SeaLake");
    private static final int SIDE = 64;

    private final SplittableRandom random;
    private final long texture;
    private final double[] pixels = new double[3 * SIDE * SIDE];

    private TileGenerator(SplittableRandom random) {
        this.random = random;
        texture = random.nextLong();
    }

    /// @param part for other tiles of the same seed
    static Pictures tiles(int perClass, long seed, int part) {
        int count = perClass * CLASSES.size();
        var images = NDArray.zeros(DType.UINT8, Shape.of(count, SIDE, SIDE, 3));
        var random = new SplittableRandom(2 * seed + part);
        for (int i = 0; i < count; i++) {
            double[] tile = new TileGenerator(random.split()).draw(i / perClass);
            for (int at = 0; at < tile.length; at++) {
                images.segment().set(ValueLayout.JAVA_BYTE, (long) i * tile.length + at, (byte) Math.clamp(Math.round(tile[at]), 0, 255));
            }
        }
        return new Pictures(images, NDArray.of(IntStream.range(0, count).map(i -> i / perClass).toArray()));
    }

    private double[] draw(int label) {
        switch (label) {
            case 0 -> fields(between(18, 34), 6, 0x9c8a5c, 0x7d8f4e, 0xb9a77a);
            case 1 -> cover(0x2a4632, 14, 3);
            case 2 -> cover(0x6f7350, 26, 9);
            case 3 -> {
                fields(between(18, 34), 6, 0x8b8558, 0x66794a, 0x8f8868);
                curve(0x9a9a9c, 1.6);
            }
            case 4 -> {
                cover(0x7c7a74, 16, 5);
                roofs(between(10, 18), 0xd6d6d8, 0xa7adb5, 0xc3b7aa);
            }
            case 5 -> {
                cover(0x6d9a4c, 12, 16);
                fieldsBorders(between(22, 40), 0x4c7239);
            }
            case 6 -> fields(between(7, 12), 3, 0x8a7c58, 0x6a7446, 0xa08d66);
            case 7 -> {
                cover(0x737069, 14, 4);
                roofs(between(4, 6), 0xb5735c, 0xa98a7a, 0xc9bfb6);
            }
            case 8 -> {
                fields(between(18, 34), 6, 0x77804f, 0x5e7145, 0x8a865c);
                curve(0x35536a, between(3, 6));
            }
            case 9 -> cover(0x16304e, 5, 20);
            default -> throw new AssertionError(label);
        }
        light();
        return pixels;
    }

    /// One colour with spots of a size.
    private void cover(int rgb, double contrast, double size) {
        each((x, y) -> {
            double shade = contrast * (noise(x, y, size) + 0.5 * noise(x, y, 1.5));
            paint(x, y, rgb, shade);
        });
    }

    /// Rectangles with rows of plants, each of one colour.
    private void fields(int size, double contrast, int... colours) {
        int left = random.nextInt(size);
        int top = random.nextInt(size);
        each((x, y) -> {
            int column = (x + left) / size;
            int row = (y + top) / size;
            long field = mixed(31L * row + column);
            double stripes = contrast * Math.sin(((field & 1) == 0 ? x : y) * (1 + (field >> 8 & 3)));
            paint(x, y, colours[(int) Math.floorMod(field >> 16, (long) colours.length)], stripes + contrast * noise(x, y, 4) + (field >> 24 & 15) - 8);
        });
    }

    private void fieldsBorders(int size, int rgb) {
        int left = random.nextInt(size);
        int top = random.nextInt(size);
        each((x, y) -> {
            if ((x + left) % size == 0 || (y + top) % size == 0) {
                paint(x, y, rgb, 6 * noise(x, y, 2));
            }
        });
    }

    private void roofs(int size, int... colours) {
        each((x, y) -> {
            int gap = 1 + size / 6;
            long roof = mixed(77L * (y / (size + gap)) + x / (size + gap));
            if (x % (size + gap) < size && y % (size + gap) < size && (roof & 7) != 0) {
                paint(x, y, colours[(int) Math.floorMod(roof >> 16, (long) colours.length)], (roof >> 24 & 31) - 16 + 8 * noise(x, y, 2));
            }
        });
    }

    /// A band along a cubic curve from one side to the opposite one.
    private void curve(int rgb, double halfWidth) {
        double[] y = random.doubles(4, 4, SIDE - 4).toArray();
        boolean upright = random.nextBoolean();
        each((a, b) -> {
            double t = a / (SIDE - 1.0);
            double u = 1 - t;
            double middle = u * u * u * y[0] + 3 * u * u * t * y[1] + 3 * u * t * t * y[2] + t * t * t * y[3];
            if (Math.abs(b - middle) <= halfWidth) {
                paint(upright ? b : a, upright ? a : b, rgb, 5 * noise(a, b, 3));
            }
        });
    }

    /// Each day has another light, and some have thin clouds.
    private void light() {
        double gain = random.nextDouble(0.85, 1.15);
        double clouds = random.nextInt(8) == 0 ? random.nextDouble(0.2, 0.6) : 0;
        each((x, y) -> {
            double veil = clouds * Math.max(0, noise(x + 99, y, 24));
            for (int k = 0; k < 3; k++) {
                int at = 3 * (y * SIDE + x) + k;
                pixels[at] = (1 - veil) * gain * pixels[at] + veil * 235 + random.nextDouble(-3, 3);
            }
        });
    }

    private interface Place {
        void at(int x, int y);
    }

    private static void each(Place place) {
        for (int at = 0; at < SIDE * SIDE; at++) {
            place.at(at % SIDE, at / SIDE);
        }
    }

    private void paint(int x, int y, int rgb, double shade) {
        for (int k = 0; k < 3; k++) {
            pixels[3 * (y * SIDE + x) + k] = (rgb >> 16 - 8 * k & 255) + shade;
        }
    }

    /// Smooth values from −1 to 1 that change over `size` pixels.
    private double noise(double x, double y, double size) {
        long column = (long) Math.floor(x / size);
        long row = (long) Math.floor(y / size);
        double right = smooth(x / size - column);
        double down = smooth(y / size - row);
        return mix(mix(corner(row, column, size), corner(row, column + 1, size), right),
                mix(corner(row + 1, column, size), corner(row + 1, column + 1, size), right), down);
    }

    private double corner(long row, long column, double size) {
        return (mixed(row * 7919 + column * 104_729 + Double.hashCode(size)) >> 11) * 0x1p-52;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }

    /// SplitMix64's finisher: all bits depend on all bits.
    private long mixed(long value) {
        long z = (value + texture) * 0x9e37_79b9_7f4a_7c15L;
        z = (z ^ z >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }

    private int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }
}
