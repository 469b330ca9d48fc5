package org.keras4j.apps.pictures;

import module java.base;

/// The pictures that a user names: files, and folders of them.
public final class PictureFiles {
    private static final Set<String> ENDINGS = new TreeSet<>(Set.of("png", "jpg", "jpeg", "gif", "bmp"));

    private PictureFiles() {}

    public static boolean isPicture(Path file) {
        return ENDINGS.contains(file.toString().replaceAll(".*\\.", "").toLowerCase(Locale.ROOT));
    }

    /// The file itself, or all pictures of a folder by name.
    ///
    /// @throws IllegalArgumentException for a folder without pictures
    public static List<Path> of(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var files = Files.list(path)) {
            var found = files.filter(PictureFiles::isPicture).sorted().toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(path + ": expected pictures in this folder (" + String.join(", ", ENDINGS) + "), got none.");
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
