package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.UnicodeReader;
import org.keras4j.data.Unzipped;
import org.keras4j.engine.tensor.FormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// Reads collections of Chinese verse, gzipped or not, in three formats:
///
/// | file             | content                                                                                            |
/// |------------------|----------------------------------------------------------------------------------------------------|
/// | `.json`          | an array of `{"title", "author", "paragraphs", "id"}`, as in the collection *chinese-poetry*         |
/// | `.jsonl`         | such an object a line, `lines` instead of `paragraphs` allowed                                      |
/// | any other ending | UTF-8 text, a poem a line: `title:poem`, with a colon of either width                               |
///
/// Poems are cut into lines at ，。！？；：、 and their narrow forms; no mark is kept. Which are verse of a certain form is for the caller
/// to say: some have gaps (□) and remarks in brackets.
public final class ChinesePoetry {
    private static final Pattern MARKS = Pattern.compile("[，。！？；：、,.!?;:\\s]+");
    private static final Pattern COLON = Pattern.compile("[:：]");

    private ChinesePoetry() {}

    /// @param author empty where the format names none
    /// @param lines without punctuation, in the script of the source
    /// @param id of the source; empty where it has none
    public record Poem(String title, String author, List<String> lines, String id) {
        public Poem {
            lines = List.copyOf(lines);
        }
    }

    /// All poems of a file, or of all files of a folder that end in `.json`, `.jsonl`, and these with `.gz`, in the order of their names.
    ///
    /// @throws FormatException with the file and the poem or line that is wrong, or for a file or folder without a poem
    /// @throws UncheckedIOException if it can't be read
    public static List<Poem> read(Path path) {
        var poems = Files.isDirectory(path) ? files(path).stream().flatMap(file -> file(file).stream()).toList() : file(path);
        if (poems.isEmpty()) {
            throw new FormatException(path + ": expected poems, got none.");
        }
        return poems;
    }

    /// All poems of a stream.
    ///
    /// @param name whose ending says the format; messages name it
    /// @throws FormatException as above
    public static List<Poem> read(String name, InputStream in) throws IOException {
        return switch (kind(name)) {
            case "json", "jsonl" -> objects(name, in);
            default -> texts(name, in);
        };
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> kind(file.getFileName().toString()).matches("jsonl?")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be listed.", e);
        }
    }

    private static List<Poem> file(Path file) {
        try (var in = Unzipped.open(file)) {
            return read(file.toString(), in);
        } catch (ZipException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String kind(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "").replaceFirst(".*\\.", "");
    }

    /// An array of objects, or objects one after the other: the parser takes both as a sequence.
    private static List<Poem> objects(String file, InputStream in) {
        var poems = new ArrayList<Poem>();
        try (MappingIterator<JsonNode> nodes = JsonMapper.shared().readerFor(JsonNode.class).readValues(in)) {
            while (nodes.hasNextValue()) {
                poems.add(poem(file, poems.size() + 1, nodes.nextValue()));
            }
        } catch (JacksonException e) {
            throw new FormatException(file + " > poem " + (poems.size() + 1) + ": expected JSON, got something else. " + e.getOriginalMessage(), e);
        }
        return poems;
    }

    private static Poem poem(String file, int number, JsonNode node) {
        var lines = node.has("lines") ? node.path("lines") : node.path("paragraphs");
        if (!lines.isArray() || !lines.values().stream().allMatch(JsonNode::isString)) {
            throw new FormatException(file + " > poem " + number + ": expected an object with paragraphs (or lines), an array of texts, got "
                    + (node.isObject() ? "one with " + String.join(", ", node.propertyNames()) : node.getNodeType().toString().toLowerCase(Locale.ROOT)) + ".");
        }
        return new Poem(text(node, "title"), text(node, "author"), lines.values().stream().flatMap(text -> lines(text.asString())).toList(), text(node, "id"));
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).isString() ? node.path(key).asString() : "";
    }

    private static List<Poem> texts(String file, InputStream in) throws IOException {
        var poems = new ArrayList<Poem>();
        int number = 0;
        for (var line : text(file, in).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                var parts = COLON.split(line.strip(), 2);
                if (parts.length < 2 || parts[1].isBlank()) {
                    throw new FormatException(file + ": line " + number + ": expected title:poem, got '" + line.strip() + "'.");
                }
                poems.add(new Poem(parts[0].strip(), "", lines(parts[1]).toList(), ""));
            }
        }
        return poems;
    }

    private static String text(String file, InputStream in) throws IOException {
        try {
            return UnicodeReader.text(in);
        } catch (CharacterCodingException e) {
            throw new FormatException(file + ": " + e.getMessage(), e);
        }
    }

    private static Stream<String> lines(String text) {
        return MARKS.splitAsStream(text).filter(line -> !line.isEmpty());
    }
}
