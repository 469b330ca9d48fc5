package org.keras4j.datasets;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.data.PictureDecoder;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// EuroSAT (Helber, Bischke, Dengel, Borth 2019): pictures of 640 × 640 metres of Europe, taken by Sentinel-2, and how the land is used.
///
/// Read as published: a folder for each class with JPEG (or PNG) files of 64 × 64 pixels, in a folder or in a zip archive, which isn't
/// unpacked. Class folders may lie below `train` and `test`, and at any depth: the last folder is the class.
///
/// @param classes names in alphabetical order
/// @param parts `TRAIN` and `TEST`, or `WHOLE`; each has all classes
public record EuroSat(List<String> classes, SequencedMap<Part, Tiles> parts) {
    /// Pixels of a side.
    public static final int SIDE = 64;
    private static final int BYTES = SIDE * SIDE * 3;
    /// A tile of 64 × 64 pixels takes 12 kB without any compression.
    private static final int MOST_FILE_BYTES = 1 << 18;
    /// The pixels of more would not fit one array; the whole of EuroSAT has 27,000.
    private static final int MOST_TILES = 150_000;
    private static final Set<String> ENDINGS = Set.of(".jpg", ".jpeg", ".png");

    /// How the files are divided.
    public enum Part {
        TRAIN, TEST, WHOLE
    }

    /// @param names of the files, in order: `Forest_12.jpg`
    /// @param images uint8 `[count, 64, 64, 3]`, red, green, blue
    /// @param labels int32 `[count]`: positions in the classes
    public record Tiles(List<String> names, NDArray images, NDArray labels) {
        public Tiles {
            names = List.copyOf(names);
        }
    }

    public EuroSat {
        classes = List.copyOf(classes);
    }

    /// @param path a folder or a zip archive
    /// @throws FormatException naming the file that is no such tile, or what is missing
    /// @throws UncheckedIOException if it can't be read
    public static EuroSat read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return ofFolder(path);
            }
            try (var zip = new ZipFile(path.toFile())) {
                return ofZip(path, zip);
            }
        } catch (ZipException e) {
            throw new FormatException(path + ": expected a zip archive, got a broken one (" + e.getMessage() + "). Fetch it again.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private interface Source {
        InputStream open() throws IOException;
    }

    /// @param where for messages
    private record Found(String where, Part part, String label, String name, Source source) {}

    private static EuroSat ofFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var found = files.filter(Files::isRegularFile).sorted()
                    .flatMap(file -> found(file.toString(), folder.toAbsolutePath().getFileName() + "/" + slashes(folder.relativize(file)), () -> Files.newInputStream(file)).stream())
                    .toList();
            return of(folder, found);
        }
    }

    private static EuroSat ofZip(Path path, ZipFile zip) throws IOException {
        var found = zip.stream().filter(entry -> !entry.isDirectory()).sorted(Comparator.comparing(ZipEntry::getName))
                .flatMap(entry -> found(path + " > " + entry.getName(), entry.getName(), () -> zip.getInputStream(entry)).stream())
                .toList();
        return of(path, found);
    }

    private static String slashes(Path path) {
        return StreamSupport.stream(path.spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
    }

    /// A file that may be a tile: Macintosh archives carry others beside them.
    private static Optional<Found> found(String where, String path, Source source) {
        var names = List.of(path.split("/"));
        String file = names.getLast();
        boolean picture = ENDINGS.stream().anyMatch(file.toLowerCase(Locale.ROOT)::endsWith);
        if (!picture || names.size() < 2 || file.startsWith(".") || names.getFirst().equals("__MACOSX")) {
            return Optional.empty();
        }
        var part = names.size() < 3 ? Part.WHOLE : switch (names.get(names.size() - 3)) {
            case "train" -> Part.TRAIN;
            case "test" -> Part.TEST;
            default -> Part.WHOLE;
        };
        return Optional.of(new Found(where, part, names.get(names.size() - 2), file, source));
    }

    private static EuroSat of(Path path, List<Found> found) throws IOException {
        if (found.isEmpty()) {
            throw new FormatException(path + ": expected a folder of JPEG files for each class (Forest/Forest_1.jpg, …), got none.");
        }
        var classes = found.stream().map(Found::label).distinct().sorted().toList();
        var groups = found.stream().collect(Collectors.groupingBy(Found::part, () -> new EnumMap<>(Part.class), Collectors.toList()));
        if (!groups.keySet().equals(EnumSet.of(Part.WHOLE)) && !groups.keySet().equals(EnumSet.of(Part.TRAIN, Part.TEST))) {
            throw new FormatException(path + ": expected class folders below both train and test, or below neither, got them below "
                    + groups.keySet().stream().map(part -> part == Part.WHOLE ? "neither" : part.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" and ")) + ".");
        }
        var parts = new LinkedHashMap<Part, Tiles>();
        for (var group : groups.entrySet()) {
            var missing = new ArrayList<>(classes);
            missing.removeAll(group.getValue().stream().map(Found::label).collect(Collectors.toSet()));
            if (!missing.isEmpty()) {
                throw new FormatException(path + ": expected tiles of all classes in " + group.getKey().name().toLowerCase(Locale.ROOT)
                        + ", got none of " + String.join(", ", missing) + ".");
            }
            parts.put(group.getKey(), tiles(path, classes, group.getValue()));
        }
        return new EuroSat(classes, parts);
    }

    private static Tiles tiles(Path path, List<String> classes, List<Found> found) throws IOException {
        if (found.size() > MOST_TILES) {
            throw new FormatException(String.format(Locale.ROOT, "%s: expected at most %,d tiles, got %,d.", path, MOST_TILES, found.size()));
        }
        var pixels = ByteBuffer.allocate(found.size() * BYTES);
        for (var tile : found) {
            decode(tile, pixels);
        }
        int[] labels = found.stream().mapToInt(tile -> classes.indexOf(tile.label)).toArray();
        return new Tiles(found.stream().map(Found::name).toList(),
                NDArray.of(pixels.flip(), DType.UINT8, Shape.of(found.size(), SIDE, SIDE, 3)), NDArray.of(labels));
    }

    private static void decode(Found tile, ByteBuffer into) throws IOException {
        byte[] file;
        try (var in = tile.source.open()) {
            // What the archive's directory says of sizes need not be true.
            file = in.readNBytes(MOST_FILE_BYTES + 1);
        }
        if (file.length > MOST_FILE_BYTES) {
            throw new FormatException(String.format(Locale.ROOT, "%s: expected a tile of at most %,d bytes, got more.", tile.where, MOST_FILE_BYTES));
        }
        BufferedImage image;
        try {
            image = PictureDecoder.decode(new ByteArrayInputStream(file), file.length);
        } catch (FormatException e) {
            throw new FormatException(tile.where + ": " + e.getMessage(), e);
        }
        if (image.getWidth() != SIDE || image.getHeight() != SIDE || image.getColorModel().getNumColorComponents() != 3) {
            throw new FormatException(tile.where + ": expected a picture of 64 × 64 coloured pixels, got " + image.getWidth() + " × " + image.getHeight() + " in "
                    + image.getColorModel().getNumColorComponents() + " colours.");
        }
        for (int rgb : image.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE)) {
            into.put((byte) (rgb >> 16)).put((byte) (rgb >> 8)).put((byte) rgb);
        }
    }
}
