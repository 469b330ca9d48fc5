package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.engine.tensor.FormatException;

class PictureDecoderTest {
    @TempDir
    Path folder;

    /// Java takes the memory for the pixels before it looks for them.
    @Test
    void noMemoryIsTakenOnAFilesWord() throws IOException {
        byte[] png = bytes(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png");

        refused(said(png, 60_000, 60_000), "expected a picture of at most 178,956,970 pixels, got 60,000 × 60,000. Make it smaller.");
        refused(said(png, 12_000, 12_000), "expected a picture that fits into a file of " + png.length + " bytes, got 12,000 × 12,000 pixels. Don't trust it.");
    }

    /// The parts of a TIFF are tiles, or strips, which go to its end where their number of rows is the largest there is.
    @Test
    void noMemoryIsTakenForPartsOfNoPicture() throws IOException {
        byte[] strip = tiff(Map.of(273, 200, 278, -1, 279, 4));
        assertThat(PictureDecoder.decode(new ByteArrayInputStream(strip), strip.length).getRaster().getSample(1, 1, 0)).isEqualTo(40);

        refused(tiff(Map.of(322, 60_000, 323, 60_000, 324, 200, 325, 4)), "expected a picture of at most 178,956,970 pixels, got tiles of 60,000 × 60,000. Make it smaller.");
        refused(tiff(Map.of(322, 16, 323, 2_000_000, 324, 200, 325, 4)),
                "expected a picture that fits into a file of 204 bytes, got tiles of 16 × 2,000,000 pixels. Don't trust it.");
    }

    /// What is missing of a JPEG, Java fills up with grey and goes on.
    @Test
    void aPictureThatIsCutOffIsRefused() throws IOException {
        var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 64 * 64).forEach(i -> picture.setRGB(i % 64, i / 64, i * 7919));
        for (String format : List.of("jpg", "png", "gif", "bmp")) {
            byte[] whole = bytes(picture, format);
            assertThat(PictureDecoder.decode(new ByteArrayInputStream(whole), whole.length).getWidth()).isEqualTo(64);
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            assertThatThrownBy(() -> PictureDecoder.decode(new ByteArrayInputStream(half), half.length)).as(format).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void whatIsNoPictureIsSaidToBeNone() {
        refused("no picture".getBytes(StandardCharsets.US_ASCII), "is no picture that Java reads. Use PNG, JPEG, GIF, BMP or TIFF.");
        refused(new byte[0], "is no picture that Java reads. Use PNG, JPEG, GIF, BMP or TIFF.");
    }

    /// A PNG's grey of 128 is 128 in all its forms, as Pillow and libpng (which takes the upper of two bytes) have it. Java's colours would make 188 of it.
    @Test
    void greyIsNotBent() throws IOException {
        var shortGrey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        shortGrey.getRaster().setSample(0, 0, 0, 128 << 8 | 200);
        var byteGrey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        byteGrey.getRaster().setSample(0, 0, 0, 128);
        var model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        var withAlpha = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
        withAlpha.getRaster().setPixel(0, 0, new int[] {128, 77});
        for (var picture : List.of(shortGrey, byteGrey, withAlpha)) {
            Path file = folder.resolve("grey.png");
            Files.write(file, bytes(picture, "png"));
            assertThat(ImageFiles.load(file, ImageFiles.Color.RGB).toFloatArray()).containsExactly(128, 128, 128);
            assertThat(ImageFiles.load(file, ImageFiles.Color.GRAYSCALE).toFloatArray()).containsExactly(128);
            assertThat(ImageFiles.load(file, ImageFiles.Color.RGBA).toFloatArray()).containsExactly(128, 128, 128, picture == withAlpha ? 77 : 255);
        }
    }

    /// Pillow, too, leaves it to others what a profile says of the colours.
    @Test
    void aProfileChangesNoNumbers() throws IOException {
        var picture = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
        IntStream.range(0, 256).forEach(i -> picture.getRaster().setPixel(i % 16, i / 16, new int[] {i, 255 - i, 128}));
        byte[] plain = bytes(picture, "jpg");
        byte[] profiled = withProfile(plain, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());
        BufferedImage decoded = PictureDecoder.decode(new ByteArrayInputStream(profiled), profiled.length);

        assertThat(decoded.getColorModel().getColorSpace().isCS_sRGB()).as("the profile went unread").isFalse();
        assertThat(ImageFiles.of(decoded, ImageFiles.Color.RGB))
                .isEqualTo(ImageFiles.of(PictureDecoder.decode(new ByteArrayInputStream(plain), plain.length), ImageFiles.Color.RGB));
    }

    /// The same JPEG with a segment more (ICC.1, annex B.4), behind the one that says that it is a JPEG.
    private static byte[] withProfile(byte[] jpeg, byte[] profile) {
        byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
        int first = 4 + ByteBuffer.wrap(jpeg).getShort(4);
        return ByteBuffer.allocate(jpeg.length + name.length + profile.length + 6).put(jpeg, 0, first)
                .putShort((short) 0xffe2).putShort((short) (name.length + profile.length + 4)).put(name).put((byte) 1).put((byte) 1).put(profile)
                .put(jpeg, first, jpeg.length - first).array();
    }

    @Test
    void partsOfPicturesAndTheirOrderOfColoursAreMinded() {
        for (int type : List.of(BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_BYTE_GRAY)) {
            var picture = new BufferedImage(3, 3, type);
            boolean isGrey = type == BufferedImage.TYPE_BYTE_GRAY;
            for (int i = 0; i < 9; i++) {
                picture.getRaster().setPixel(i % 3, i / 3, isGrey ? new int[] {10 * i} : new int[] {i, 10 + i, 20 + i, 30 + i});
            }
            boolean hasAlpha = picture.getColorModel().hasAlpha();

            assertThat(ImageFiles.of(picture.getSubimage(1, 1, 2, 1), ImageFiles.Color.RGBA).toFloatArray()).as("type %d", type).containsExactly(
                    isGrey ? new float[] {40, 40, 40, 255, 50, 50, 50, 255} : new float[] {4, 14, 24, hasAlpha ? 34 : 255, 5, 15, 25, hasAlpha ? 35 : 255});
        }
    }

    private static void refused(byte[] file, String message) {
        assertThatThrownBy(() -> PictureDecoder.decode(new ByteArrayInputStream(file), file.length)).isInstanceOf(FormatException.class).hasMessage(message);
    }

    /// The same file with another size in its header, whose checksum is right.
    private static byte[] said(byte[] png, int width, int height) {
        var changed = ByteBuffer.wrap(png.clone());
        changed.putInt(16, width).putInt(20, height);
        var checksum = new CRC32();
        checksum.update(changed.array(), 12, 17);
        return changed.putInt(29, (int) checksum.getValue()).array();
    }

    /// Two grey pixels by two, 10 to 40, which begin at byte 200.
    ///
    /// @param parts numbers by their tags: 273 and 324 say where the data are, 278 how many rows a strip has, 322 and 323 how large a tile is
    private static byte[] tiff(Map<Integer, Integer> parts) {
        var tags = new TreeMap<>(Map.of(256, 2, 257, 2, 258, 8, 259, 1, 262, 1, 277, 1));
        tags.putAll(parts);
        var file = ByteBuffer.allocate(204).order(ByteOrder.LITTLE_ENDIAN).put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8).putShort((short) tags.size());
        tags.forEach((tag, value) -> file.putShort((short) (int) tag).putShort((short) (tag < 278 && tag != 273 ? 3 : 4)).putInt(1).putInt(value));
        return file.put(200, new byte[] {10, 20, 30, 40}).array();
    }

    private static byte[] bytes(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }
}
