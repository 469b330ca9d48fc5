package org.keras4j.apps.qa;

import module java.base;

/// Stories in the manner of bAbI (Weston et al. 2015): people go to places, take things and put them somewhere. Each question has one
/// sentence that answers it, the last about what is asked for; the others are there to mislead.
final class StoryGrammar {
    static final int MOST_SENTENCES = 8;
    private static final int FEWEST_SENTENCES = 2;
    private static final List<String> PEOPLE = List.of("Mary", "John", "Sandra", "Daniel", "Anna", "Tom");
    private static final List<String> PLACES = List.of("kitchen", "garden", "office", "bathroom", "hallway", "bedroom");
    private static final List<String> THINGS = List.of("ball", "apple", "book", "milk");
    private static final List<String> MOVES = List.of("went", "moved", "travelled");

    private StoryGrammar() {}

    /// No two of them have the same sentences, whatever is asked: parts of the list share no story.
    static List<Story> stories(int count, long seed) {
        var random = new SplittableRandom(seed);
        var seen = new HashSet<List<String>>();
        return Stream.generate(() -> story(random)).filter(story -> seen.add(story.sentences())).limit(count).toList();
    }

    private static Story story(SplittableRandom random) {
        int length = random.nextInt(FEWEST_SENTENCES, MOST_SENTENCES + 1);
        var sentences = new ArrayList<String>();
        var answers = new LinkedHashMap<String, String>();
        for (int i = 0; i < length; i++) {
            String person = any(PEOPLE, random);
            String place = any(PLACES, random);
            String thing = any(THINGS, random);
            switch (random.nextInt(3)) {
                case 0 -> {
                    sentences.add(person + " " + any(MOVES, random) + " to the " + place);
                    answers.put("Where is " + person, place);
                }
                case 1 -> {
                    sentences.add(person + " took the " + thing);
                    answers.put("Who took the " + thing, person);
                }
                default -> {
                    sentences.add(person + " put the " + thing + " in the " + place);
                    answers.put("Where is the " + thing, place);
                }
            }
        }
        var questions = List.copyOf(answers.keySet());
        String question = any(questions, random);
        return new Story(sentences, question, answers.get(question));
    }

    private static String any(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }
}
