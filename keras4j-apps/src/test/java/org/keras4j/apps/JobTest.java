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
                .hasMessage("count predict: 2 lines of the input have no answer, the first: For input string: \"two\"");
        assertThat(answered).containsExactly(2, 3);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualTo("For input string: \"two\"\nFor input string: \"three\"\n");
    }

    @Test
    void aWordThatMakesNoSenseEndsIt() {
        assertThatThrownBy(() -> job("one", "2").answer("count", "numbers", word -> answered.add(Integer.valueOf(word)))).hasMessageContaining("\"one\"");
        assertThat(answered).isEmpty();
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
        var print = new PrintStream(messages, true, StandardCharsets.UTF_8);
        return new Job(Verb.PREDICT, List.of(words), RunOptions.DEFAULTS, new Application.NoOptions(), new DataPlaces(null, Path.of("none")),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), new Output(print, print), () -> false);
    }
}
