package org.keras4j.data;

import module java.base;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.keras4j.engine.tensor.FormatException;

/// Decodes pictures that nobody vouches for, by Java's own readers: PNG, JPEG, GIF, BMP, TIFF. Of an animation comes the first picture.
///
/// A file of some fifty bytes may say that it holds a picture of gigabytes, and Java takes the memory before it looks for the pixels; so what a file
/// says of its size is compared first with what there is of it, and with what anybody needs.
public final class PictureDecoder {
    /// From here on Pillow, by which Keras reads, takes a picture for an attack.
    private static final long MOST_PIXELS = 178_956_970;
    private static final long HARMLESS_PIXELS = 1 << 24;
    /// An empty sheet in black and white, which PNG packs best, has eight thousand.
    private static final long MOST_PIXELS_PER_BYTE = 10_000;

    private PictureDecoder() {}

    /// @param in a file, of which nothing is kept on the disk: there may be no place for temporary files; not closed here
    /// @param bytes how long it is
    /// @throws FormatException when it holds no picture, a broken one or one that is too large
    /// @throws IOException when it can't be read
    public static BufferedImage decode(InputStream in, long bytes) throws IOException {
        try (var stream = new MemoryCacheImageInputStream(in)) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new FormatException("is no picture that Java reads. Use PNG, JPEG, GIF, BMP or TIFF.");
            }
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return decode(reader, bytes);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage decode(ImageReader reader, long bytes) throws IOException {
        var warnings = new ArrayList<String>();
        reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
        BufferedImage picture;
        try {
            requireSize("", reader.getWidth(0), reader.getHeight(0), bytes);
            requireSize("tiles of ", reader.getTileWidth(0), reader.getTileHeight(0), bytes);
            picture = reader.read(0, asItStands(reader));
        } catch (FormatException e) {
            throw e;
        } catch (IIOException | EOFException | RuntimeException e) {
            // Java's readers also fail with whatever a broken file made them do.
            throw new FormatException("cannot be read as a picture: " + reason(e), e);
        }
        // What is missing of a JPEG is grey then.
        var cutOff = warnings.stream().filter(warning -> warning.matches("(?is).*(truncated|premature end|missing eoi).*")).findFirst();
        if (cutOff.isPresent()) {
            throw new FormatException("is cut off (" + cutOff.get() + "). Copy or fetch it again.");
        }
        return picture;
    }

    /// Without a change of colours: as Pillow, Keras takes the numbers as they are, whatever profile says how they are meant.
    private static ImageReadParam asItStands(ImageReader reader) throws IOException {
        ImageReadParam how = reader.getDefaultReadParam();
        for (var types = reader.getImageTypes(0); types.hasNext();) {
            ImageTypeSpecifier type = types.next();
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
                how.setDestination(type.createBufferedImage(reader.getWidth(0), reader.getHeight(0)));
            }
        }
        return how;
    }

    /// @param tiles empty for the whole picture: a TIFF says how large its parts are, too, each of which Java makes room for
    private static void requireSize(String tiles, long width, long height, long bytes) {
        long pixels = width * height;
        if (pixels > MOST_PIXELS) {
            throw new FormatException(String.format(Locale.ROOT, "expected a picture of at most %,d pixels, got %s%,d × %,d. Make it smaller.", MOST_PIXELS, tiles, width, height));
        }
        if (pixels > Math.max(HARMLESS_PIXELS, MOST_PIXELS_PER_BYTE * bytes)) {
            throw new FormatException(String.format(Locale.ROOT, "expected a picture that fits into a file of %,d bytes, got %s%,d × %,d pixels. Don't trust it.", bytes, tiles, width, height));
        }
    }

    private static String reason(Exception e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "it is broken or cut off.");
        return message.equals("Unsupported Image Type") ? "its colours are of a kind that Java doesn't read, as CMYK is. Save it in RGB." : message;
    }
}
