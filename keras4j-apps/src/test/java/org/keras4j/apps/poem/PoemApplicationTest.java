package org.keras4j.apps.poem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Application.Verb;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Trial;
import org.keras4j.apps.chinese.Rhymes;
import org.keras4j.apps.chinese.Scansion;
import org.keras4j.apps.chinese.Scansion.Judgement;
import org.keras4j.apps.chinese.Tones;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every 48th of the Tang poems, learned from for some seconds.
class PoemApplicationTest {
    @TempDir
    static Path folder;
    private static JsonNode report = JsonMapper.shared().createObjectNode();
    private static String printed = "";

    @BeforeAll
    static void train() throws IOException {
        var trial = Trial.trained(new PoemApplication(), folder, 4, 6e-3, "/poem/tang.jsonl.gz");
        report = trial.report();
        printed = trial.printed();
    }

    @Test
    void learns() {
        var losses = report.at("/history/loss").values().stream().mapToDouble(JsonNode::asDouble).toArray();
        assertThat(losses).hasSize(4);
        assertThat(losses[3]).isLessThan(losses[0] - 0.3);
        assertThat(metric("test_perplexity_with_marks")).isLessThan(metric("trigram_perplexity_with_marks"));
        // 604 poems teach the form. Of characters they say little beyond how frequent each is, with which training begins.
        var unseen = report.at("/history/val_loss").values().stream().mapToDouble(JsonNode::asDouble).toArray();
        assertThat(unseen[3]).isLessThan(unseen[0] - 0.3);
        assertThat(metric("test_perplexity_characters")).isLessThan(1.1 * metric("unigram_perplexity_characters"));
        assertThat(metric("trigram_perplexity_characters")).isLessThan(metric("unigram_perplexity_characters"));
    }

    @Test
    void keepsTheRulesThatItIsHeldTo() {
        assertThat(metric("rules_rhyme")).isGreaterThanOrEqualTo(0.98);
        assertThat(metric("rules_tone")).isGreaterThanOrEqualTo(0.95);
        assertThat(metric("rules_copied_lines")).isLessThanOrEqualTo(0.05);
        assertThat(metric("free_rhyme")).isLessThan(0.6);
        assertThat(printed).contains("Perplexity of a character of the test poems, with 95 % intervals", "network under the rules", "春", "韻：一东");
    }

    @Test
    void writesOnWish() throws IOException {
        var lines = predict(options("acrostic", "春夏秋冬", "explain", true));
        assertThat(lines.get(0)).matches("春.{6}，夏.{6}。");
        assertThat(lines.get(1)).matches("秋.{6}，冬.{6}。");
        assertThat(lines.get(2)).startsWith("  七絕，");

        var rhyming = verse(predict(options("form", "五律", "rhyme", "東")));
        assertThat(rhyming).hasSize(8).allMatch(line -> line.length() == 5);
        assertThat(Scansion.of(rhyming, Tones.load(), Rhymes.load()).rhyme().toString()).contains("一东");

        // A first line in simplified characters; the answer in them too.
        var given = predict(options("simplified", true), "黄河入海流");
        assertThat(given.getFirst()).startsWith("黄河入海流，");
        var scansion = Scansion.of(verse(given), Tones.load(), Rhymes.load());
        assertThat(scansion.rhymes()).isEqualTo(Judgement.KEPT);
        assertThat(scansion.alternates()).isEqualTo(Judgement.KEPT);

        assertThat(verse(predict(options("ending", "天風雲山"))).stream().map(line -> line.substring(6)))
                .containsExactly("天", "風", "雲", "山");
        assertThat(verse(predict(options("couplet", true), "白日依山盡"))).hasSize(2).first().isEqualTo("白日依山盡");
        assertThat(predict(options("beam", 3))).isEqualTo(predict(options("beam", 3)));
        assertThat(predict(options("vertical", true)).subList(0, 7)).allMatch(row -> row.split("　").length == 4);
        assertThat(String.join("", predict(options("theme", "秋月")))).containsPattern("秋|月");
        assertThat(verse(predict(options("free", true, "form", "qilu")))).hasSize(8);
    }

    @Test
    void evaluatesAndDemonstrates() throws IOException {
        var trial = trial("run", folder.resolve("elsewhere"));
        trial.run(Verb.EVALUATE, 1, null);
        assertThat(number(trial.printed(), "this network")).isEqualTo(number(printed, "this network"));

        var demo = trial("run", null);
        demo.run(Verb.DEMO, 1, null);
        assertThat(demo.printed()).contains("韻：", "五律，");
    }

    @Test
    void saysWhatCannotBeHad() {
        refused(options("acrostic", "春夏"), "poem predict: expected 4 or 8 lines of 5 or 7 characters, got words for 2 lines of 7.");
        refused(options("acrostic", "春夏秋X"), "--acrostic 春夏秋X: expected characters that the poems learned from have more than once, got 'X'. Choose another.");
        refused(options("form", "五絕"), "--form 五絕: expected 4 lines of 5 characters, got words for 4 lines of 7.", "朝辭白帝彩雲間");
        refused(options(), "poem predict: expected 5 characters in '白日依山', got 4.", "黃河入海流，白日依山");
        refused(options("style", "莎士比亞"), "--style 莎士比亞: expected an author of 40 or more poems");
        refused(options("rhyme", "月"), "Rhyme '月': expected a level group");
        assertThatThrownBy(() -> options("temperature", 0.0).isEmpty()).hasMessage("--temperature: expected a number above 0, got 0.0.");
    }

    @Test
    void anInterruptedRunGoesOn() throws IOException {
        trial("parts", folder.resolve("elsewhere")).assertGoesOn(changed(options("limit", 100, "tied", true)), 3, List.of("model.keras"), 0.8);
    }

    @Test
    void theBundledPoemsSayThatTheyAreFew() throws IOException {
        var trial = trial("bundled", null);
        trial.run(Verb.TRAIN, 1, null);

        assertThat(trial.printed()).startsWith("60 poems only, output will be imitation (expected tang.jsonl in ");
        assertThat(trial.report().at("/synthetic").asBoolean()).isTrue();
        assertThat(folder.resolve("bundled/curves-synthetic.svg")).exists();
    }

    @Test
    void brokenDataAndModelsAreNamed() throws IOException {
        var empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> trial("x", empty).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessage("--data " + empty + ": holds no Tang poems. Expected tang.jsonl (or .gz) there.");
        var broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("tang.jsonl"), "{\"lines\":[\"白日依山盡\"]}\nnone\n");
        assertThatThrownBy(() -> trial("x", broken).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessageStartingWith(broken.resolve("tang.jsonl") + " > poem 2: expected JSON");
        Files.writeString(broken.resolve("tang.jsonl"), "{\"lines\":[\"白日依山盡\"]}\n");
        assertThatThrownBy(() -> trial("x", broken).run(Verb.TRAIN, 1, null)).isInstanceOf(DataException.class)
                .hasMessageEndingWith("expected 30 poems or more of four or eight lines of five or seven characters, got 0 among 1 poems.");
        var run = Files.createDirectories(folder.resolve("half"));
        Files.copy(folder.resolve("run/model.keras"), run.resolve("model.keras"));
        Files.writeString(run.resolve("vocabulary.txt"), "a\nb\n");
        assertThatThrownBy(() -> trial("half", null).run(Verb.PREDICT, 1, null)).isInstanceOf(DataException.class).hasMessageContaining("vocabulary.txt: expected <wujue>");
    }

    private static void refused(Map<String, Object> options, String message, String... words) {
        assertThatThrownBy(() -> predict(options, words)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message);
    }

    private static List<String> predict(Map<String, Object> options, String... words) {
        var trial = trial("run", null);
        trial.run(Verb.PREDICT, changed(options), 1, null, () -> false, words);
        return trial.printed().lines().toList();
    }

    private static List<String> verse(List<String> printed) {
        return printed.stream().filter(line -> line.endsWith("。")).flatMap(line -> Stream.of(line.split("[，。]"))).toList();
    }

    private static Map<String, Object> options(Object... namesAndValues) {
        var options = new HashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        var _ = ((PoemOptions) changed(options)).sampling();
        return options;
    }

    /// The defaults but for these, as the command line makes them.
    private static Record changed(Map<String, Object> options) {
        try {
            var components = PoemOptions.class.getRecordComponents();
            var values = new @Nullable Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = options.containsKey(components[i].getName()) ? options.get(components[i].getName()) : components[i].getAccessor().invoke(PoemOptions.DEFAULTS);
            }
            return PoemOptions.class.getDeclaredConstructor(Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new)).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String number(String text, String row) {
        return text.lines().filter(line -> line.strip().startsWith(row)).findFirst().orElseThrow();
    }

    private static double metric(String name) {
        return report.at("/metrics/" + name).asDouble(Double.NaN);
    }

    private static Trial trial(String run, @Nullable Path data) {
        return Trial.of(new PoemApplication(), folder.resolve(run), data);
    }
}
