package org.keras4j.apps.poem;

import module java.base;

/// A poem that is being written.
final class Draft {
    private final Request request;
    private final Lexicon lexicon;
    private final Sheet sheet;
    private final int[] signs;
    private final List<String> concessions = new ArrayList<>();
    private int place;
    /// The groups that everything rhymed so far shares.
    private int rhyme;
    private double logProbability;

    /// Which rules hold; each is tried when the one before leaves no character.
    private enum Strictness {
        ALL(""), REPEATING("repeats a character"), OFF_TONE("leaves the tone pattern"), ANY("does not rhyme");

        private final String concession;

        Strictness(String concession) {
            this.concession = concession;
        }
    }

    Draft(Request request, Lexicon lexicon) {
        this.request = request;
        this.lexicon = lexicon;
        sheet = Sheet.of(request.form());
        signs = new int[sheet.length()];
        rhyme = request.rhyme();
        // A rhyme word that is given says from the beginning what to rhyme on.
        request.fixed().entrySet().stream().filter(entry -> request.rhymesAt(entry.getKey())).sorted(Map.Entry.comparingByKey()).forEach(entry -> narrow(entry.getValue()));
    }

    boolean isDone() {
        return place == sheet.length();
    }

    /// {@return the sign before the place that is next}
    int before() {
        return before(1)[0];
    }

    /// {@return so many signs before that place; the one that begins the poem, where it has no more}
    int[] before(int count) {
        return IntStream.range(place - count, place).map(i -> i < 0 ? Vocabulary.begin(request.form()) : signs[i]).toArray();
    }

    /// {@return the signs that are written, then zeros}
    int[] signs() {
        return signs.clone();
    }

    int line() {
        return sheet.line()[place];
    }

    int toEnd() {
        return sheet.toEnd()[place];
    }

    /// {@return what the request adds to a sign's logit here}
    float bias(int sign) {
        // Once said it has been said.
        return request.bias()[sign] == 0 || stands(sign, 0) ? 0 : request.bias()[sign];
    }

    /// {@return whether the next place isn't the poet's to fill: a mark, or a character that is asked for}
    boolean isGiven() {
        return !sheet.isCharacter(place) || request.fixed().containsKey(place);
    }

    /// {@return the signs that may stand at the next place: never none, for rules give way in turn, which is kept among the [#concessions]}
    int[] candidates() {
        var fixed = request.fixed().get(place);
        if (fixed != null) {
            return new int[] {fixed};
        }
        if (!sheet.isCharacter(place)) {
            return new int[] {sheet.mark(place)};
        }
        for (var strictness : Strictness.values()) {
            int[] allowed = allowed(strictness).toArray();
            if (allowed.length > 0) {
                if (strictness != Strictness.ALL) {
                    concessions.add("第" + (line() + 1) + "句: no character keeps all rules, so that one " + strictness.concession);
                }
                return allowed;
            }
        }
        throw new AssertionError("a vocabulary without characters");
    }

    /// @param logProbability of the sign, as the network sees it
    void write(int sign, double logProbability) {
        if (request.rhymesAt(place)) {
            narrow(sign);
        }
        if (sheet.isCharacter(place)) {
            this.logProbability += logProbability;
        }
        signs[place++] = sign;
    }

    private void narrow(int sign) {
        int shared = rhyme & lexicon.rhyme(sign);
        // A given word may not rhyme: what follows rhymes on the rest then.
        rhyme = shared != 0 ? shared : rhyme;
    }

    private IntStream allowed(Strictness strictness) {
        var all = IntStream.range(Vocabulary.CHARACTERS, lexicon.vocabulary().size());
        var pattern = request.pattern();
        if (pattern == null || strictness == Strictness.ANY) {
            return all;
        }
        var toned = strictness == Strictness.OFF_TONE ? all : IntStream.of(lexicon.fitting(pattern.at(line(), request.form().characters() - toEnd())));
        var rhyming = request.rhymesAt(place) ? toned.filter(this::rhymes) : toned;
        return strictness == Strictness.ALL ? rhyming.filter(sign -> !repeats(sign)) : rhyming;
    }

    private boolean rhymes(int sign) {
        return (rhyme & lexicon.rhyme(sign)) != 0
                && IntStream.range(0, signs.length).noneMatch(i -> request.rhymesAt(i) && (i < place && signs[i] == sign || Integer.valueOf(sign).equals(request.fixed().get(i))));
    }

    /// Whether this line or the one before has the sign; a character may stand twice in a row (悠悠).
    private boolean repeats(int sign) {
        int from = Math.max(0, (line() - 1) * (request.form().characters() + 1));
        boolean doubles = place > 0 && signs[place - 1] == sign && (place < 2 || signs[place - 2] != sign);
        return !doubles && stands(sign, from);
    }

    /// Whether the sign stands at that place or after it.
    private boolean stands(int sign, int from) {
        for (int i = from; i < place; i++) {
            if (signs[i] == sign) {
                return true;
            }
        }
        return false;
    }

    /// {@return the logarithm of its characters' probability, as the network sees it}
    double logProbability() {
        return logProbability;
    }

    /// {@return which rules gave way, and where}
    List<String> concessions() {
        return List.copyOf(concessions);
    }

    /// {@return the poem, once it is done}
    Verse verse() {
        int width = request.form().characters();
        var lines = IntStream.range(0, request.form().lines()).mapToObj(line -> IntStream.range(line * (width + 1), line * (width + 1) + width)
                .mapToObj(i -> lexicon.vocabulary().sign(signs[i])).collect(Collectors.joining())).toList();
        return new Verse("", "", request.form(), lines);
    }
}
