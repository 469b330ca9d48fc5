package org.keras4j.data;

import module java.base;

/// Images in one folder for each class. Follows `keras.utils.image_dataset_from_directory`, also in which images a part has.
///
/// ```java
/// var flowers = ImageFolder.of(folder).imageSize(180, 180);
/// Dataset train = flowers.part(0.2, Subset.TRAINING, 123).dataset().prefetch(2);
/// Dataset validation = flowers.part(0.2, Subset.VALIDATION, 123).dataset();
/// ```
public final class ImageFolder extends ClassFolder<ImageFolder> {
    private final int height;
    private final int width;
    private final ImageFiles.Color color;

    private ImageFolder(Options options, int height, int width, ImageFiles.Color color) {
        super(options);
        this.height = height;
        this.width = width;
        this.color = color;
    }

    /// With Keras' defaults: 256 × 256, RGB.
    public static ImageFolder of(Path folder) {
        return new ImageFolder(Options.of(folder, ".bmp", ".gif", ".jpeg", ".jpg", ".png"), 256, 256, ImageFiles.Color.RGB);
    }

    @Override
    ImageFolder with(Options options) {
        return new ImageFolder(options, height, width, color);
    }

    /// To which size each image is brought, in pixels: 256 × 256 unless said.
    public ImageFolder imageSize(int height, int width) { return new ImageFolder(options(), height, width, color); }

    /// Which channels an image gets, `color_mode` in Keras: red, green and blue unless said.
    public ImageFolder color(ImageFiles.Color color)    { return new ImageFolder(options(), height, width, color); }

    /// Batches: float32 `[batch, height, width, channels]` from 0 to 255, and labels.
    public Dataset dataset() {
        return each(file -> ImageFiles.load(file, color, height, width), READERS).batch(options().batch());
    }
}
