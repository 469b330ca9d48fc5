package org.keras4j.data;

import module java.base;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;

/// The rows of a picture as the numbers that stand in its file, which Pillow gives, too: Java would bend some of them for the screen, and takes its time.
sealed interface PictureRows {
    /// @param argb is given a row: alpha, red, green and blue of each pixel, 0 to 255, as in [BufferedImage#TYPE_INT_ARGB]
    void read(int row, int[] argb);

    static PictureRows of(BufferedImage image) {
        if (image.getColorModel() instanceof ComponentColorModel model && !model.isAlphaPremultiplied()) {
            int space = model.getColorSpace().getType();
            boolean isGrey = space == ColorSpace.TYPE_GRAY;
            if ((isGrey || space == ColorSpace.TYPE_RGB) && image.getSampleModel() instanceof ComponentSampleModel layout
                    && image.getRaster().getDataBuffer() instanceof DataBufferByte bytes && bytes.getNumBanks() == 1) {
                int outside = -image.getRaster().getSampleModelTranslateY() * layout.getScanlineStride()      // of a part of a picture
                        - image.getRaster().getSampleModelTranslateX() * layout.getPixelStride();
                return new Bytes(bytes.getData(), bytes.getOffset() + outside, layout.getScanlineStride(), layout.getPixelStride(), layout.getBandOffsets(),
                        isGrey, model.hasAlpha());
            }
            if (isGrey && model.getComponentSize(0) == Short.SIZE) {
                return new ShortGrey(image);
            }
        }
        return new Others(image);
    }

    /// Of a byte a number: grey or red, green and blue, and perhaps alpha.
    record Bytes(byte[] bytes, int start, int rowStride, int pixelStride, int[] bands, boolean isGrey, boolean hasAlpha) implements PictureRows {
        @Override
        public void read(int row, int[] argb) {
            int red = start + row * rowStride + bands[0];
            int green = start + row * rowStride + bands[isGrey ? 0 : 1];
            int blue = start + row * rowStride + bands[isGrey ? 0 : 2];
            int alpha = start + row * rowStride + bands[bands.length - 1];
            int opaque = hasAlpha ? 0 : 255;
            for (int i = 0, at = 0; i < argb.length; i++, at += pixelStride) {
                argb[i] = (bytes[alpha + at] & 255 | opaque) << 24 | (bytes[red + at] & 255) << 16 | (bytes[green + at] & 255) << 8 | bytes[blue + at] & 255;
            }
        }
    }

    /// Of two bytes, whose upper one is taken, as libpng does it.
    record ShortGrey(BufferedImage image) implements PictureRows {
        @Override
        public void read(int row, int[] argb) {
            image.getRGB(0, row, argb.length, 1, argb, 0, argb.length);
            for (int i = 0; i < argb.length; i++) {
                argb[i] = argb[i] & 0xff00_0000 | (image.getRaster().getSample(i, row, 0) >> Byte.SIZE) * 0x1_0101;
            }
        }
    }

    /// As Java has them: tables of colours, numbers of other sizes.
    record Others(BufferedImage image) implements PictureRows {
        @Override
        public void read(int row, int[] argb) {
            image.getRGB(0, row, argb.length, 1, argb, 0, argb.length);
        }
    }
}
