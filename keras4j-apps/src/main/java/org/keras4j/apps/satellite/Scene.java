package org.keras4j.apps.satellite;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.data.ImageFiles;

/// A large picture put together of test tiles, whose land is known: something to draw a map of.
///
/// @param classes `[row][column]`: the class of each tile
record Scene(BufferedImage picture, List<List<String>> classes) {
    static final String BEFORE = "scene-before";
    static final String AFTER = "scene-after";
    /// The classes without which there is no such scene.
    static final List<String> NEEDED = List.of(LandCover.FOREST, "AnnualCrop", "Pasture");
    private static final int ROWS = 8;
    private static final int COLUMNS = 12;
    private static final int REGIONS = 9;
    /// What a forest is cut down for.
    private static final List<String> AFTER_FOREST = NEEDED.subList(1, 3);

    /// The same place twice.
    record Pair(Scene before, Scene after) {}

    /// A place in regions of one class each, a third of them forest, and the same where the forest of the right half was cut down. All
    /// other tiles are the same.
    ///
    /// @param tiles with all of the classes
    static Pair pair(Pictures tiles, List<String> labels, long seed) {
        var random = new SplittableRandom(seed);
        int forest = labels.indexOf(LandCover.FOREST);
        int[] regions = IntStream.range(0, REGIONS).map(i -> i % 3 == 0 ? forest : random.nextInt(labels.size())).toArray();
        double[] rows = random.doubles(REGIONS, 0, ROWS).toArray();
        // One forest for sure on each side.
        double[] columns = IntStream.range(0, REGIONS).mapToDouble(i -> (i % 2 == 0 ? 0 : COLUMNS / 2.0) + random.nextDouble(COLUMNS / 2.0)).toArray();
        int[] members = tiles.classes();
        var before = new int[ROWS * COLUMNS];
        var after = new int[ROWS * COLUMNS];
        for (int at = 0; at < before.length; at++) {
            int row = at / COLUMNS;
            int column = at % COLUMNS;
            int nearest = IntStream.range(0, REGIONS).boxed().min(Comparator.comparingDouble(
                    i -> Math.hypot(rows[i] - row - 0.5, columns[i] - column - 0.5))).orElseThrow();
            before[at] = tile(members, regions[nearest], random);
            boolean cut = regions[nearest] == forest && column >= COLUMNS / 2;
            after[at] = cut ? tile(members, labels.indexOf(AFTER_FOREST.get(nearest % AFTER_FOREST.size())), random) : before[at];
        }
        return new Pair(of(tiles, labels, before), of(tiles, labels, after));
    }

    private static int tile(int[] members, int label, SplittableRandom random) {
        int[] own = IntStream.range(0, members.length).filter(i -> members[i] == label).toArray();
        return own[random.nextInt(own.length)];
    }

    private static Scene of(Pictures tiles, List<String> labels, int[] chosen) {
        int side = tiles.side();
        var picture = new BufferedImage(COLUMNS * side, ROWS * side, BufferedImage.TYPE_INT_RGB);
        var bytes = tiles.images().segment();
        var classes = new ArrayList<List<String>>();
        for (int row = 0; row < ROWS; row++) {
            var line = new ArrayList<String>();
            for (int column = 0; column < COLUMNS; column++) {
                int tile = chosen[row * COLUMNS + column];
                line.add(labels.get(tiles.classes()[tile]));
                for (int pixel = 0; pixel < side * side; pixel++) {
                    long at = 3L * ((long) tile * side * side + pixel);
                    int rgb = 0;
                    for (int k = 0; k < 3; k++) {
                        rgb = rgb << 8 | bytes.get(ValueLayout.JAVA_BYTE, at + k) & 255;
                    }
                    picture.setRGB(column * side + pixel % side, row * side + pixel / side, rgb);
                }
            }
            classes.add(line);
        }
        Reference.reachabilityFence(tiles);
        return new Scene(picture, classes);
    }

    /// {@return the share of a class in the place}
    double share(String label) {
        return classes.stream().flatMap(List::stream).filter(label::equals).count() / (double) (classes.size() * classes.getFirst().size());
    }

    /// Writes `NAME.png`, and `NAME.csv` with the class of each tile.
    void save(RunFolder folder, String name) {
        ImageFiles.savePng(ImageFiles.of(picture, ImageFiles.Color.RGB), folder.place(name + ".png"));
        folder.write(name + ".csv", classes.stream().map(row -> String.join(",", row) + "\n").collect(Collectors.joining()));
    }

    /// What [#save] wrote.
    ///
    /// @throws DataException if a file is missing or broken
    static Scene load(EarlierRun run, String name) {
        var table = run.file(name + ".csv");
        try {
            return new Scene(PictureFiles.read(run.file(name + ".png")), Files.readAllLines(table).stream().map(line -> List.of(line.split(","))).toList());
        } catch (IOException e) {
            throw new DataException(table + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
