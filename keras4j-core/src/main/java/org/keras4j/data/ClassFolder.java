package org.keras4j.data;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NDArray;

/// Files of a kind in one folder for each class, as a data set: what pictures, texts and sounds have in common. Shuffled anew each epoch, in
/// batches of 32, labelled with the number of their class, unless it is told otherwise; what is told makes another of it.
///
/// @param <S> itself
public abstract sealed class ClassFolder<S extends ClassFolder<S>> permits AudioFolder, ImageFolder, TextFolder {
    /// As many as there are processors, but not so many that what they hold would fill the memory: a photograph takes some 50 MB while it is unpacked.
    static final int READERS = Math.min(16, Runtime.getRuntime().availableProcessors());

    private final Options options;

    /// @param endings of the files' names
    /// @param seed of the order; `null` for that of their names
    /// @param part that is used; all if `null`
    record Options(Path folder, Set<String> endings, LabelMode labelMode, int batch, @Nullable Long seed, @Nullable Part part) {
        static Options of(Path folder, String... endings) {
            return new Options(folder, new TreeSet<>(List.of(endings)), LabelMode.INT, 32, 0L, null);
        }

        private Options labelMode(LabelMode mode)   { return new Options(folder, endings, mode, batch, seed, part); }
        private Options batch(int size)             { return new Options(folder, endings, labelMode, size, seed, part); }
        private Options seed(@Nullable Long number) { return new Options(folder, endings, labelMode, batch, number, part); }
        private Options part(Part wanted)           { return new Options(folder, endings, labelMode, batch, seed, wanted); }
    }

    ClassFolder(Options options) {
        this.options = options;
    }

    /// The same with other options.
    abstract S with(Options options);

    /// In which form the class is given: its number unless said.
    public final S labelMode(LabelMode mode) { return with(options.labelMode(mode)); }

    /// Files in a batch: 32 unless said.
    public final S batchSize(int batch)      { return with(options.batch(batch)); }

    /// In an order that is a function of the seed, 0 unless it is told otherwise, and the epoch.
    public final S shuffle(long seed)        { return with(options.seed(seed)); }
    /// Whether in such an order, or in that of the files' names, class by class: for a look at the data, and to compare predictions with files.
    public final S shuffle(boolean shuffle)  { return with(options.seed(shuffle ? (Long) 0L : null)); }

    /// Only one part, with the files that Keras gives it.
    ///
    /// @param validation the share that validates
    public final S part(double validation, Subset subset, int seed) {
        return with(options.part(new Part(validation, subset, seed)));
    }

    /// The names of the folders, in the order of their numbers.
    public final List<String> classNames() {
        return files().classes();
    }

    final ClassFolders files() {
        ClassFolders all = ClassFolders.in(options.folder, options.endings);
        return options.part == null ? all : all.part(options.part);
    }

    final Options options() {
        return options;
    }

    /// What `read` makes of each file, and its label, one by one.
    ///
    /// @param threads that read at once: [#READERS], or 1 where somebody else's function has a say
    final Dataset each(Function<Path, NDArray> read, int threads) {
        Dataset items = files().dataset(options.labelMode, read, threads);
        return options.seed == null ? items : items.shuffle(options.seed);
    }
}
