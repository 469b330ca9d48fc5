package org.keras4j.apps.cluster;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.apps.mnist.DigitPhoto;
import org.keras4j.apps.mnist.LabelledImages;
import org.keras4j.apps.mnist.MnistData;
import org.keras4j.apps.pictures.PictureFiles;
import org.keras4j.data.ImageFiles;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Points without labels, and where there are some, the classes that only score what was found.
///
/// @param points float32 `[count, features]`: pixels from 0 to 1, or standardised columns
/// @param classes of the points, as positions in `classNames`; `null` where nobody knows
/// @param names of the points; none where they are numbered
/// @param heldOut points that take no part in learning; `null` if there are none
/// @param form how a point is shown
record ClusterData(NDArray points, int @Nullable [] classes, List<String> names, @Nullable Part heldOut, List<String> classNames, Form form, DataDescription description) {

    /// Points with their classes.
    record Part(NDArray points, int[] classes) {}

    /// What a point is.
    sealed interface Form {
        /// A grey picture of that many rows and columns.
        record Picture(int rows, int columns, Reading reading) implements Form {}

        /// A row of a table, whose columns were standardised.
        record Row(List<String> columns, Standardizer standardizer) implements Form {}
    }

    /// How a file becomes a picture.
    enum Reading {
        /// As MNIST has its digits: bright on dark, centred.
        DIGIT,
        /// Grey, as it is.
        PLAIN;

        /// {@return uint8 `[28, 28]`}
        NDArray of(Path file) {
            return switch (this) {
                case DIGIT -> DigitPhoto.read(file);
                case PLAIN -> {
                    var grey = ImageFiles.of(PictureFiles.read(file), ImageFiles.Color.GRAYSCALE);
                    yield ImageFiles.averaged(grey, SIDE, SIDE).plus(0.5).cast(DType.UINT8).reshape(Shape.of(SIDE, SIDE));
                }
            };
        }
    }

    private static final int SIDE = 28;
    private static final List<String> LABEL_COLUMNS = List.of("class", "target");

    boolean arePictures() {
        return form instanceof Form.Picture;
    }

    int count() {
        return (int) points.size(0);
    }

    /// {@return what a point is called}
    String name(int point) {
        return !names.isEmpty() ? names.get(point) : (arePictures() ? "image " : "row ") + (point + 1);
    }

    /// The first `limit` training images (all if it is `null`), with the test images held out.
    static ClusterData digits(RunOptions options, DataPlaces places, @Nullable Integer limit, Output output, BooleanSupplier stop) {
        var data = MnistData.read(options, places, output, stop);
        // The division for validating belongs to supervised learning.
        var images = NDArray.concat(0, data.train().pixels(), data.validation().pixels());
        var labels = NDArray.concat(0, data.train().labels(), data.validation().labels());
        int count = (int) Math.min(limit == null ? Integer.MAX_VALUE : limit, images.size(0));
        var description = data.description().splits(List.of(Split.of("clustered", count), Split.of("held out", data.test().count())));
        description.lines().forEach(output::say);
        return new ClusterData(flat(images.rows(0, count)), labels.rows(0, count).toIntArray(), List.of(), part(data.test()), MnistData.CLASSES,
                new Form.Picture(SIDE, SIDE, Reading.DIGIT), description);
    }

    /// The user's own pictures. Folders in the folder are classes, which only score.
    ///
    /// @throws DataException if there is no such folder, or it holds pictures beside folders
    /// @throws IllegalArgumentException if it holds no pictures, or one of its folders none
    static ClusterData pictures(Path folder, Reading reading, Output output) {
        if (!Files.isDirectory(folder)) {
            throw new DataException("--pictures " + folder + ": there is no such folder.");
        }
        var classes = subfolders(folder);
        var files = (classes.isEmpty() ? Stream.of(folder) : classes.stream()).map(PictureFiles::of).toList();
        var images = NDArray.stack(0, files.stream().flatMap(List::stream).map(reading::of).toList());
        int[] labels = classes.isEmpty() ? null : IntStream.range(0, files.size()).flatMap(c -> files.get(c).stream().mapToInt(_ -> c)).toArray();
        var names = files.stream().flatMap(List::stream).map(file -> folder.relativize(file).toString()).toList();
        var description = DataDescription.real("pictures of " + folder.getFileName(), folder, List.of(), "the user's own")
                .splits(List.of(Split.of("clustered", (int) images.size(0))));
        description.lines().forEach(output::say);
        return new ClusterData(points(images), labels, names, null, classes.stream().map(Path::getFileName).map(Path::toString).toList(),
                new Form.Picture(SIDE, SIDE, reading), description);
    }

    /// Without hidden ones, in which other programs keep their thumbnails.
    private static List<Path> subfolders(Path folder) {
        try (var entries = Files.list(folder)) {
            var seen = entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
            var folders = seen.stream().filter(Files::isDirectory).toList();
            var loose = seen.stream().filter(PictureFiles::isPicture).findFirst();
            if (!folders.isEmpty() && loose.isPresent()) {
                throw new DataException(folder + ": expected pictures, or folders of pictures, got both: " + loose.get().getFileName() + " lies beside folders. "
                        + "Move it into one.");
            }
            return folders;
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// {@return pictures as points}
    ///
    /// @param images uint8 `[count, rows, columns]`
    static NDArray points(NDArray images) {
        return flat(images.cast(DType.FLOAT32).dividedBy(255));
    }

    /// The numeric columns of a table. A column `class`, or else `target`, is taken for the classes; neither of them is a feature.
    ///
    /// @throws DataException if the file can't be read, or has fewer than two numeric columns
    static ClusterData table(Path file, Output output) {
        var table = CsvTable.read(file);
        var features = table.columns().stream().filter(column -> !LABEL_COLUMNS.contains(column)).toList();
        if (features.size() < 2) {
            throw new DataException(file + ": line 1: expected two or more columns beside " + String.join(" and ", LABEL_COLUMNS) + ", got "
                    + String.join(", ", table.columns()) + ".");
        }
        return table(table, new Form.Row(features, Standardizer.of(table.numbers(features))), output);
    }

    /// The columns of a table that a run knows, on its scale.
    ///
    /// @throws DataException if one is missing or holds something else than numbers
    static ClusterData table(CsvTable table, Form.Row form, Output output) {
        double[][] rows = table.numbers(form.columns());
        var label = label(table);
        var classNames = label.map(column -> table.texts(column).stream().distinct().sorted().toList()).orElse(List.of());
        var classes = label.map(column -> table.texts(column).stream().mapToInt(classNames::indexOf).toArray()).orElse(null);
        var file = table.file();
        var description = DataDescription.real(file.getFileName().toString(), file, List.of(file), "as its publisher says")
                .splits(List.of(Split.of("clustered", rows.length)));
        description.lines().forEach(output::say);
        return new ClusterData(asPoints(form.standardizer().apply(rows)), classes, List.of(), null, classNames, form, description);
    }

    /// Points of which the truth is known.
    static ClusterData made(Groups groups, long seed, Output output) {
        double[][] points = groups.points(seed);
        var form = new Form.Row(List.of("x", "y"), Standardizer.of(points));
        var description = DataDescription.generated("generated " + groups, "drawn by Keras4J with seed " + seed)
                .splits(List.of(Split.of("clustered", points.length)));
        output.say("SYNTHETIC DATA, as asked for");
        description.lines().forEach(output::say);
        return new ClusterData(asPoints(form.standardizer().apply(points)), groups.truth(), List.of(), null, groups.names(), form, description);
    }

    private static Optional<String> label(CsvTable table) {
        return LABEL_COLUMNS.stream().filter(table.columns()::contains).findFirst();
    }

    /// {@return rows of numbers as points: float32 `[count, columns]`}
    static NDArray asPoints(double[][] rows) {
        return NDArray.of(Shape.of(rows.length, rows[0].length), Stream.of(rows).flatMapToDouble(DoubleStream::of).toArray()).cast(DType.FLOAT32);
    }

    /// {@return positions at equal distances, `most` of them at the most: the first ones of sorted data would all be alike}
    static int[] spread(int count, int most) {
        int some = Math.min(count, most);
        return IntStream.range(0, some).map(i -> (int) ((long) i * count / some)).toArray();
    }

    private static NDArray flat(NDArray images) {
        return images.reshape(Shape.of(images.size(0), images.elements() / images.size(0)));
    }

    private static Part part(LabelledImages images) {
        return new Part(flat(images.pixels()), images.labels().toIntArray());
    }
}
