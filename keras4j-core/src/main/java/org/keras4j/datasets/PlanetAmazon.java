package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.ImageFiles;
import org.keras4j.data.UnicodeReader;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Planet's "Understanding the Amazon from Space" (Kaggle 2017): 40,479 pictures of 256 × 256 pixels, each with some of 17 tags: one of
/// the weather, and what is seen on the ground.
///
/// | file                  | content                                                      |
/// |-----------------------|--------------------------------------------------------------|
/// | `train_v2.csv`        | `image_name,tags`, then lines such as `train_0,haze primary` |
/// | `train-jpg/NAME.jpg`  | the pictures                                                 |
///
/// @param files a picture each
/// @param tags float32 `[count, 17]`: 1 where the picture has the tag
public record PlanetAmazon(List<Path> files, NDArray tags) {
    /// The weather, what is often on the ground, what is seldom.
    public static final List<String> TAGS = List.of("clear", "partly_cloudy", "cloudy", "haze",
            "primary", "water", "habitation", "agriculture", "road", "cultivation", "bare_ground",
            "selective_logging", "artisinal_mine", "blooming", "slash_burn", "conventional_mine", "blow_down");

    public PlanetAmazon {
        files = List.copyOf(files);
    }

    /// Reads the table, and looks whether the pictures are there.
    ///
    /// @param folder of the pictures
    /// @throws FormatException naming the line that is wrong: a tag that isn't one of the 17, a picture that isn't there
    /// @throws UncheckedIOException if the table or the folder can't be read
    public static PlanetAmazon read(Path csv, Path folder) {
        try (var listed = Files.list(folder); var table = Files.newInputStream(csv)) {
            var present = listed.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            var rows = rows(csv, UnicodeReader.text(table).lines().toList());
            var files = new ArrayList<Path>();
            var tags = NDArray.zeros(DType.FLOAT32, Shape.of(rows.size(), TAGS.size()));
            for (int row = 0; row < rows.size(); row++) {
                String where = csv + ": line " + (row + 2) + ": ";
                var fields = List.of(rows.get(row).strip().split(",", -1));
                if (fields.size() != 2) {
                    throw new FormatException(where + "expected a picture's name and its tags, got '" + rows.get(row) + "'.");
                }
                String name = fields.getFirst() + ".jpg";
                if (!present.contains(name)) {
                    throw new FormatException(where + "expected the picture " + name + " in " + folder + ", got none.");
                }
                files.add(folder.resolve(name));
                for (String tag : fields.getLast().strip().split(" +")) {
                    if (!TAGS.contains(tag)) {
                        throw new FormatException(where + "expected tags of " + String.join(", ", TAGS) + ", got '" + tag + "'.");
                    }
                    tags.set(1, row, TAGS.indexOf(tag));
                }
            }
            return new PlanetAmazon(files, tags);
        } catch (CharacterCodingException e) {
            throw new FormatException(csv + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(csv + " and " + folder + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// {@return the lines below the head, up to the last that isn't blank}
    private static List<String> rows(Path csv, List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().strip().equals("image_name,tags")) {
            throw new FormatException(csv + ": line 1: expected image_name,tags, got " + (lines.isEmpty() ? "an empty file" : "'" + lines.getFirst() + "'") + ".");
        }
        int last = lines.size();
        while (lines.get(last - 1).isBlank()) {
            last--;
        }
        if (last == 1) {
            throw new FormatException(csv + ": line 2: expected a picture's name and tags, got the end of the file.");
        }
        return lines.subList(1, last);
    }

    /// Reads all pictures, made smaller by means of pixels.
    ///
    /// @param side of the pictures in pixels, as they come out
    /// @return uint8 `[count, side, side, 3]`
    /// @throws UncheckedIOException naming the picture that can't be read
    public NDArray images(int side) {
        var images = NDArray.zeros(DType.UINT8, Shape.of(files.size(), side, side, 3));
        var all = images.segment();
        long bytes = (long) side * side * 3;
        for (int i = 0; i < files.size(); i++) {
            var small = ImageFiles.averaged(ImageFiles.load(files.get(i), ImageFiles.Color.RGB), side, side).toFloatArray();
            for (int at = 0; at < small.length; at++) {
                all.set(ValueLayout.JAVA_BYTE, i * bytes + at, (byte) Math.round(small[at]));
            }
        }
        Reference.reachabilityFence(images);
        return images;
    }
}
