package org.keras4j.apps.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;

class BleuTest {
    private final List<List<String>> outputs = Stream.of("我 喜 欢 茶 。", "你 在 哪 里 ?", "他 昨 天 去 了 波 士 顿 。", "她 没 有 书 。").map(BleuTest::tokens).toList();
    private final List<List<List<String>>> references = Stream.of(List.of("我 喜 欢 喝 茶 。", "我 爱 茶 。"), List.of("你 在 哪 儿 ?"),
            List.of("他 昨 天 去 波 士 顿 了 。"), List.of("她 没 有 一 本 书 。", "她 没 书 。")).map(all -> all.stream().map(BleuTest::tokens).toList()).toList();

    /// sacrebleu 2.6.0, `corpus_bleu(…, tokenize="none", smooth_method="none")`.
    @Test
    void isThatOfSacrebleu() {
        assertThat(Bleu.of(outputs, references).score()).isCloseTo(37.35252741365393, within(1e-9));
    }

    /// sacrebleu 2.6.0, `corpus_chrf` of the same sentences without blanks.
    @Test
    void chrFIsThatOfSacrebleu() {
        assertThat(ChrF.of(outputs.stream().map(BleuTest::text).toList(), references.stream().map(all -> all.stream().map(BleuTest::text).toList()).toList()))
                .isCloseTo(31.875, within(1e-9));
    }

    /// All 4 4-grams, 5 3-grams … of an output of 7 tokens are right, and the reference has 10: exp(1 − 10/7).
    @Test
    void shortOutputsArePenalised() {
        var reference = tokens("a b c d e f g h i j");

        assertThat(Bleu.of(List.of(reference.subList(0, 7)), List.of(List.of(reference))).score()).isCloseTo(100 * Math.exp(1 - 10 / 7.0), within(1e-9));
        assertThat(Bleu.of(List.of(reference), List.of(List.of(reference))).score()).isCloseTo(100, within(1e-9));
        assertThat(Bleu.of(List.of(tokens("a x b")), List.of(List.of(reference))).score()).isZero();
    }

    @Test
    void everySentenceNeedsAReference() {
        assertThatThrownBy(() -> Bleu.of(outputs, List.of(List.of()))).hasMessageStartingWith("BLEU: expected sentences with one reference or more each");
    }

    private static List<String> tokens(String sentence) {
        return List.of(sentence.split(" "));
    }

    private static String text(List<String> tokens) {
        return String.join("", tokens);
    }
}
