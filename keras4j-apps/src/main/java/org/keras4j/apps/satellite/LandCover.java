package org.keras4j.apps.satellite;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// How the land of a large picture is used, square by square. A window of the size of a tile slides over the picture; a square's class is
/// the most probable one by the mean of all windows that see its middle.
///
/// @param stride by how many pixels the window moves, which is the side of a square
/// @param width of the picture; the last squares of a row or column may be cut off
/// @param cells `[row][column]`: the class of each square
record LandCover(List<String> classes, int stride, int width, int height, int[][] cells) {
    static final String FOREST = "Forest";
    private static final int BATCH = 64;

    /// @param stride at most the side of a tile, so that a window sees the middle of every square
    /// @throws IllegalArgumentException if the picture is smaller than a tile
    static LandCover of(BufferedImage picture, Interpreter interpreter, int stride) {
        int side = interpreter.side();
        if (picture.getWidth() < side || picture.getHeight() < side) {
            throw new IllegalArgumentException("satellite map: expected a picture of at least " + side + " × " + side + " pixels, got "
                    + picture.getWidth() + " × " + picture.getHeight() + ". Use predict for single tiles.");
        }
        int[] tops = starts(picture.getHeight(), side, stride);
        int[] lefts = starts(picture.getWidth(), side, stride);
        int rows = Math.ceilDiv(picture.getHeight(), stride);
        int columns = Math.ceilDiv(picture.getWidth(), stride);
        var sums = new double[rows][columns][interpreter.labels().size()];
        int windows = tops.length * lefts.length;
        for (int from = 0; from < windows; from += BATCH) {
            int first = from;
            int count = Math.min(BATCH, windows - from);
            var images = windows(picture, side, count, i -> tops[(first + i) / lefts.length], i -> lefts[(first + i) % lefts.length]);
            double[][] probabilities = interpreter.predict(images);
            for (int i = 0; i < count; i++) {
                add(sums, probabilities[i], tops[(first + i) / lefts.length], lefts[(first + i) % lefts.length], side, stride,
                        picture.getHeight(), picture.getWidth());
            }
        }
        var cells = Stream.of(sums).map(row -> Stream.of(row).mapToInt(square -> new Probabilities(square).best()).toArray()).toArray(int[][]::new);
        return new LandCover(interpreter.labels(), stride, picture.getWidth(), picture.getHeight(), cells);
    }

    /// Where windows start along an axis: each `stride` pixels, and once more so that the last one ends with the picture.
    static int[] starts(int length, int side, int stride) {
        return IntStream.concat(IntStream.iterate(0, at -> at < length - side, at -> at + stride), IntStream.of(length - side)).toArray();
    }

    private static NDArray windows(BufferedImage picture, int side, int count, IntUnaryOperator top, IntUnaryOperator left) {
        var bytes = ByteBuffer.allocate(count * side * side * 3);
        for (int i = 0; i < count; i++) {
            for (int rgb : picture.getRGB(left.applyAsInt(i), top.applyAsInt(i), side, side, null, 0, side)) {
                bytes.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
            }
        }
        return NDArray.of(bytes.flip(), DType.UINT8, Shape.of(count, side, side, 3));
    }

    private static void add(double[][][] sums, double[] probabilities, int top, int left, int side, int stride, int height, int width) {
        for (int row = 0; row < sums.length; row++) {
            int y = middle(row, stride, height);
            if (y < top || y >= top + side) {
                continue;
            }
            for (int column = 0; column < sums[row].length; column++) {
                int x = middle(column, stride, width);
                if (x >= left && x < left + side) {
                    for (int k = 0; k < probabilities.length; k++) {
                        sums[row][column][k] += probabilities[k];
                    }
                }
            }
        }
    }

    /// Of a square along an axis; that of one that is cut off lies in the picture too.
    private static int middle(int square, int stride, int length) {
        return Math.min(square * stride + stride / 2, length - 1);
    }

    int count() {
        return cells.length * cells[0].length;
    }

    /// {@return the share of a class in the picture}
    double share(int label) {
        return pixels(cells, label) / (double) pixels();
    }

    long pixels() {
        return (long) width * height;
    }

    /// {@return how many pixels the squares with this value hold}
    ///
    /// @param values of each square, such as [#cells]
    long pixels(int[][] values, int value) {
        long pixels = 0;
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                if (values[row][column] == value) {
                    pixels += (long) Math.min(stride, height - row * stride) * Math.min(stride, width - column * stride);
                }
            }
        }
        return pixels;
    }

    double share(String label) {
        return share(classes.indexOf(label));
    }

    /// {@return the share of squares that are as the scene says; a square belongs to the tile in which its middle lies}
    double agreement(Scene scene) {
        double tile = scene.picture().getHeight() / (double) scene.classes().size();
        long right = 0;
        for (int row = 0; row < cells.length; row++) {
            for (int column = 0; column < cells[row].length; column++) {
                String truth = scene.classes().get((int) (middle(row, stride, height) / tile)).get((int) (middle(column, stride, width) / tile));
                right += classes.get(cells[row][column]).equals(truth) ? 1 : 0;
            }
        }
        return right / (double) count();
    }
}
