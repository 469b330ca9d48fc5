package org.keras4j.data;

import module java.base;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Pictures as arrays `[rows, columns, channels]` and back.
public final class ImageFiles {
    /// How many channels, and what they are.
    public enum Color {
        GRAYSCALE(1), RGB(3), RGBA(4);

        private final int channels;

        Color(int channels) {
            this.channels = channels;
        }

        private void put(int[] argb, float[] pixels) {
            int at = 0;
            for (int pixel : argb) {
                int red = pixel >> 16 & 255;
                int green = pixel >> 8 & 255;
                int blue = pixel & 255;
                if (this == GRAYSCALE) {
                    pixels[at] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
                } else {
                    pixels[at] = red;
                    pixels[at + 1] = green;
                    pixels[at + 2] = blue;
                    if (this == RGBA) {
                        pixels[at + 3] = pixel >>> 24;
                    }
                }
                at += channels;
            }
        }
    }

    private ImageFiles() {}

    /// A file (PNG, JPEG, GIF, BMP, TIFF) as float32 from 0 to 255. Follows `keras.utils.load_img` and `img_to_array`.
    ///
    /// @throws FormatException naming the file, when it holds no picture, see [PictureDecoder]
    /// @throws UncheckedIOException naming the file, when it can't be read
    public static NDArray load(Path file, Color color) {
        return read(file, picture -> of(picture, color));
    }

    /// The same, [#resized], without the array of the whole picture.
    static NDArray load(Path file, Color color, int height, int width) {
        return read(file, picture -> NDArray.of(Shape.of(height, width, color.channels),
                Bilinear.resized(rows(picture, color), picture.getHeight(), picture.getWidth(), color.channels, height, width)));
    }

    private static NDArray read(Path file, Function<BufferedImage, NDArray> array) {
        try (var in = Files.newInputStream(file)) {
            return array.apply(PictureDecoder.decode(in, Files.size(file)));
        } catch (FormatException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be read: " + e.getMessage() + ".", e);
        }
    }

    /// Grey is 0.299 red + 0.587 green + 0.114 blue, whole (ITU-R 601-2), as Pillow makes it.
    public static NDArray of(BufferedImage image, Color color) {
        int height = image.getHeight();
        int length = image.getWidth() * color.channels;
        var pixels = new float[Math.multiplyExact(height, length)];
        var rows = rows(image, color);
        var numbers = new float[length];
        for (int row = 0; row < height; row++) {
            rows.read(row, numbers);
            System.arraycopy(numbers, 0, pixels, row * length, length);
        }
        return NDArray.of(Shape.of(height, image.getWidth(), color.channels), pixels);
    }

    private static Bilinear.Rows rows(BufferedImage image, Color color) {
        var rows = PictureRows.of(image);
        var argb = new int[image.getWidth()];
        return (row, numbers) -> {
            rows.read(row, argb);
            color.put(argb, numbers);
        };
    }

    /// The picture of numbers from 0 to 255, rounded and held there. Follows `keras.utils.array_to_img` without its stretching.
    ///
    /// @param array `[rows, columns]` or `[rows, columns, channels]` with 1, 3 or 4 channels
    public static BufferedImage toImage(NDArray array) {
        NDArray x = array.rank() == 2 ? array.expandDims(2) : array;
        if (x.rank() != 3 || x.size(2) != 1 && x.size(2) != 3 && x.size(2) != 4) {
            throw new IllegalArgumentException("toImage: expected [rows, columns] with 1, 3 or 4 channels, got " + array.shape() + ".");
        }
        int height = Math.toIntExact(x.size(0));
        int width = Math.toIntExact(x.size(1));
        int channels = (int) x.size(2);
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
        var image = new BufferedImage(width, height, type);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                for (int k = 0; k < channels; k++) {
                    image.getRaster().setSample(column, row, k, (int) Math.clamp(Math.rint(x.at(((long) row * width + column) * channels + k)), 0, 255));
                }
            }
        }
        return image;
    }

    /// Writes `[rows, columns]` or `[rows, columns, channels]`, as [#toImage] has it, in place of what stands there, in one step.
    ///
    /// @throws UncheckedIOException naming the file, when it can't be written
    public static void savePng(NDArray array, Path file) {
        byte[] picture = png(toImage(array));
        AtomicFile.write(file, out -> out.write(picture));
    }

    /// {@return the bytes of a PNG file}
    public static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        // Not to a plain stream: Java would first write into a file for temporary things, for which there may be no room.
        try (var memory = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", memory);
        } catch (IOException e) {
            throw new AssertionError("a stream in memory never fails", e);
        }
        return bytes.toByteArray();
    }

    /// Lines between the pixels' middles, as `tf.image.resize` does it; float32.
    ///
    /// @param image `[rows, columns, channels]`
    public static NDArray resized(NDArray image, int height, int width) {
        float[] pixels = image.cast(DType.FLOAT32).toFloatArray();
        int columns = Math.toIntExact(image.size(1));
        int channels = Math.toIntExact(image.size(2));
        float[] made = Bilinear.resized((row, numbers) -> System.arraycopy(pixels, row * numbers.length, numbers, 0, numbers.length),
                Math.toIntExact(image.size(0)), columns, channels, height, width);
        return NDArray.of(Shape.of(height, width, channels), made);
    }

    /// Each pixel the mean of those whole ones that it covers, so that nothing is skipped where pictures shrink; float32.
    ///
    /// @param image `[rows, columns, channels]`
    public static NDArray averaged(NDArray image, int height, int width) {
        float[] old = image.cast(DType.FLOAT32).toFloatArray();
        int rows = Math.toIntExact(image.size(0));
        int columns = Math.toIntExact(image.size(1));
        int channels = Math.toIntExact(image.size(2));
        var made = new float[height * width * channels];
        for (int y = 0; y < height; y++) {
            int top = y * rows / height;
            int bottom = Math.max(top + 1, (y + 1) * rows / height);
            for (int x = 0; x < width; x++) {
                int left = x * columns / width;
                int right = Math.max(left + 1, (x + 1) * columns / width);
                for (int k = 0; k < channels; k++) {
                    float sum = 0;
                    for (int row = top; row < bottom; row++) {
                        for (int column = left; column < right; column++) {
                            sum += old[(row * columns + column) * channels + k];
                        }
                    }
                    made[(y * width + x) * channels + k] = sum / ((bottom - top) * (right - left));
                }
            }
        }
        return NDArray.of(Shape.of(height, width, channels), made);
    }
}
