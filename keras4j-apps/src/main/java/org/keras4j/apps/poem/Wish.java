package org.keras4j.apps.poem;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.chinese.ChineseScript;
import org.keras4j.apps.chinese.TonePattern;
import org.keras4j.apps.chinese.VerseForm;

/// What a user wants of a poem, in the user's words, made into a [Request].
///
/// @param given lines it begins with
/// @param run for what it knows of authors
record Wish(PoemOptions options, List<String> given, EarlierRun run, VerseNetwork network, Lexicon lexicon) {
    private static final Pattern MARKS = Pattern.compile("[，。！？；：、,.!?;:\\s]+");
    /// The couplets of an octave that answer each other word by word are the second and the third.
    private static final int COUPLET = 2;

    /// @param words the line or lines it begins with, with or without marks; empty for none
    static Wish of(PoemOptions options, String words, EarlierRun run, VerseNetwork network, Lexicon lexicon) {
        return new Wish(options, MARKS.splitAsStream(words).filter(line -> !line.isEmpty()).toList(), run, network, lexicon);
    }

    /// {@return the request, on one of the four tone patterns: the one that suits what is given, or any}
    ///
    /// @throws IllegalArgumentException if the words can't be had in one poem
    Request request(RandomGenerator random) {
        var form = form();
        var fixed = fixed(form);
        var bias = bias();
        if (options.free()) {
            return Request.free(form, network.vocabulary()).fixed(fixed).biased(bias);
        }
        var request = Request.regulated(pattern(form, fixed, random), lexicon).fixed(fixed).biased(bias);
        return options.rhyme() == null ? request : request.rhyming(lexicon.mask(List.of(lexicon.rhymes().level(options.rhyme()))));
    }

    /// {@return the lines of a poem that were asked for}
    List<String> shown(Verse poem) {
        return options.couplet() ? poem.lines().subList(COUPLET, COUPLET + 2) : poem.lines();
    }

    private VerseForm form() {
        var wanted = options.form() == null ? null : VerseForm.parse(options.form());
        int characters = given.isEmpty() ? wanted == null ? 7 : wanted.characters() : length(given.getFirst());
        int lines = options.couplet() ? 8 : Stream.of(options.acrostic(), options.ending()).filter(Objects::nonNull).mapToInt(Wish::length).findFirst()
                .orElse(wanted == null ? given.size() <= 4 ? 4 : 8 : wanted.lines());
        if (options.couplet() && given.size() != 1) {
            throw new IllegalArgumentException("--couplet: expected one line to answer, got " + given.size() + ".");
        }
        var form = VerseForm.of(characters, lines).orElseThrow(() -> new IllegalArgumentException(
                "poem predict: expected 4 or 8 lines of 5 or 7 characters, got words for " + lines + " lines of " + characters + "."));
        if (wanted != null && wanted != form && !options.couplet()) {
            throw new IllegalArgumentException("--form " + options.form() + ": expected " + wanted.lines() + " lines of " + wanted.characters() + " characters, got words for "
                    + lines + " lines of " + characters + ".");
        }
        return form;
    }

    /// The signs that the given lines and the words at lines' ends put in place.
    private Map<Integer, Integer> fixed(VerseForm form) {
        var fixed = new TreeMap<Integer, Integer>();
        int width = form.characters() + 1;
        if (given.size() > form.lines()) {
            throw new IllegalArgumentException("poem predict: expected at most " + form.lines() + " lines, got " + given.size() + ".");
        }
        for (int line = 0; line < given.size(); line++) {
            int[] signs = signs("poem predict", given.get(line));
            if (signs.length != form.characters()) {
                throw new IllegalArgumentException("poem predict: expected " + form.characters() + " characters in '" + given.get(line) + "', got " + signs.length + ".");
            }
            int at = (options.couplet() ? COUPLET : line) * width;
            IntStream.range(0, signs.length).forEach(i -> put(fixed, at + i, signs[i]));
        }
        place(fixed, "--acrostic", options.acrostic(), form, 0);
        place(fixed, "--ending", options.ending(), form, form.characters() - 1);
        return fixed;
    }

    private void place(Map<Integer, Integer> fixed, String option, @Nullable String words, VerseForm form, int place) {
        if (words != null) {
            int[] signs = signs(option, words);
            if (signs.length != form.lines()) {
                throw new IllegalArgumentException(option + " " + words + ": expected " + form.lines() + " characters, one for each line, got " + signs.length + ".");
            }
            IntStream.range(0, signs.length).forEach(line -> put(fixed, line * (form.characters() + 1) + place, signs[line]));
        }
    }

    private void put(Map<Integer, Integer> fixed, int place, int sign) {
        var before = fixed.putIfAbsent(place, sign);
        if (before != null && before != sign) {
            throw new IllegalArgumentException("poem predict: expected one character for each place, got " + network.vocabulary().sign(before) + " and "
                    + network.vocabulary().sign(sign) + " for the same.");
        }
    }

    /// The signs of a user's characters, in whichever script the network's are.
    private int[] signs(String option, String words) {
        var vocabulary = network.vocabulary();
        return words.strip().codePoints().map(c -> {
            var readings = Stream.concat(Stream.of(Character.toString(c)), Stream.concat(ChineseScript.traditionalForms(c).stream(), Stream.of(ChineseScript.simplified(Character.toString(c)))));
            return readings.map(s -> s.codePointAt(0)).filter(vocabulary::knows).findFirst().map(vocabulary::number).orElseThrow(() -> new IllegalArgumentException(
                    option + " " + words + ": expected characters that the poems learned from have more than once, got '" + Character.toString(c) + "'. Choose another."));
        }).toArray();
    }

    private TonePattern pattern(VerseForm form, Map<Integer, Integer> fixed, RandomGenerator random) {
        var patterns = new ArrayList<>(TonePattern.of(form));
        Collections.shuffle(patterns, random);
        return patterns.stream().min(Comparator.comparingLong(pattern -> fixed.entrySet().stream().filter(entry -> {
            int line = entry.getKey() / (form.characters() + 1);
            int place = entry.getKey() % (form.characters() + 1);
            return lexicon.tones().of(lexicon.vocabulary().character(entry.getValue())).filter(tone -> !pattern.at(line, place).allows(tone)).isPresent();
        }).count())).orElseThrow();
    }

    private float[] bias() {
        var bias = new float[network.vocabulary().size()];
        if (options.theme() != null) {
            bias = Leanings.theme(signs("--theme", options.theme().replaceAll("\\s+", "")), network);
        }
        return options.style() == null ? bias : Leanings.sum(bias, Leanings.author(run, options.style(), network.vocabulary()));
    }

    private static int length(String words) {
        return Math.toIntExact(words.strip().codePoints().count());
    }
}
