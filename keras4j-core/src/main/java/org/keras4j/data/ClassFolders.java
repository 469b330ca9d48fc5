package org.keras4j.data;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Files in one folder for each class, whose names in order are the classes.
record ClassFolders(List<String> classes, List<Path> files, List<Integer> labels) {
    /// As Python compares strings: a space and a hyphen come before the slash.
    private static final Comparator<Path> IN_ORDER = Comparator.comparing(path -> path.toString().codePoints().toArray(), Arrays::compare);

    static ClassFolders in(Path folder, Set<String> endings) {
        // As Keras: `.ipynb_checkpoints` is no class.
        List<Path> folders = listed(folder).stream().filter(path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith(".")).toList();
        var files = new ArrayList<Path>();
        var labels = new ArrayList<Integer>();
        for (int label = 0; label < folders.size(); label++) {
            for (Path file : below(folders.get(label), endings)) {
                files.add(file);
                labels.add(label);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(folder + ": expected a folder for each class with files " + endings + " in it, got none.");
        }
        return new ClassFolders(folders.stream().map(path -> path.getFileName().toString()).toList(), files, labels);
    }

    private static List<Path> listed(Path folder) {
        try (var found = Files.list(folder)) {
            return found.sorted(IN_ORDER).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": expected a folder that can be listed: " + e + ".", e);
        }
    }

    /// As Keras: folder by folder, these in the order of their whole paths, so that `a b` stands before what is in `a/c`.
    private static List<Path> below(Path folder, Set<String> endings) {
        return folders(folder).sorted(IN_ORDER).flatMap(each -> listed(each).stream()).filter(path -> !Files.isDirectory(path))
                .filter(path -> endings.stream().anyMatch(path.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith)).toList();
    }

    /// Links to folders are left alone, as by Keras: one that leads back up would give each file many times, and two of them have no end.
    private static Stream<Path> folders(Path folder) {
        return Stream.concat(Stream.of(folder), listed(folder).stream().filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).flatMap(ClassFolders::folders));
    }

    /// As `validation_split`, `subset` and `seed` of Keras: shuffled by NumPy, the last share validates.
    ClassFolders part(Part part) {
        int[] order = NumPyShuffle.order(part.seed(), files.size());
        int training = files.size() - (int) (part.validation() * files.size());
        int[] kept = part.subset() == Subset.TRAINING ? Arrays.copyOf(order, training) : Arrays.copyOfRange(order, training, order.length);
        return new ClassFolders(classes, IntStream.of(kept).mapToObj(files::get).toList(), IntStream.of(kept).mapToObj(labels::get).toList());
    }

    /// A sample a file, read by up to `threads` at once; `read` failing names the file.
    Dataset dataset(LabelMode mode, Function<Path, NDArray> read, int threads) {
        if (mode == LabelMode.BINARY && classes.size() != 2) {
            throw new IllegalArgumentException("label_mode binary: expected two classes, got " + classes + ".");
        }
        Dataset numbers = Dataset.read(files.size(), i -> Element.of(NDArray.scalar(i)));
        return numbers.map(number -> sample((int) number.input().item(), mode, read), threads);
    }

    private Element sample(int number, LabelMode mode, Function<Path, NDArray> read) {
        NDArray x;
        try {
            x = read.apply(files.get(number));
        } catch (RuntimeException e) {
            throw new DatasetException(files.get(number) + ": " + e.getMessage(), e);
        }
        int label = labels.get(number);
        return switch (mode) {
            case INT -> Element.of(x, NDArray.scalar(label));
            case CATEGORICAL -> Element.of(x, NDArray.generate(DType.FLOAT32, Shape.of(classes.size()), k -> k == label ? 1 : 0));
            case BINARY -> Element.of(x, NDArray.of((float) label));
            case NONE -> Element.of(x);
        };
    }
}
