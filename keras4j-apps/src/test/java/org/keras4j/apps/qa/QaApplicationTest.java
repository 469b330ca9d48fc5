package org.keras4j.apps.qa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.models.Model;
import org.keras4j.saving.Load;
import tools.jackson.databind.JsonNode;

class QaApplicationTest {
    @TempDir
    Path folder;

    @Test
    void learnsToAnswerAndNeedsNoStoriesAfterwards() throws IOException {
        var trial = trial();

        trial.run(Verb.TRAIN, 3, null);

        JsonNode metrics = trial.report().at("/metrics");
        assertThat(metrics.at("/test_accuracy").asDouble()).isGreaterThan(0.5);
        assertThat(metrics.at("/baseline_question_only_accuracy").asDouble()).isLessThan(0.3);
        assertThat(folder.resolve("run/network-synthetic.svg")).exists();

        var predicted = trial();
        predicted.run(Verb.PREDICT, 1, null, "Mary went to the garden. Where is Mary?", "Zoe took the ball. Who took the ball?");
        assertThat(predicted.printed().lines()).hasSize(5).contains("  never read in training: zoe");
        var demo = trial();
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains(" %), ");
        var evaluated = trial();
        evaluated.run(Verb.EVALUATE, 1, null);
        // The same stories as in training, and so the same score.
        assertThat(evaluated.printed()).contains(String.format(Locale.ROOT, "this network  %6.2f %%", 100 * metrics.at("/test_accuracy").asDouble()));

        // The model of a sentence stands in the story and in the question: a file that has its weights twice would make more parameters.
        var model = Model.load(folder.resolve("run/model.keras"), Load.DEFAULT.uncompiled());
        assertThat(model.countParams()).isEqualTo(trial.report().at("/parameters").asLong());

        // With another list all answers would be other words, and nothing would say so.
        var words = folder.resolve("run/words.txt");
        var lines = Files.readAllLines(words);
        Files.write(words, lines.subList(0, lines.size() - 1));
        assertThatThrownBy(() -> trial().run(Verb.PREDICT, 1, null, "Mary went to the garden. Where is Mary?")).isInstanceOf(DataException.class)
                .hasMessage(words + ": expected the words that the network in model.keras answers with, got " + (lines.size() - 1) + " others. Train again.");
    }

    /// The count is the one that this widely shown network has in Keras.
    @Test
    void theStandardFormHasItsParameters() {
        assertThat(QaNetwork.standardForm().countParams()).isEqualTo(1_000_052);
    }

    /// The answer stands in the last sentence that says something of what is asked for, found here by looking from the end.
    @Test
    void answersAreInTheStories() {
        for (var story : StoryGrammar.stories(500, 3)) {
            String subject = story.question().substring(story.question().lastIndexOf(' ') + 1);
            boolean who = story.question().startsWith("Who");
            String told = story.sentences().reversed().stream().filter(sentence -> who ? sentence.endsWith("took the " + subject)
                    : sentence.startsWith(subject + " ") && sentence.contains(" to the ") || sentence.contains(" put the " + subject + " in the ")).findFirst().orElseThrow();

            assertThat(who ? told.substring(0, told.indexOf(' ')) : told.substring(told.lastIndexOf(' ') + 1)).as(story.toString()).isEqualTo(story.answer());
        }
    }

    @Test
    void noTwoStoriesHaveTheSameSentences() {
        assertThat(StoryGrammar.stories(5000, 0).stream().map(Story::sentences)).doesNotHaveDuplicates();
    }

    @Test
    void storiesAreFilledUpInFront() {
        var words = Words.of(List.of(new Story(List.of("Mary went to the garden"), "Where is Mary", "garden")));

        var numbers = words.stories(List.of(new Story(List.of("Mary went"), "", "")));

        assertThat(numbers.shape()).isEqualTo(Shape.of(1, 8, 7));
        assertThat(numbers.at(0)).isZero();
        assertThat((int) numbers.get(0, 7, 0)).isEqualTo(words.number("mary"));
        assertThat(words.number("unicorn")).isEqualTo(1);
    }

    @Test
    void aQuestionAloneIsRefused() {
        assertThatThrownBy(() -> QaApplication.story("Where is Mary?")).hasMessageStartingWith("'Where is Mary?': expected sentences and a question");
        assertThat(QaApplication.story("Mary went to the garden. Tom slept. Where is Mary?").sentences()).hasSize(2);
    }

    private Trial trial() {
        return Trial.of(new QaApplication(), folder.resolve("run"), null);
    }
}
