package org.keras4j.apps.pictures;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.SoftmaxRegression;
import org.keras4j.apps.score.StratifiedSplit;
import org.keras4j.data.DatasetException;
import org.keras4j.data.Element;
import org.keras4j.data.ImageFiles;
import org.keras4j.data.ImageFolder;
import org.keras4j.datasets.CifarBatch;
import org.keras4j.datasets.DatasetCache;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Philox;

/// The pictures of a run. Nothing is stopped or tuned by them, so none are held back to validate; those that test are looked at once.
///
/// @param classes their names, by label
public record PictureData(Pictures train, Pictures test, List<String> classes, DataDescription description) {
    private static final int GENERATED_TRAIN = 10_000;
    private static final int GENERATED_TEST = 1_000;
    private static final double TEST_SHARE = 0.2;
    private static final String LICENCE = "none stated; Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009";
    private static final int LINEAR_EPOCHS = 3;
    /// From the size at which folders are read pixels are averaged: bilinear steps to 32 would skip most of a photograph.
    private static final int READ_SIDE = 4 * Pictures.SIDE;

    /// Finds or makes the pictures, and says which.
    ///
    /// @param limit how many training pictures to keep, the same share of each class as near as the first ones have it; `null` for all
    /// @throws DataException if files are missing or broken
    public static PictureData load(RunOptions options, DataPlaces places, @Nullable Integer limit, Output output) {
        var source = PictureSource.choose(options, places);
        var archived = source instanceof PictureSource.Archive archive ? ofArchive(archive, output) : Optional.<PictureData>empty();
        if (source instanceof PictureSource.Archive && archived.isEmpty()) {
            source = PictureSource.generated(options, places);
        }
        var all = switch (source) {
            case PictureSource.Cifar cifar -> ofCifar(cifar);
            case PictureSource.Archive _ -> archived.orElseThrow();
            case PictureSource.ClassFolders(var folder) -> ofFolders(folder, options.seed());
            case PictureSource.Generated _ -> generated(options.seed());
        };
        if (source instanceof PictureSource.Generated(var wanted)) {
            output.saySynthetic(PictureSource.expected(), wanted);
        }
        var data = all.limited(limit);
        data.description.lines().forEach(output::say);
        return data;
    }

    /// The same with the first `limit` training pictures only; `null` leaves all.
    PictureData limited(@Nullable Integer limit) {
        return limit == null || limit >= train.count() ? this : of(train.rows(0, limit), test, classes, description);
    }

    /// A folder of pictures for each class, or two such named `train` and `test`, reduced to 32 × 32. Without such a division a fifth of
    /// each class tests, drawn by the seed.
    public static PictureData ofFolders(Path folder, long seed) {
        var description = DataDescription.real("pictures of " + folder.getFileName(), folder, List.of(), "the user's own");
        var train = folder.resolve("train");
        var test = folder.resolve("test");
        if (Files.isDirectory(train) && Files.isDirectory(test)) {
            var shown = Folder.read(train);
            var held = Folder.read(test);
            if (!shown.classes.equals(held.classes)) {
                throw new DataException(test + ": expected the classes of " + train + ", " + shown.classes + ", got " + held.classes + ".");
            }
            // Read class by class: whoever takes the first ones wants some of each.
            return of(shown.pictures.take(shuffled(shown.pictures.count(), seed)), held.pictures, shown.classes, description);
        }
        var all = Folder.read(folder);
        try {
            var split = StratifiedSplit.of(all.pictures.truth(), TEST_SHARE, seed);
            return of(all.pictures.take(split.train()), all.pictures.take(split.test()), all.classes, description);
        } catch (IllegalArgumentException e) {
            throw new DataException(folder + ": expected at least 5 pictures of each class, got " + perClass(all) + ". Add some, or take the folder of a class away.", e);
        }
    }

    private static String perClass(Folder all) {
        var counts = IntStream.of(all.pictures.truth()).boxed().collect(Collectors.groupingBy(label -> label, Collectors.counting()));
        return IntStream.range(0, all.classes.size()).mapToObj(label -> counts.getOrDefault(label, 0L) + " of " + all.classes.get(label)).collect(Collectors.joining(", "));
    }

    private static int[] shuffled(int count, long seed) {
        return Philox.of(seed).permutation(count).toIntArray();
    }

    private record Folder(Pictures pictures, List<String> classes) {
        static Folder read(Path folder) {
            var files = ImageFolder.of(folder).imageSize(READ_SIDE, READ_SIDE).shuffle(false);
            var images = new ArrayList<NDArray>();
            var labels = new ArrayList<NDArray>();
            try (var batches = files.dataset().stream()) {
                for (Element batch : (Iterable<Element>) batches::iterator) {
                    for (long i = 0; i < batch.input().size(0); i++) {
                        images.add(reduced(batch.input().index(i)));
                    }
                    labels.add(batch.target().cast(DType.INT32));
                }
            } catch (DatasetException e) {
                // Where in a pipeline it stands tells a user nothing: what is at the bottom names the file.
                var bottom = Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause).dropWhile(DatasetException.class::isInstance).findFirst();
                throw new DataException(bottom.orElse(e).getMessage(), e);
            } catch (IllegalArgumentException | UncheckedIOException e) {
                throw new DataException(e.getMessage(), e);
            }
            var classes = files.classNames();
            if (classes.size() < 2) {
                throw new DataException(folder + ": expected folders of two classes or more, got " + classes + ".");
            }
            var pictures = new Pictures(NDArray.stack(0, images), NDArray.concat(0, labels));
            int[] truth = pictures.truth();
            var empty = IntStream.range(0, classes.size()).filter(label -> IntStream.of(truth).noneMatch(shown -> shown == label)).mapToObj(classes::get).toList();
            if (!empty.isEmpty()) {
                throw new DataException(folder + ": expected pictures in the folder of each class, got none in " + String.join(", ", empty) + ". Add some, or take the folder away.");
            }
            return new Folder(pictures, classes);
        }
    }

    /// A picture file as networks of these sizes see it: uint8 `[32, 32, 3]`, all of it, squeezed if it is no square.
    ///
    /// @throws IllegalArgumentException if it holds no picture
    public static NDArray picture(Path file) {
        return reduced(ImageFiles.of(PictureFiles.read(file), ImageFiles.Color.RGB));
    }

    private static NDArray reduced(NDArray image) {
        boolean large = image.size(0) >= Pictures.SIDE && image.size(1) >= Pictures.SIDE;
        var small = large ? ImageFiles.averaged(image, Pictures.SIDE, Pictures.SIDE) : ImageFiles.resized(image, Pictures.SIDE, Pictures.SIDE);
        return small.map(Math::rint).cast(DType.UINT8);
    }

    /// What a linear classifier of pixels, trained on the same pictures, makes of those that test: the simple baseline.
    public Classification linearBaseline(long seed) {
        var linear = SoftmaxRegression.train(train.images().toByteArray(), train.truth(), classes.size(), LINEAR_EPOCHS, seed);
        return Classification.of(classes, test.truth(), linear.predict(test.images().toByteArray()));
    }

    private static PictureData ofCifar(PictureSource.Cifar source) {
        try {
            var train = CifarBatch.read(source.train());
            var test = CifarBatch.read(source.test());
            return of(new Pictures(train.images(), train.labels()), new Pictures(test.images(), test.labels()), CifarBatch.CLASSES,
                    DataDescription.real("CIFAR-10", source.folder(), source.files(), LICENCE));
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    /// Nothing if it had to be fetched and could not.
    private static Optional<PictureData> ofArchive(PictureSource.Archive archive, Output output) {
        boolean here = archive.isHere();
        var said = new AtomicBoolean();
        try {
            var all = DatasetCache.in(archive.cache()).heard((address, _, _) -> {
                if (said.compareAndSet(false, true)) {
                    output.tell("Downloading 170 MB from " + address + " to " + archive.cache());
                }
            }).cifar10();
            return Optional.of(of(new Pictures(all.xTrain(), all.yTrain().flatten()), new Pictures(all.xTest(), all.yTest().flatten()), CifarBatch.CLASSES,
                    DataDescription.real("CIFAR-10", archive.cache(), List.of(), LICENCE)));
        } catch (UncheckedIOException e) {
            if (here) {
                throw new DataException(e.getMessage(), e);
            }
            output.tell("The download failed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static PictureData generated(long seed) {
        return of(ShapeGenerator.generate(GENERATED_TRAIN, seed, 0), ShapeGenerator.generate(GENERATED_TEST, seed, 1), ShapeGenerator.classes(),
                DataDescription.generated("generated shapes", "drawn by Keras4J with seed " + seed));
    }

    private static PictureData of(Pictures train, Pictures test, List<String> classes, DataDescription data) {
        var splits = List.of(Split.of("train", classes, train.truth()), Split.of("test", classes, test.truth()));
        return new PictureData(train, test, classes, data.splits(splits));
    }
}
