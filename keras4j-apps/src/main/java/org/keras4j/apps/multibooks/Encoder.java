package org.keras4j.apps.multibooks;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.data.Standardizer;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import tools.jackson.databind.json.JsonMapper;

/// Makes books into numbers and numbers into answers, by what the training part holds.
///
/// @param characters of titles; 0 stands for none and 1 for any other
/// @param names words of authors' names
/// @param counts how the logarithms of counts are spread
/// @param year and `rating` how those are
record Encoder(List<String> characters, List<String> names, Standardizer counts, Standardizer year, Standardizer rating) {
    static final String FILE = "encoder.json";
    static final int TITLE = 80;
    static final int COUNTS = 3;
    private static final int OTHER = 1;
    private static final int FIRST = 2;
    private static final int LEAST_CHARACTERS = 5;
    private static final int LEAST_AUTHORS = 3;

    static Encoder of(List<Volume> train) {
        var characters = frequent(train.stream().flatMap(volume -> volume.title().toLowerCase(Locale.ROOT).codePoints().mapToObj(Character::toString)), LEAST_CHARACTERS);
        // An author counts once, however many books are theirs.
        var names = frequent(train.stream().map(Volume::author).distinct().flatMap(Encoder::words), LEAST_AUTHORS);
        return new Encoder(characters, names, Standardizer.of(train.stream().map(Encoder::logarithms).toArray(double[][]::new)),
                Standardizer.of(train.stream().mapToDouble(Volume::year).toArray()), Standardizer.of(train.stream().mapToDouble(Volume::rating).toArray()));
    }

    /// @throws DataException if the file is missing or isn't such a file
    static Encoder read(EarlierRun run) {
        return run.json(FILE, Encoder.class);
    }

    void write(RunFolder folder) {
        folder.write(FILE, JsonMapper.shared().writeValueAsString(this));
    }

    int characterCount() {
        return FIRST + characters.size();
    }

    /// {@return the inputs by name: `title` int32 `[count, 80]`, `author` float32 `[count, names]` and `counts` float32 `[count, 3]`}
    Map<String, NDArray> inputs(List<Volume> volumes) {
        var places = places(characters);
        var nameAt = places(names);
        var title = new int[volumes.size() * TITLE];
        var author = new float[volumes.size() * names.size()];
        var numbers = new float[volumes.size() * COUNTS];
        for (int row = 0; row < volumes.size(); row++) {
            var volume = volumes.get(row);
            int[] signs = volume.title().toLowerCase(Locale.ROOT).codePoints().limit(TITLE).toArray();
            for (int i = 0; i < signs.length; i++) {
                title[row * TITLE + i] = places.containsKey(Character.toString(signs[i])) ? FIRST + places.get(Character.toString(signs[i])) : OTHER;
            }
            int from = row * names.size();
            words(volume.author()).filter(nameAt::containsKey).forEach(word -> author[from + nameAt.get(word)] = 1);
            double[] scaled = counts.apply(new double[][] {logarithms(volume)})[0];
            for (int i = 0; i < COUNTS; i++) {
                // What isn't said counts as usual.
                numbers[row * COUNTS + i] = Double.isNaN(scaled[i]) ? 0 : (float) scaled[i];
            }
        }
        int count = volumes.size();
        return Map.of("title", NDArray.of(Shape.of(count, TITLE), title), "author", NDArray.of(Shape.of(count, names.size()), author),
                "counts", NDArray.of(Shape.of(count, COUNTS), numbers));
    }

    /// {@return the targets of these heads by name: `[count, 1]` each, year and rating scaled so that none drowns the others}
    Map<String, NDArray> targets(List<Volume> volumes, Set<Head> heads) {
        return heads.stream().collect(Collectors.toMap(Head::key, head -> switch (head) {
            case YEAR -> column(year.apply(volumes.stream().mapToDouble(Volume::year).toArray()));
            case RATING -> column(rating.apply(volumes.stream().mapToDouble(Volume::rating).toArray()));
            case LANGUAGE -> NDArray.of(Shape.of(volumes.size(), 1), volumes.stream().mapToInt(volume -> volume.language().ordinal()).toArray());
            case GENRE -> NDArray.of(Shape.of(volumes.size(), 1), volumes.stream().mapToInt(volume -> Objects.requireNonNull(volume.genre()).ordinal()).toArray());
        }));
    }

    private static NDArray column(double[] values) {
        return NDArray.generate(DType.FLOAT32, Shape.of(values.length, 1), i -> values[(int) i]);
    }

    private static double[] logarithms(Volume volume) {
        return volume.counts().values().stream().mapToDouble(count -> count == null ? Double.NaN : Math.log1p(count)).toArray();
    }

    private static Stream<String> words(String author) {
        return Stream.of(author.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).distinct();
    }

    private static List<String> frequent(Stream<String> items, int least) {
        return items.collect(Collectors.groupingBy(item -> item, TreeMap::new, Collectors.counting())).entrySet().stream()
                .filter(entry -> entry.getValue() >= least).map(Map.Entry::getKey).toList();
    }

    private static Map<String, Integer> places(List<String> items) {
        return IntStream.range(0, items.size()).boxed().collect(Collectors.toMap(items::get, i -> i));
    }
}
