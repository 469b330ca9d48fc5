package org.keras4j.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.data.DataPlaces;

class JobTest {
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final List<Integer> answered = new ArrayList<>();
    private String input = "2\n\n 3\n";

    @Test
    void answersWordsAndWhereADashStandsTheLinesOfTheInput() {
        job("1", "-", "4").answer("count", "numbers", word -> answered.add(Integer.valueOf(word)));
        assertThat(answered).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aLineThatMakesNoSenseIsToldAndTheNextOneRead() {
        input = "two\n2\n\nthree\n 3 \n";
        assertThatThrownBy(() -> job("-").answer("count", "numbers", word -> answered.add(Integer.valueOf(word)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count predict: 2 have no answer; what is wrong with each stands above.");
        assertThat(answered).containsExactly(2, 3);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualTo("For input string: \"two\"\nFor input string: \"three\"\n");
    }

    /// As `grep` and `file` do with files.
    @Test
    void aWordThatMakesNoSenseIsToldAndTheOthersAnswered() {
        assertThatThrownBy(() -> job("one", "2").answer("count", "numbers", word -> answered.add(Integer.valueOf(word)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count predict: 1 has no answer; what is wrong with it stands above.");
        assertThat(answered).containsExactly(2);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualTo("For input string: \"one\"\n");
    }

    @Test
    void theFailureOfWhatIsAskedAloneIsToldOnce() {
        assertThatThrownBy(() -> job("one").answer("count", "numbers", word -> answered.add(Integer.valueOf(word)))).hasMessage("For input string: \"one\"");
        assertThatThrownBy(() -> job("one").answerEach("count", "numbers", this::counted)).hasMessage("For input string: \"one\"");
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void ofAWordThatStandsForSeveralThingsEachIsAnsweredByItself() {
        assertThatThrownBy(() -> job("1,one,2,3,two").answerEach("count", "numbers", this::counted))
                .hasMessage("count predict: 2 have no answer; what is wrong with each stands above.");
        assertThat(answered).containsExactly(1, 2, 3);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualTo("For input string: \"one\"\nFor input string: \"two\"\n");
    }

    @Test
    void quietLeavesWhatWentWrong() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var quiet = Output.to(nowhere, new PrintStream(messages, true, StandardCharsets.UTF_8), true);
        quiet.tell("on the way");
        quiet.complain("a.png: no\n  picture.");
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualTo("a.png: no picture.\n");
    }

    /// Two numbers of a word at a time.
    private void counted(String word, Attempts attempts) {
        attempts.each(List.of(word.split(",")), 2, Integer::valueOf, numbers -> answered.addAll(numbers.values()));
    }

    /// As that of `< /tmp` can't.
    @Test
    void saysThatTheInputCannotBeRead() {
        var folder = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }
        };

        assertThatThrownBy(() -> job(folder, "1", "-", "2").answer("count", "numbers", word -> answered.add(Integer.valueOf(word)))).isInstanceOf(DataException.class)
                .hasMessage("standard input: cannot be read: Is a directory.");
        assertThat(answered).containsExactly(1);
    }

    /// A program's own fault is no bad line.
    @Test
    void faultsAreNotSwallowed() {
        assertThatThrownBy(() -> job("-").answer("count", "numbers", _ -> {
            throw new IllegalStateException("a fault");
        })).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhatItExpects() {
        assertThatThrownBy(() -> job().answer("count", "numbers", _ -> { })).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count predict: expected numbers (or - for one on each line of standard input), got none.");
    }

    private Job job(String... words) {
        return job(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), words);
    }

    private Job job(InputStream lines, String... words) {
        var print = new PrintStream(messages, true, StandardCharsets.UTF_8);
        return new Job(Verb.PREDICT, List.of(words), RunOptions.DEFAULTS, new Application.NoOptions(), new DataPlaces(null, Path.of("none")),
                lines, new Output(print, print), () -> false);
    }
}
