package org.keras4j.apps.mnist;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.data.DownloadProgress;
import org.keras4j.datasets.DatasetCache.Samples;
import org.keras4j.datasets.IdxFile;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;

/// The digits of a run: 55,000 to train, the last 5,000 of the training files to validate, and the test files, which are
/// looked at once, at the end. Other sizes are divided alike: the last twelfth validates.
public record MnistData(LabelledImages train, LabelledImages validation, LabelledImages test, DataDescription description) {
    public static final List<String> CLASSES = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    private static final String MNIST_LICENCE = "Yann LeCun and Corinna Cortes, CC BY-SA 3.0";
    /// The first training labels: other data, such as Fashion-MNIST, comes in files of the same names.
    private static final int[] MNIST_START = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4};
    private static final int GENERATED_TRAIN = 60_000;
    private static final int GENERATED_TEST = 10_000;
    private static final int VALIDATION_PART = 12;

    /// Finds, fetches or makes the digits, and says which.
    ///
    /// @throws DataException if files are missing or broken, or real data is required and can't be had
    /// @param limit how many training images to keep; `null` for all
    public static MnistData load(RunOptions options, DataPlaces places, @Nullable Integer limit, Output output, BooleanSupplier stopRequested) {
        var data = read(options, places, output, stopRequested).limited(limit);
        data.description.lines().forEach(output::say);
        return data;
    }

    /// {@return whether a folder has them where these options say to look: nothing is fetched for it}
    ///
    /// @throws DataException if some of the files are there and some not
    public static boolean isIn(RunOptions options, DataPlaces places) {
        return places.folders(options, MnistSource.NAME).stream().anyMatch(MnistSource::isIn);
    }

    /// All of the digits, for who divides them otherwise and says so.
    ///
    /// @throws DataException if files are missing or broken, or real data is required and can't be had
    public static MnistData read(RunOptions options, DataPlaces places, Output output, BooleanSupplier stopRequested) {
        var source = MnistSource.choose(options, places);
        if (source instanceof MnistSource.Remote remote) {
            source = fetch(remote, options, places, output, stopRequested);
        }
        var all = switch (source) {
            case MnistSource.IdxFiles(var folder, var files) -> ofFiles(folder, files);
            case MnistSource.Archive(var file) -> ofArchive(file);
            case MnistSource.Generated _ -> generate(options.seed());
            case MnistSource.Remote _ -> throw new AssertionError("fetched above");
        };
        if (source instanceof MnistSource.Generated(var wanted)) {
            output.saySynthetic(MnistSource.expected(), wanted);
        }
        return all;
    }

    /// The same with the first `limit` training images only; `null` leaves all.
    MnistData limited(@Nullable Integer limit) {
        return limit == null || limit >= train.count() ? this : of(train.rows(0, limit), validation, test, description);
    }

    private static MnistSource fetch(MnistSource.Remote remote, RunOptions options, DataPlaces places, Output output, BooleanSupplier stop) {
        var progress = new DownloadProgress(remote.folder().resolve(remote.file().name()), output, stop);
        try {
            return new MnistSource.Archive(remote.file().in(remote.folder(), progress));
        } catch (UncheckedIOException e) {
            output.tell("The download failed: " + e.getMessage());
            return MnistSource.generated(options, places, "the download from " + remote.file().address() + " failed");
        }
    }

    private static MnistData ofFiles(Path folder, Map<MnistSource.Part, Path> files) {
        var train = joined(files.get(MnistSource.Part.TRAIN_IMAGES), files.get(MnistSource.Part.TRAIN_LABELS));
        var test = joined(files.get(MnistSource.Part.TEST_IMAGES), files.get(MnistSource.Part.TEST_LABELS));
        boolean isMnist = Arrays.equals(MNIST_START, Arrays.copyOf(train.labels().toIntArray(), MNIST_START.length));
        return split(train, test, DataDescription.real(isMnist ? "MNIST" : "data in MNIST's format", folder, files.values(),
                isMnist ? MNIST_LICENCE : "as its publisher says"));
    }

    private static LabelledImages joined(Path images, Path labels) {
        var pixels = read(images, IdxFile::images);
        var classes = read(labels, IdxFile::labels);
        if (pixels.size(0) != classes.size(0)) {
            throw new DataException(String.format(Locale.ROOT, "%s: expected a label for each of the %,d images in %s, got %,d.",
                    labels, pixels.size(0), images.getFileName(), classes.size(0)));
        }
        return new LabelledImages(pixels, classes);
    }

    private static MnistData ofArchive(Path file) {
        var all = read(file, Samples::read);
        return split(ofArchive(file, "train", all.xTrain(), all.yTrain()), ofArchive(file, "test", all.xTest(), all.yTest()),
                DataDescription.real("MNIST", file, List.of(file), MNIST_LICENCE));
    }

    private static <T> T read(Path file, Function<Path, T> reader) {
        try {
            return reader.apply(file);
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private static LabelledImages ofArchive(Path file, String part, NDArray images, NDArray labels) {
        if (images.dtype() != DType.UINT8 || images.rank() != 3 || images.size(1) != 28 || images.size(2) != 28 || images.size(0) == 0) {
            throw new DataException(file + " > x_" + part + ": expected uint8[count, 28, 28], got " + images.dtype() + images.shape() + ".");
        }
        if (labels.rank() != 1 || labels.size(0) != images.size(0)) {
            throw new DataException(file + " > y_" + part + ": expected a label for each of " + images.size(0) + " images, got "
                    + labels.dtype() + labels.shape() + ".");
        }
        for (long i = 0; i < labels.elements(); i++) {
            double label = labels.at(i);
            if (!(label >= 0 && label <= 9 && label == Math.rint(label))) {
                throw new DataException(file + " > y_" + part + ": sample " + i + ": expected a class from 0 to 9, got " + label + ".");
            }
        }
        return new LabelledImages(images, labels.cast(DType.UINT8));
    }

    private static MnistData generate(long seed) {
        return split(DigitGenerator.generate(GENERATED_TRAIN, seed, 0), DigitGenerator.generate(GENERATED_TEST, seed, 1),
                DataDescription.generated("generated digits", "drawn by Keras4J with seed " + seed));
    }

    private static MnistData split(LabelledImages all, LabelledImages test, DataDescription data) {
        int last = Math.max(1, all.count() / VALIDATION_PART);
        if (all.count() < 2) {
            throw new DataException(data.location() + ": expected at least 2 training images, got " + all.count() + ".");
        }
        var train = all.rows(0, all.count() - last);
        var validation = all.rows(all.count() - last, all.count());
        return of(train, validation, test, data);
    }

    /// With the splits described as they are.
    private static MnistData of(LabelledImages train, LabelledImages validation, LabelledImages test, DataDescription data) {
        var splits = List.of(split("train", train), split("validation", validation), split("test", test));
        return new MnistData(train, validation, test,
                data.splits(splits));
    }

    private static Split split(String name, LabelledImages images) {
        return Split.of(name, CLASSES, images.labels().toIntArray());
    }
}
