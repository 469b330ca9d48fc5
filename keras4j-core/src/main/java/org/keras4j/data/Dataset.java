package org.keras4j.data;

import module java.base;
import org.keras4j.engine.tensor.NDArray;

/// Where data come from and what happens to them on their way: a description that never changes, and that can be walked
/// through again and again.
///
/// ```java
/// Dataset train = Dataset.of(images, labels).shuffle(seed).batch(128).prefetch(2);
/// try (Elements batches = train.open(epoch)) {
///     while (batches.hasNext()) {
///         step(batches.next());
///     }
/// }
/// ```
///
/// Order is a function of (seed, epoch), so a place in the data is (epoch, number of the batch): `open(epoch)` and `skip`
/// lead there, from arrays and files at once. A failure is a [DatasetException] that names stage and element; it reaches
/// whoever asks, whichever thread it happened on.
public final class Dataset {
    private final Stage stage;

    private Dataset(Stage stage) {
        this.stage = stage;
    }

    // ---- where data come from --------------------------------------------------------------------------------------

    /// Samples along the first axis.
    ///
    /// @throws IllegalArgumentException when `x` and `y` differ in how many there are
    public static Dataset of(NDArray x)            { return of(Element.of(x)); }
    /// Samples along the first axis of two arrays: inputs and targets.
    public static Dataset of(NDArray x, NDArray y) { return of(Element.of(x, y)); }

    /// Samples along the first axis of all these arrays: several inputs, several targets, weights.
    ///
    /// @throws IllegalArgumentException when an array has another number of samples
    public static Dataset of(Element arrays) {
        return new Dataset(new Source.Straight(new Table.Arrays(arrays)));
    }

    /// `count` samples, of which `read` makes the one of a number when it is wanted.
    public static Dataset read(long count, LongFunction<Element> read) {
        if (count < 0) {
            throw new IllegalArgumentException("Dataset: expected 0 samples or more, got " + count + ".");
        }
        return new Dataset(new Source.Straight(new Table.Read(count, read)));
    }

    /// A sample a file.
    public static Dataset files(List<Path> files, Function<Path, Element> read) {
        var paths = List.copyOf(files);
        return read(paths.size(), i -> {
            Path path = paths.get((int) i);
            try {
                return read.apply(path);
            } catch (RuntimeException e) {
                throw new DatasetException(path + ": " + e.getMessage(), e);
            }
        });
    }

    /// A sample for each file of `folder` whose name fits `glob`, such as `*.png`, in the order of their names.
    ///
    /// @throws UncheckedIOException naming the folder, when it can't be listed
    public static Dataset files(Path folder, String glob, Function<Path, Element> read) {
        try (var found = Files.newDirectoryStream(folder, glob)) {
            return files(StreamSupport.stream(found.spliterator(), false).sorted().toList(), read);
        } catch (IOException e) {
            throw new UncheckedIOException("Dataset: expected a folder to list at " + folder + ". Check the path.", e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException("Dataset: can't list " + folder + ".", e.getCause());
        }
    }

    /// What a fresh iterator gives, in each epoch anew. One that is [AutoCloseable] is closed with the walk.
    public static Dataset generate(Supplier<? extends Iterator<Element>> iterators) {
        return new Dataset(new Source.Generated(iterators));
    }

    /// These elements, in each epoch anew.
    public static Dataset of(Iterable<Element> elements) {
        return generate(elements::iterator);
    }

    /// What a fresh stream gives, in each epoch anew; closed with the walk.
    public static Dataset streaming(Supplier<Stream<Element>> streams) {
        return generate(() -> new StreamIterator(streams.get()));
    }

    private static final class StreamIterator implements Iterator<Element>, AutoCloseable {
        private final Stream<Element> stream;
        private final Iterator<Element> iterator;

        StreamIterator(Stream<Element> stream) {
            this.stream = stream;
            this.iterator = stream.iterator();
        }

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public Element next() {
            return iterator.next();
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    // ---- what happens to them --------------------------------------------------------------------------------------

    /// All samples in an order that is a function of `seed` and the epoch: for data from arrays and files, before batching.
    ///
    /// @throws IllegalStateException when samples can't be had by number; [#shuffle(long, int)] is for those
    public Dataset shuffle(long seed) {
        return new Dataset(shuffled(stage, seed));
    }

    private static Stage shuffled(Stage stage, long seed) {
        return switch (stage) {
            case Source.Straight(Table table) -> new Source.Shuffled(table, seed);
            case Source.Shuffled(Table table, _) -> new Source.Shuffled(table, seed);
            case Passing.Mapped(Stage source, var function, int threads) -> new Passing.Mapped(shuffled(source, seed), function, threads);
            case Source.Generated _, Passing _, Batching _ -> throw new IllegalStateException(
                    "Dataset > shuffle: expected samples from arrays or files, got those of " + stage.getClass().getSimpleName()
                    + ". Shuffle first of all, or give the size of a buffer: shuffle(seed, 10_000).");
        };
    }

    /// Elements drawn from a buffer of that many, as `tf.data` does: less thorough, but for any source. Seeded as above.
    public Dataset shuffle(long seed, int buffer) {
        return new Dataset(new Passing.BufferShuffled(stage, seed, requirePositive("shuffle", "a buffer", buffer)));
    }

    /// `function` of each element: a sample before `batch`, a batch after.
    public Dataset map(UnaryOperator<Element> function) {
        return map(function, 1);
    }

    /// The same, in the same order, by up to `threads` threads at once, which are two elements each ahead of whoever asks: for what takes long, such as reading and
    /// decoding files. Follows `num_parallel_calls` of `tf.data`.
    ///
    /// @param function called by several threads at a time
    public Dataset map(UnaryOperator<Element> function, int threads) {
        return new Dataset(new Passing.Mapped(stage, function, requirePositive("map", "a number of threads", threads)));
    }

    /// The elements that are `wanted`.
    public Dataset filter(Predicate<Element> wanted) {
        return new Dataset(new Passing.Filtered(stage, wanted));
    }

    /// Samples stacked along a new first axis, `size` together; the last batch may be smaller.
    public Dataset batch(int size) {
        return batch(size, Remainder.KEEP);
    }

    /// Batches of `size` samples, with a say in what becomes of those that don't fill the last one.
    public Dataset batch(int size, Remainder remainder) {
        return new Dataset(new Batching.Batched(stage, requirePositive("batch", "a size", size), remainder));
    }

    /// Batches of samples of different lengths: each array is filled up with zeros to the longest of its batch, along its first axis.
    public Dataset paddedBatch(int size) {
        return new Dataset(new Batching.Bucketed(stage, requirePositive("paddedBatch", "a size", size), List.of()));
    }

    /// Batches of samples of about one length, which is the size of the first axis of the first input: those up to `boundaries[0]`, those up
    /// to `boundaries[1]`, …, and the longer ones. A batch comes when its bucket has `size` samples; what is left comes at the end. Inputs are
    /// filled up with zeros to the boundary, and so is what has a row for each step of the input, so that there are as many shapes as buckets; beyond
    /// the last boundary to the longest of the batch.
    public Dataset bucketByLength(int size, int... boundaries) {
        if (IntStream.range(1, boundaries.length).anyMatch(i -> boundaries[i] <= boundaries[i - 1])) {
            throw new IllegalArgumentException("Dataset > bucketByLength: expected rising boundaries, got " + Arrays.toString(boundaries) + ".");
        }
        return new Dataset(new Batching.Bucketed(stage, requirePositive("bucketByLength", "a size", size), IntStream.of(boundaries).boxed().toList()));
    }

    /// What a data set is split into.
    public record Parts(Dataset left, Dataset right) {}

    /// Two parts that have no sample in common, drawn by `seed`: `share` of the samples, rounded, and the others. For data from arrays and
    /// files, before they are shuffled and batched. Follows `keras.utils.split_dataset`.
    ///
    /// @throws IllegalStateException when samples can't be had by number
    public Parts split(double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("Dataset > split: expected a share between 0 and 1, got " + share + ".");
        }
        return split(stage, share, seed);
    }

    private static Parts split(Stage stage, double share, long seed) {
        return switch (stage) {
            case Source.Straight(Table table) -> {
                long[] order = new Source.Shuffled(table, seed).order(0);
                int left = (int) Math.rint(share * order.length);
                yield new Parts(chosen(table, Arrays.copyOf(order, left)), chosen(table, Arrays.copyOfRange(order, left, order.length)));
            }
            case Passing.Mapped(Stage source, var function, int threads) -> {
                Parts parts = split(source, share, seed);
                yield new Parts(parts.left.map(function, threads), parts.right.map(function, threads));
            }
            case Source _, Passing _, Batching _ -> throw new IllegalStateException(
                    "Dataset > split: expected samples from arrays or files in their own order, got those of " + stage.getClass().getSimpleName()
                    + ". Split first of all.");
        };
    }

    private static Dataset chosen(Table table, long[] rows) {
        return read(rows.length, i -> table.row(rows[(int) i]));
    }

    /// {@return these elements again and again, for ever; shuffled anew each time}
    public Dataset repeat() {
        return new Dataset(new Passing.Repeated(stage, Cardinality.Open.INFINITE));
    }

    /// {@return these elements `times` times; shuffled anew each time}
    public Dataset repeat(int times) {
        return new Dataset(new Passing.Repeated(stage, new Cardinality.Exactly(requirePositive("repeat", "a number", times))));
    }

    /// The first `count` elements.
    public Dataset take(long count) {
        return new Dataset(new Passing.Taken(stage, requireCount("take", count)));
    }

    /// All but the first `count` elements.
    public Dataset skip(long count) {
        return new Dataset(new Passing.Skipped(stage, requireCount("skip", count)));
    }

    /// Holds all elements in memory: they are made once, when the first is wanted, and every epoch has those of the first, in its order. For what is slow to
    /// make and small enough to hold, such as texts that are looked up; shuffle after it, and change at random after it.
    ///
    /// @throws IllegalArgumentException when the elements never end
    public Dataset cache() {
        if (cardinality() == Cardinality.Open.INFINITE) {
            throw new IllegalArgumentException("Dataset > cache: expected elements that end, got some that never do. Cache before repeat, or take a number of them.");
        }
        return new Dataset(new Source.Straight(new Table.Kept(stage)));
    }

    /// Makes up to `count` elements ahead, on a thread of its own: what stands before works while a model learns.
    public Dataset prefetch(int count) {
        return new Dataset(new Passing.Prefetched(stage, requirePositive("prefetch", "a number", count)));
    }

    // ---- walking ---------------------------------------------------------------------------------------------------

    /// Starts a walk. What is shuffled comes in the order of that epoch, which counts from 0.
    public Elements open(long epoch) {
        return stage.open(epoch);
    }

    /// The elements of epoch 0. Closing the stream closes the walk.
    public Stream<Element> stream() {
        Elements elements = open(0);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED), false).onClose(elements::close);
    }

    /// How many elements an epoch has.
    public Cardinality cardinality() {
        return stage.cardinality();
    }

    private static int requirePositive(String stage, String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Dataset > " + stage + ": expected " + what + " of 1 or more, got " + value + ".");
        }
        return value;
    }

    private static long requireCount(String stage, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("Dataset > " + stage + ": expected 0 or more, got " + count + ".");
        }
        return count;
    }
}
