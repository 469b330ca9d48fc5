package org.keras4j.plots;

import module java.base;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;

/// What Java2D can draw text with here: a minimal machine has no font files or no fontconfig, and then even measuring fails; many have no
/// font with Chinese characters.
final class Fonts {
    /// What an SVG's reader may have; the last ones know Chinese.
    static final String FAMILIES = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', "
            + "'WenQuanYi Micro Hei', sans-serif";

    private static final System.Logger LOG = System.getLogger("org.keras4j.plots");
    private static final boolean USABLE = tryOut();
    /// Packages that would help: each is named once.
    private static final Set<String> MISSING = ConcurrentHashMap.newKeySet();
    /// By a character that the font was looked for; the usual font where there is none.
    private static final Map<Integer, java.awt.Font> FOUND = new ConcurrentHashMap<>();
    /// Among fonts that have a Chinese character, those drawn for mainland forms look right for simplified text.
    private static final Pattern PREFERRED = Pattern.compile("(?i)(cjk sc|sans sc|pingfang sc|yahei|hei).*");

    private Fonts() {}

    /// The usual font of plots, or, if it lacks a character of the text, an installed one that has it.
    static java.awt.Font forText(String text, int style, double size) {
        var usual = new java.awt.Font(java.awt.Font.SANS_SERIF, style, 1);
        int lacking = usual.canDisplayUpTo(text);
        var font = lacking < 0 ? usual : FOUND.computeIfAbsent(text.codePointAt(lacking), _ -> installed(text, lacking, usual)).deriveFont(style);
        return font.deriveFont((float) size);
    }

    private static java.awt.Font installed(String text, int lacking, java.awt.Font usual) {
        int character = text.codePointAt(lacking);
        var having = Stream.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts()).filter(font -> font.canDisplay(character)).toList();
        if (having.isEmpty() && MISSING.add(packageWith(character))) {
            LOG.log(System.Logger.Level.WARNING, missing(character));
        }
        return having.stream().filter(font -> font.canDisplayUpTo(text) < 0)
                .min(Comparator.comparing((java.awt.Font font) -> !PREFERRED.matcher(font.getFontName(Locale.ROOT)).find())
                        .thenComparing(font -> font.getFontName(Locale.ROOT)))
                .or(() -> having.stream().findFirst()).orElse(usual);
    }

    static String missing(int character) {
        return "No installed font has '" + Character.toString(character) + "': PNG plots show an empty box in its place (SVG plots don't). Install "
                + packageWith(character) + ".";
    }

    private static String packageWith(int character) {
        boolean eastAsian = switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            // 。and ！ belong to no script, yet only East Asian fonts have them.
            default -> Character.UnicodeBlock.of(character) == Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
                    || Character.UnicodeBlock.of(character) == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS;
        };
        return eastAsian ? "fonts-noto-cjk" : "fonts-noto";
    }

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
            LOG.log(System.Logger.Level.WARNING,
                    "No usable font (" + e + "): plots are written as SVG only. Install fontconfig and a font, such as fonts-dejavu-core.");
            return false;
        }
    }
}
