package org.keras4j.apps.qa;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// The words that the network reads and answers with, in the order of their numbers; 0 is padding, 1 a word that it doesn't know.
record Words(List<String> words) {
    static final String FILE = "words.txt";
    /// Words of the longest sentence.
    static final int WIDTH = 7;
    private static final List<String> SPECIAL = List.of("<pad>", "<unk>");

    static Words of(List<Story> stories) {
        var all = stories.stream().flatMap(story -> Stream.concat(story.sentences().stream(), Stream.of(story.question(), story.answer()))).flatMap(Words::split)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Words(Stream.concat(SPECIAL.stream(), all.stream()).toList());
    }

    /// @throws DataException if the file is missing or isn't such a list
    static Words read(EarlierRun run) {
        var words = run.lines(FILE);
        if (words.size() < 3 || !words.subList(0, SPECIAL.size()).equals(SPECIAL)) {
            throw new DataException(run.file(FILE) + ": expected " + String.join(" ", SPECIAL) + " and words, a line each, got something else.");
        }
        return new Words(words);
    }

    void write(RunFolder folder) {
        folder.write(FILE, String.join("\n", words) + "\n");
    }

    int size() {
        return words.size();
    }

    int number(String word) {
        int at = words.indexOf(word.toLowerCase(Locale.ROOT));
        return at < 0 ? 1 : at;
    }

    List<String> unknown(String text) {
        return split(text).filter(word -> number(word) == 1).distinct().toList();
    }

    /// The last sentences of each story, int32 `[stories, 8, 7]`; a shorter one is filled up in front, so that the last sentence is always at the end.
    NDArray stories(List<Story> stories) {
        int places = StoryGrammar.MOST_SENTENCES;
        var numbers = new int[stories.size() * places * WIDTH];
        for (int i = 0; i < stories.size(); i++) {
            var sentences = stories.get(i).sentences();
            var last = sentences.subList(Math.max(0, sentences.size() - places), sentences.size());
            for (int k = 0; k < last.size(); k++) {
                put(last.get(k), numbers, ((i + 1) * places - last.size() + k) * WIDTH);
            }
        }
        return NDArray.of(Shape.of(stories.size(), places, WIDTH), numbers);
    }

    /// int32 `[stories, 7]`
    NDArray questions(List<Story> stories) {
        var numbers = new int[stories.size() * WIDTH];
        for (int i = 0; i < stories.size(); i++) {
            put(stories.get(i).question(), numbers, i * WIDTH);
        }
        return NDArray.of(Shape.of(stories.size(), WIDTH), numbers);
    }

    /// int32 `[stories]`
    NDArray answers(List<Story> stories) {
        return NDArray.of(Shape.of(stories.size()), stories.stream().mapToInt(story -> number(story.answer())).toArray());
    }

    private void put(String sentence, int[] numbers, int at) {
        int[] words = split(sentence).limit(WIDTH).mapToInt(this::number).toArray();
        System.arraycopy(words, 0, numbers, at, words.length);
    }

    private static Stream<String> split(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+")).filter(word -> !word.isEmpty());
    }
}
