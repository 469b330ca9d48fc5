package org.keras4j.apps.cluster;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.DataFile;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.Origin;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.apps.mnist.LabelledImages;
import org.keras4j.apps.mnist.MnistData;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Points without labels, and where there are some, the classes that only score what was found.
///
/// @param points float32 `[count, features]`: pixels from 0 to 1, or standardised columns
/// @param classes of the points, as positions in `classNames`; `null` where nobody knows
/// @param heldOut points that take no part in learning; `null` if there are none
/// @param form how a point is shown
record ClusterData(NDArray points, int @Nullable [] classes, @Nullable Part heldOut, List<String> classNames, Form form, DataDescription description) {

    /// Points with their classes.
    record Part(NDArray points, int[] classes) {}

    /// What a point is.
    sealed interface Form {
        /// A grey picture of that many rows and columns.
        record Picture(int rows, int columns) implements Form {}

        /// A row of a table, whose columns were standardised.
        record Row(List<String> columns, Standardizer standardizer) implements Form {}
    }

    private static final List<String> LABEL_COLUMNS = List.of("class", "target");

    boolean arePictures() {
        return form instanceof Form.Picture;
    }

    int count() {
        return (int) points.size(0);
    }

    /// The first `limit` training images (all if it is `null`), with the test images held out.
    static ClusterData digits(RunOptions options, DataPlaces places, @Nullable Integer limit, Output output, BooleanSupplier stop) {
        var data = MnistData.load(options, places, null, output, stop);
        // The division for validating belongs to supervised learning.
        var images = NDArray.concat(0, data.train().pixels(), data.validation().pixels());
        var labels = NDArray.concat(0, data.train().labels(), data.validation().labels());
        int count = (int) Math.min(limit == null ? Integer.MAX_VALUE : limit, images.size(0));
        return new ClusterData(flat(images.rows(0, count)), labels.rows(0, count).toIntArray(), part(data.test()), MnistData.CLASSES, new Form.Picture(28, 28),
                described(data.description(), List.of(Split.of("clustered", count), Split.of("held out", data.test().count()))));
    }

    /// The numeric columns of a table. A column `class`, or else `target`, is taken for the classes; neither of them is a feature.
    ///
    /// @throws DataException if the file can't be read, or has fewer than two numeric columns
    static ClusterData table(Path file, Output output) {
        var table = CsvTable.read(file);
        var label = LABEL_COLUMNS.stream().filter(table.columns()::contains).findFirst();
        var features = table.columns().stream().filter(column -> !LABEL_COLUMNS.contains(column)).toList();
        if (features.size() < 2) {
            throw new DataException(file + ": line 1: expected two or more columns beside " + String.join(" and ", LABEL_COLUMNS) + ", got "
                    + String.join(", ", table.columns()) + ".");
        }
        double[][] rows = table.numbers(features);
        var standardizer = Standardizer.of(rows);
        var names = label.map(column -> table.texts(column).stream().distinct().sorted().toList()).orElse(List.of());
        var classes = label.map(column -> table.texts(column).stream().mapToInt(names::indexOf).toArray()).orElse(null);
        var description = new DataDescription(file.getFileName().toString(), file.toString(), Origin.REAL, List.of(DataFile.of(file)),
                List.of(Split.of("clustered", rows.length)), "as its publisher says");
        description.lines().forEach(output::say);
        return new ClusterData(asPoints(standardizer.apply(rows)), classes, null, names, new Form.Row(features, standardizer), description);
    }

    /// {@return rows of numbers as points: float32 `[count, columns]`}
    static NDArray asPoints(double[][] rows) {
        return NDArray.of(Shape.of(rows.length, rows[0].length), Stream.of(rows).flatMapToDouble(DoubleStream::of).toArray()).cast(DType.FLOAT32);
    }

    static NDArray flat(NDArray images) {
        return images.reshape(Shape.of(images.size(0), images.elements() / images.size(0)));
    }

    private static Part part(LabelledImages images) {
        return new Part(flat(images.pixels()), images.labels().toIntArray());
    }

    private static DataDescription described(DataDescription data, List<Split> splits) {
        return new DataDescription(data.name(), data.location(), data.origin(), data.files(), splits, data.licence());
    }
}
