package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.UnicodeReader;
import org.keras4j.data.Unzipped;
import org.keras4j.engine.tensor.FormatException;

/// Reads sentences of two languages with their translations, one pair a line, tab-separated, UTF-8, gzipped or not, or in a zip:
///
/// | columns | content                                                    | as published by                    |
/// |---------|------------------------------------------------------------|------------------------------------|
/// | 2       | sentence, translation                                      | manythings.org/anki before 2020    |
/// | 3       | sentence, translation, attribution                         | manythings.org/anki (`cmn.txt`, …) |
/// | 4       | number, sentence, number of the translation, translation   | tatoeba.org, "sentence pairs"      |
///
/// Of a zip the first text is read whose name does not begin with `_`. The licence (CC BY 2.0 FR) asks for the attribution to be kept.
public final class SentencePairs {
    private SentencePairs() {}

    /// @param source sentence in the language of the first column
    /// @param attribution whose sentences they are; empty where the file doesn't say
    public record Pair(String source, String target, String attribution) {}

    /// All pairs, in the order of the file.
    ///
    /// @throws FormatException with the file and line that is wrong, or for a file without a pair
    /// @throws UncheckedIOException if it can't be read
    public static List<Pair> read(Path file) {
        var pairs = new ArrayList<Pair>();
        try (var lines = new BufferedReader(new UnicodeReader(open(file)))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    pairs.add(pair(file, number, line));
                }
            }
        } catch (CharacterCodingException | ZipException e) {
            throw new FormatException(file + " > " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        if (pairs.isEmpty()) {
            throw new FormatException(file + ": expected pairs of sentences, got none.");
        }
        return List.copyOf(pairs);
    }

    private static InputStream open(Path file) throws IOException {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")
                ? text(file, new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) : Unzipped.open(file);
    }

    private static InputStream text(Path file, ZipInputStream zip) throws IOException {
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName().replaceFirst(".*/", "");
            if (!entry.isDirectory() && !name.startsWith("_") && name.matches(".*\\.(txt|tsv)")) {
                return Unzipped.of(zip);
            }
        }
        throw new FormatException(file + ": expected a text (.txt or .tsv) in this zip, got none.");
    }

    private static Pair pair(Path file, int number, String line) {
        var columns = line.split("\t", -1);
        var pair = switch (columns.length) {
            case 2 -> new Pair(columns[0].strip(), columns[1].strip(), "");
            case 3 -> new Pair(columns[0].strip(), columns[1].strip(), columns[2].strip());
            case 4 -> new Pair(columns[1].strip(), columns[3].strip(), "tatoeba.org #" + columns[0].strip() + " & #" + columns[2].strip());
            default -> throw new FormatException(file + " > line " + number + ": expected 2, 3 or 4 columns, tab-separated, got " + columns.length + ".");
        };
        if (pair.source.isEmpty() || pair.target.isEmpty()) {
            throw new FormatException(file + " > line " + number + ": expected two sentences, got an empty one.");
        }
        return pair;
    }
}
