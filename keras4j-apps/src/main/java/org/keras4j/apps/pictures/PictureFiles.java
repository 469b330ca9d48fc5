package org.keras4j.apps.pictures;

import module java.base;
import java.awt.image.BufferedImage;
import org.keras4j.data.PictureDecoder;
import org.keras4j.engine.tensor.FormatException;

/// The pictures that a user names: files, and folders of them.
public final class PictureFiles {
    private static final Set<String> ENDINGS = new TreeSet<>(Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff"));

    private PictureFiles() {}

    /// {@return whether a file's name ends as that of a picture}
    public static boolean isPicture(Path file) {
        return ENDINGS.stream().anyMatch(ending -> file.toString().toLowerCase(Locale.ROOT).endsWith("." + ending));
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

    /// Reads a picture of any format that Java knows.
    ///
    /// @throws IllegalArgumentException if there is no such file, or it holds no picture
    public static BufferedImage read(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": expected a picture, got a folder.");
        }
        try (var in = Files.newInputStream(file)) {
            return PictureDecoder.decode(in, Files.size(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": there is no such file.", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(file + ": may not be read.", e);
        } catch (FormatException | IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
