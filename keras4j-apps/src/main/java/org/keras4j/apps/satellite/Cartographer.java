package org.keras4j.apps.satellite;

import module java.base;
import java.awt.Color;
import java.awt.image.BufferedImage;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.data.Origin;
import org.keras4j.plots.ClassMap;
import org.keras4j.plots.ClassMap.Entry;
import org.keras4j.plots.ClassMap.Panel;
import org.keras4j.plots.Plot;

/// Draws maps, prints what is on them, and writes both to a folder.
///
/// @param origin of what the network learned from
record Cartographer(Interpreter interpreter, int stride, Origin origin, Output output, RunFolder folder) {
    /// EuroSAT's pictures have 10 metres a pixel; other sources have other sizes, so that areas are said with this in front.
    private static final double METRES = 10;
    private static final Map<String, Integer> COLOURS = Map.of("AnnualCrop", 0xe6c84f, "Forest", 0x1f6b2d, "HerbaceousVegetation", 0x9bb86a,
            "Highway", 0x6f6f6f, "Industrial", 0xa05fb5, "Pasture", 0xc3e08c, "PermanentCrop", 0xc98a3a, "Residential", 0xd9534f,
            "River", 0x5aa9e6, "SeaLake", 0x1d4e9e);

    Cartographer {
        if (interpreter.task() != Task.CLASSES) {
            throw new IllegalArgumentException("satellite map: expected a network of classes, got one of tags. Train one with --task classes, or name its folder with --run.");
        }
        if (stride > interpreter.side()) {
            throw new IllegalArgumentException("--stride: expected 1 to " + interpreter.side() + ", the side of the tiles that the network reads, got " + stride + ".");
        }
    }

    /// Draws the map of a picture, and writes it as `map-NAME` with the class of each square as CSV.
    LandCover draw(Path file, BufferedImage picture) {
        String name = stem(file);
        var cover = LandCover.of(picture, interpreter, stride);
        output.say(String.format(Locale.ROOT, "%s: %,d × %,d pixels, %,d squares of %d", file, picture.getWidth(), picture.getHeight(), cover.count(), stride));
        var order = IntStream.range(0, cover.classes().size()).boxed().sorted(Comparator.comparingDouble((Integer c) -> -cover.share(c))).toList();
        for (int c : order) {
            if (cover.share(c) > 0) {
                output.say(String.format(Locale.ROOT, "  %-22s %5.1f %%  %,8.2f km² at %.0f m a pixel", cover.classes().get(c), 100 * cover.share(c), area(cover, cover.share(c)), METRES));
            }
        }
        if (cover.classes().contains(LandCover.FOREST)) {
            output.say(String.format(Locale.ROOT, "Forest: %.1f %%", 100 * cover.share(LandCover.FOREST)));
        }
        folder.write("map-" + name + ".csv", Stream.of(cover.cells())
                .map(row -> IntStream.of(row).mapToObj(cover.classes()::get).collect(Collectors.joining(",")) + "\n").collect(Collectors.joining()));
        var legend = IntStream.range(0, cover.classes().size()).mapToObj(c -> new Entry(cover.classes().get(c), colour(cover.classes(), c), percent(cover.share(c)))).toList();
        write("map-" + name, ClassMap.of("How the land is used", List.of(new Panel(file.getFileName().toString(), picture)), "map", stride, cover.cells(), legend));
        return cover;
    }

    /// Draws what became of the forest, as `change-NAME`.
    ///
    /// @throws IllegalArgumentException if the pictures aren't of one size, or no class is forest
    ForestChange drawChange(Path file, BufferedImage before, BufferedImage after) {
        requireSameSize(before, after);
        return drawChange(file, before, after, LandCover.of(before, interpreter, stride));
    }

    private static void requireSameSize(BufferedImage before, BufferedImage after) {
        if (before.getWidth() != after.getWidth() || before.getHeight() != after.getHeight()) {
            throw new IllegalArgumentException("satellite map: expected two pictures of one place and size, got " + before.getWidth() + " × " + before.getHeight()
                    + " and " + after.getWidth() + " × " + after.getHeight() + ". Cut both to the same part of the place.");
        }
    }

    private ForestChange drawChange(Path file, BufferedImage before, BufferedImage after, LandCover was) {
        if (!interpreter.labels().contains(LandCover.FOREST)) {
            throw new IllegalArgumentException("satellite map: expected a class '" + LandCover.FOREST + "' in the network, got " + String.join(", ", interpreter.labels()) + ".");
        }
        var change = ForestChange.between(was, LandCover.of(after, interpreter, stride));
        for (var fate : ForestChange.Fate.values()) {
            output.say(String.format(Locale.ROOT, "  %-17s %5.1f %%  %,8.2f km² at %.0f m a pixel", fate.words(), 100 * change.share(fate), area(change.before(), change.share(fate)), METRES));
        }
        output.say(String.format(Locale.ROOT, "Forest lost: %.1f %% of the forest that there was", 100 * change.lostShare()));
        var legend = Stream.of(ForestChange.Fate.values()).map(fate -> new Entry(fate.words(), fate.rgb(), percent(change.share(fate)))).toList();
        write("change-" + stem(file), ClassMap.of(String.format(Locale.ROOT, "What became of the forest: %.1f %% of it is lost", 100 * change.lostShare()),
                List.of(new Panel("before", before), new Panel("after", after)), "change", stride, change.cells(), legend));
        return change;
    }

    /// Maps of a place that is known, and how right they are.
    void show(Scene.Pair scenes) {
        var before = draw(Path.of(Scene.BEFORE + ".png"), scenes.before().picture());
        output.say(String.format(Locale.ROOT, "Truly it is %.1f %% forest; %.1f %% of the squares are right (whose windows see up to four tiles).",
                100 * scenes.before().share(LandCover.FOREST), 100 * before.agreement(scenes.before())));
        output.say("The same place after some of the forest was cut down:");
        drawChange(Path.of(Scene.BEFORE + ".png"), scenes.before().picture(), scenes.after().picture(), before);
        double was = scenes.before().share(LandCover.FOREST);
        output.say(String.format(Locale.ROOT, "Truly %.1f %% of it is lost.", 100 * (was - scenes.after().share(LandCover.FOREST)) / was));
    }

    private void write(String name, Plot plot) {
        var files = folder.plot(name, plot, origin);
        output.say("  " + files.getFirst());
    }

    private double area(LandCover cover, double share) {
        return share * cover.pixels() * METRES * METRES / 1e6;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /// EuroSAT's colours by name; of other classes by position, far apart on the circle.
    private static int colour(List<String> classes, int c) {
        return COLOURS.getOrDefault(classes.get(c), Color.HSBtoRGB((float) (c * 0.618), 0.6f, 0.8f) & 0xffffff);
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceAll("\\.[^.]*$", "");
    }
}
