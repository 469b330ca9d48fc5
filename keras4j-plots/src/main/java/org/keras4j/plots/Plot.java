package org.keras4j.plots;

import module java.base;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.AtomicFile;

/// A finished picture that can be written. Immutable: it is painted when it is made, and doesn't follow what becomes of its data.
public final class Plot {

    /// Paints a plot of a known size below its title.
    interface Painting {
        void paint(Canvas canvas);
    }

    enum Origin { REAL, SYNTHETIC }

    /// Where the space below the title starts, in points.
    static final int TOP = 44;
    static final int MARGIN = 20;

    private final String title;
    private final Origin origin;
    private final int width;
    private final int height;
    private final Drawing drawing;

    private Plot(String title, Origin origin, int width, int height, Drawing drawing) {
        this.title = title;
        this.origin = origin;
        this.width = width;
        this.height = height;
        this.drawing = drawing;
    }

    static Plot of(String title, int width, int height, Painting painting) {
        int widthOfTitle = (int) Math.ceil(Canvas.Font.TITLE.width(title)) + 2 * MARGIN;
        var drawing = new Drawing();
        painting.paint(drawing);
        return new Plot(title, Origin.REAL, Math.max(width, widthOfTitle), height, drawing);
    }

    /// This plot marked as made of generated data: in its title and in its files' names.
    public Plot synthetic() {
        return new Plot(title, Origin.SYNTHETIC, width, height, drawing);
    }

    /// What stands above it; of generated data it says so.
    public String title() {
        return switch (origin) {
            case REAL -> title;
            case SYNTHETIC -> "SYNTHETIC DATA: " + title;
        };
    }

    /// Writes `name.png` and `name.svg` (`name-synthetic.…` for generated data), each whole or not at all, over what stands there. On a
    /// machine whose Java can't use any font it is the SVG alone, said once as a warning of the log.
    ///
    /// @return the files written
    /// @throws UncheckedIOException with the file's path
    public List<Path> save(Path folder, String name) {
        var files = files(folder, name);
        files.reversed().forEach(this::write);
        return files;
    }

    /// {@return the files that [#save] writes, without writing them}
    public List<Path> files(Path folder, String name) {
        String stem = switch (origin) {
            case REAL -> name;
            case SYNTHETIC -> name + "-synthetic";
        };
        var svg = folder.resolve(stem + ".svg");
        return Fonts.usable() ? List.of(folder.resolve(stem + ".png"), svg) : List.of(svg);
    }

    /// Writes one file, in the format that its name ends in: `.svg` or `.png`.
    ///
    /// @throws IllegalArgumentException for another ending
    /// @throws IllegalStateException    for `.png` where Java can't use any font
    public void write(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".svg")) {
            write(file, svg().getBytes(StandardCharsets.UTF_8));
        } else if (!name.endsWith(".png")) {
            throw new IllegalArgumentException(file + ": expected a name that ends in .svg or .png.");
        } else if (Fonts.usable()) {
            write(file, png());
        } else {
            throw new IllegalStateException(file + ": no font to write with. Install one, such as fonts-dejavu-core, or write .svg.");
        }
    }

    String svg() {
        var canvas = new SvgCanvas(width, height, title());
        paint(canvas);
        return canvas.document();
    }

    private byte[] png() {
        var canvas = new PngCanvas(width, height);
        paint(canvas);
        return ImageFiles.png(canvas.picture());
    }

    private void paint(Canvas canvas) {
        canvas.rectangle(0, 0, width, height, Ink.PAPER);
        // The word must be read even where it makes the title longer than the picture is wide.
        var font = Canvas.Font.TITLE;
        double room = width - 2.0 * MARGIN;
        canvas.text(title(), MARGIN, 28, font.size(font.size() * Math.min(1, room / font.width(title()))));
        drawing.paintOn(canvas);
    }

    private static void write(Path file, byte[] content) {
        AtomicFile.write(file, out -> out.write(content));
    }
}
