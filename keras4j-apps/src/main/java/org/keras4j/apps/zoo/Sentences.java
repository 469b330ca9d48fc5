package org.keras4j.apps.zoo;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Output;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataDescription;
import org.keras4j.apps.data.DataDescription.Split;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.data.UnicodeReader;
import org.keras4j.data.Unzipped;

/// Sentences of film reviews, for or against: one in ten tests, another validates. Equal sentences count once, so that none is on two sides.
record Sentences(Part train, Part validation, Part test, DataDescription description) {
    static final List<String> CLASSES = List.of("against", "for");
    private static final String FILE = "rt_polarity.tsv";
    private static final DataFiles FILES = DataFiles.of("text", "sentences of film reviews", FILE);
    private static final int GENERATED = 4000;

    /// @param texts of words with spaces between
    /// @param labels positions in [#CLASSES]
    record Part(List<String> texts, int[] labels) {
        static Part of(List<Sentence> sentences) {
            return new Part(sentences.stream().map(Sentence::text).toList(), sentences.stream().mapToInt(Sentence::label).toArray());
        }

        int count() {
            return labels.length;
        }
    }

    record Sentence(int label, String text) {}

    static DataFiles.Choice choose(RunOptions options, DataPlaces places) {
        return FILES.choose(options, places);
    }

    /// Whether the real ones are there.
    static boolean isIn(RunOptions options, DataPlaces places) {
        return FILES.find(options, places).isPresent();
    }

    /// @throws DataException if the file is broken, or missing where it must not be
    static Sentences load(RunOptions options, DataPlaces places, Output output) {
        var sentences = switch (choose(options, places)) {
            case DataFiles.Real real -> of(read(real.file(FILE)), options.seed(), DataDescription.real("rt_polarity", real.folder(),
                    List.of(real.file(FILE)), "none stated; Pang and Lee 2005, sentence polarity 1.0"));
            case DataFiles.Generated generated -> {
                generated.warn(output);
                yield of(made(options.seed()), options.seed(), DataDescription.generated("generated sentences", "written by Keras4J with seed " + options.seed()));
            }
        };
        sentences.description.lines().forEach(output::say);
        return sentences;
    }

    /// Lower case, with spaces around marks: as the reviews have it.
    static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("([^\\p{L}\\p{N}\\s'])", " $1 ").strip().replaceAll("\\s+", " ");
    }

    /// A table of `label<TAB>text` with a header; 1 is for.
    private static List<Sentence> read(Path file) {
        List<String> lines;
        try (var in = Unzipped.open(file)) {
            lines = UnicodeReader.text(in).lines().toList();
        } catch (CharacterCodingException | ZipException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
        }
        var sentences = new ArrayList<Sentence>();
        for (int i = 1; i < lines.size(); i++) {
            var columns = lines.get(i).split("\t", 2);
            if (columns.length < 2 || !columns[0].matches("[01]") || columns[1].isBlank()) {
                throw new DataException(file + ": line " + (i + 1) + ": expected 0 or 1, a tab and a sentence, got '" + lines.get(i) + "'.");
            }
            sentences.add(new Sentence(Integer.parseInt(columns[0]), columns[1].strip()));
        }
        if (sentences.size() < 20) {
            throw new DataException(file + ": expected a header and at least 20 sentences, got " + sentences.size() + ".");
        }
        return sentences;
    }

    static Sentences of(List<Sentence> all, long seed, DataDescription data) {
        // A text that is praised and blamed alike teaches nothing, and must not stand on two sides.
        var byText = all.stream().collect(Collectors.groupingBy(sentence -> normal(sentence.text), LinkedHashMap::new, Collectors.toSet()));
        var sentences = byText.values().stream().filter(same -> same.stream().map(Sentence::label).distinct().count() == 1)
                .map(same -> same.stream().min(Comparator.comparing(Sentence::text)).orElseThrow()).collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(sentences, new Random(seed));
        int part = Math.max(1, sentences.size() / 10);
        var test = Part.of(sentences.subList(0, part));
        var validation = Part.of(sentences.subList(part, 2 * part));
        var train = Part.of(sentences.subList(2 * part, sentences.size()));
        var splits = List.of(split("train", train), split("validation", validation), split("test", test));
        return new Sentences(train, validation, test, data.splits(splits));
    }

    private static Split split(String name, Part part) {
        return Split.of(name, CLASSES, part.labels);
    }

    /// Praise and blame, half of it turned round by a `not`.
    private static List<Sentence> made(long seed) {
        var random = new SplittableRandom(seed);
        var things = List.of("film", "plot", "cast", "script", "music", "ending", "camera", "humour", "director", "dialogue", "hero", "pace");
        var good = List.of("wonderful", "touching", "clever", "funny", "fresh", "gripping", "honest", "warm");
        var bad = List.of("dull", "clumsy", "stale", "endless", "hollow", "noisy", "lifeless", "silly");
        var ends = List.of("as a whole", "in every scene", "this time", "from the start", "for children", "at night", "on second thought", "to the last minute");
        return IntStream.range(0, GENERATED).mapToObj(_ -> {
            boolean praise = random.nextBoolean();
            boolean turned = random.nextBoolean();
            var words = praise ? good : bad;
            String text = "the " + any(things, random) + " and the " + any(things, random) + " are " + (turned ? "not " : "") + any(words, random) + " "
                    + any(ends, random) + " .";
            return new Sentence(praise == turned ? 0 : 1, text);
        }).toList();
    }

    private static String any(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
