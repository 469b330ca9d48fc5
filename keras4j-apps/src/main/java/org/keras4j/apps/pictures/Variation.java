package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.data.Dataset;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;

/// What is done to pictures that train, and to no others: half are mirrored, and each is moved by up to 4 pixels along both axes, with the
/// mean colour where nothing was (He et al. 2015, section 4.2).
public final class Variation {
    private static final int MOST = 4;

    private Variation() {}

    /// Batches in a new order each epoch, varied and scaled on a thread of their own.
    public static Dataset batches(Pictures pictures, PixelScale scale, int batch, long seed) {
        float[][] table = scale.table();
        return Dataset.of(pictures.images(), pictures.labels()).shuffle(seed).batch(batch)
                .map(element -> new Element(List.of(varied(element.input(), table, seed)), element.y(), List.of()))
                .prefetch(2);
    }

    /// The draws follow from the seed and the pictures of the batch, which is another in each epoch: so they are a function of seed and
    /// epoch, as the order is.
    static NDArray varied(NDArray images, float[][] table, long seed) {
        var pixels = images.toByteArray();
        var random = new SplittableRandom(seed << 32 ^ Arrays.hashCode(pixels));
        int count = Math.toIntExact(images.size(0));
        int size = Pictures.SIDE * Pictures.SIDE * Pictures.COLORS;
        var varied = new float[pixels.length];
        for (int i = 0; i < count; i++) {
            int down = random.nextInt(-MOST, MOST + 1);
            int right = random.nextInt(-MOST, MOST + 1);
            boolean mirrored = random.nextBoolean();
            for (int row = Math.max(0, down); row < Math.min(Pictures.SIDE, Pictures.SIDE + down); row++) {
                for (int column = Math.max(0, right); column < Math.min(Pictures.SIDE, Pictures.SIDE + right); column++) {
                    int from = column - right;
                    int source = i * size + ((row - down) * Pictures.SIDE + (mirrored ? Pictures.SIDE - 1 - from : from)) * Pictures.COLORS;
                    int target = i * size + (row * Pictures.SIDE + column) * Pictures.COLORS;
                    for (int k = 0; k < Pictures.COLORS; k++) {
                        varied[target + k] = table[k][pixels[source + k] & 255];
                    }
                }
            }
        }
        return NDArray.of(PixelScale.batch(count), varied);
    }

    /// {@return the pictures seen in a mirror}
    ///
    /// @param images `[n, 32, 32, 3]`, scaled
    public static NDArray mirrored(NDArray images) {
        var columns = NDArray.arange(Pictures.SIDE).map(i -> Pictures.SIDE - 1 - i);
        return images.transpose(2, 0, 1, 3).take(columns).transpose(1, 2, 0, 3);
    }
}
