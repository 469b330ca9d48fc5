package org.keras4j.plots;

import module java.base;
import java.awt.image.BufferedImage;

/// Whether Java2D can draw text here: a minimal machine has no font files or no fontconfig, and then even measuring fails.
final class Fonts {
    private static final boolean USABLE = tryOut();

    private Fonts() {}

    static boolean usable() {
        return USABLE;
    }

    // Error and Exception alike: the JDK throws java.lang.Error("Probable fatal error: No physical fonts found.").
    private static boolean tryOut() {
        try {
            var g = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
            g.setFont(new java.awt.Font(java.awt.Font.SANS_SERIF, java.awt.Font.PLAIN, 12));
            g.drawString("a", 0, 8);
            g.dispose();
            return true;
        } catch (Exception | Error e) {
            System.getLogger("org.keras4j.plots").log(System.Logger.Level.WARNING,
                    "No usable font (" + e + "): plots are written as SVG only. Install fontconfig and a font, such as fonts-dejavu-core.");
            return false;
        }
    }
}
