package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.datasets.SentencePairs.Pair;

/// Made-up English sentences with their Chinese translations: subject, verb, object with number and measure word, place and time, which
/// Chinese puts before the verb. For a machine without the real sentences.
final class SentenceGrammar {
    private static final int COUNT = 5000;
    private static final List<Word> SUBJECTS = words("I:我 you:你 he:他 she:她 we:我们 they:他们 Tom:汤姆 Mary:玛丽");
    private static final List<Word> VERBS = words("bought:买了 saw:看见了 sold:卖了 found:找到了 wanted:想要 lost:丢了");
    private static final List<Word> NUMBERS = words("one:一 two:两 three:三 four:四 ten:十");
    /// With the measure word that counts them.
    private static final List<Word> THINGS = words("book:本书 cat:只猫 dog:只狗 car:辆车 shirt:件衬衫 table:张桌子 pen:支笔 horse:匹马");
    private static final List<Word> PLACES = words("school:学校 home:家 Boston:波士顿 China:中国 work:公司");
    private static final List<Word> TIMES = words("yesterday:昨天 today:今天 today-morning:今天早上");

    private record Word(String english, String chinese) {}

    private SentenceGrammar() {}

    static List<Pair> pairs(long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> pair(random)).distinct().limit(COUNT).toList();
    }

    private static Pair pair(SplittableRandom random) {
        var subject = any(SUBJECTS, random);
        var verb = any(VERBS, random);
        var number = any(NUMBERS, random);
        var thing = any(THINGS, random);
        var place = random.nextInt(3) > 0 ? Optional.of(any(PLACES, random)) : Optional.<Word>empty();
        var time = random.nextInt(3) > 0 ? Optional.of(any(TIMES, random)) : Optional.<Word>empty();
        String english = subject.english + " " + verb.english + " " + number.english + " " + thing.english + (number.english.equals("one") ? "" : "s")
                + place.map(p -> " at " + p.english).orElse("") + time.map(t -> " " + t.english.replace("today-", "this ")).orElse("") + ".";
        String chinese = subject.chinese + time.map(Word::chinese).orElse("") + place.map(p -> "在" + p.chinese).orElse("") + verb.chinese + number.chinese
                + thing.chinese + "。";
        return new Pair(english.substring(0, 1).toUpperCase(Locale.ROOT) + english.substring(1), chinese, "");
    }

    private static Word any(List<Word> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<Word> words(String list) {
        return Stream.of(list.split(" ")).map(word -> word.split(":")).map(word -> new Word(word[0], word[1])).toList();
    }
}
