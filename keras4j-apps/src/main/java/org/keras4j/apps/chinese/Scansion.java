package org.keras4j.apps.chinese;

import module java.base;

/// How a poem keeps the rules of regulated verse.
///
/// @param tones the classes of each line, as [Tones#of(String)] writes them
/// @param rhyme the groups that the ends of all even lines share
/// @param rhymes whether there is such a group, of level tone or not
/// @param alternates whether the second and fourth character of every line oppose each other (二四不同)
/// @param opposes whether second characters oppose inside couplets (對)
/// @param agrees whether second characters agree from couplet to couplet (粘)
/// @param faults what is broken, in words: 第3句二四同聲
public record Scansion(List<String> tones, Set<RhymeGroup> rhyme, Judgement rhymes, Judgement alternates, Judgement opposes, Judgement agrees,
        List<String> faults) {

    /// What the tables say of a rule.
    public enum Judgement {
        KEPT, BROKEN,
        /// A character that matters is in no table.
        UNKNOWN;

        static Judgement all(Stream<Judgement> parts) {
            // The order of the constants is not that of strength: an unknown part leaves the whole unknown.
            var seen = parts.collect(Collectors.toSet());
            return seen.contains(UNKNOWN) ? UNKNOWN : seen.contains(BROKEN) ? BROKEN : KEPT;
        }
    }

    /// {@return whether 二四不同, 對 and 粘 are all kept}
    public Judgement regulated() {
        return Judgement.all(Stream.of(alternates, opposes, agrees));
    }

    /// {@return how a poem scans}
    ///
    /// @param lines of Han characters, 4 or more each, an even number of lines, in traditional characters
    public static Scansion of(List<String> lines, Tones tones, Rhymes rhymes) {
        return new Scan(lines, tones, rhymes).scansion();
    }

    private static final class Scan {
        private final List<int[]> lines;
        private final List<String> texts;
        private final Tones tones;
        private final Rhymes rhymes;
        private final List<String> faults = new ArrayList<>();

        Scan(List<String> texts, Tones tones, Rhymes rhymes) {
            this.texts = texts;
            this.lines = texts.stream().map(line -> line.codePoints().toArray()).toList();
            this.tones = tones;
            this.rhymes = rhymes;
        }

        Scansion scansion() {
            var alternates = each(IntStream.range(0, lines.size()), i -> compare(i, 1, i, 3, Tone::mayOppose), i -> "第" + (i + 1) + "句二四同聲");
            if (lines.getFirst().length >= 7) {
                each(IntStream.range(0, lines.size()), i -> compare(i, 1, i, 5, Tone::mayEqual), i -> "第" + (i + 1) + "句二六異聲");
            }
            var opposes = each(couplets(0), i -> compare(i, 1, i + 1, 1, Tone::mayOppose), i -> "第" + (i + 1) + "、" + (i + 2) + "句失對");
            var agrees = each(couplets(1), i -> compare(i, 1, i + 1, 1, Tone::mayEqual), i -> "第" + (i + 1) + "、" + (i + 2) + "句失粘");
            var ends = IntStream.range(0, lines.size()).filter(VerseForm::rhymes).map(i -> last(lines.get(i))).toArray();
            var shared = rhymes.shared(IntStream.of(ends));
            boolean known = IntStream.of(ends).noneMatch(c -> rhymes.of(c).isEmpty());
            var rhyming = !known ? Judgement.UNKNOWN : shared.isEmpty() ? Judgement.BROKEN : Judgement.KEPT;
            if (rhyming == Judgement.BROKEN) {
                faults.add("出韻（" + IntStream.of(ends).mapToObj(Character::toString).collect(Collectors.joining("、")) + "）");
            }
            if (IntStream.of(ends).distinct().count() < ends.length) {
                faults.add("重韻");
            }
            return new Scansion(texts.stream().map(tones::of).toList(), shared, rhyming, alternates, opposes, agrees, List.copyOf(faults));
        }

        private IntStream couplets(int from) {
            return IntStream.iterate(from, i -> i + 1 < lines.size(), i -> i + 2);
        }

        private Judgement each(IntStream places, IntFunction<Judgement> rule, IntFunction<String> fault) {
            return Judgement.all(places.mapToObj(i -> {
                var judgement = rule.apply(i);
                if (judgement == Judgement.BROKEN) {
                    faults.add(fault.apply(i));
                }
                return judgement;
            }));
        }

        private Judgement compare(int line, int place, int otherLine, int otherPlace, BiPredicate<Tone, Tone> rule) {
            var one = tones.of(lines.get(line)[place]);
            var other = tones.of(lines.get(otherLine)[otherPlace]);
            if (one.isEmpty() || other.isEmpty()) {
                return Judgement.UNKNOWN;
            }
            return rule.test(one.get(), other.get()) ? Judgement.KEPT : Judgement.BROKEN;
        }

        private static int last(int[] line) {
            return line[line.length - 1];
        }
    }
}
