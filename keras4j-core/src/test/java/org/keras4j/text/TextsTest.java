package org.keras4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

class TextsTest {
    @Test
    void textsComeBack() {
        List<String> texts = List.of("春曉", "", "naïve 😀", "a");

        NDArray array = Texts.array(texts);

        assertThat(array.dtype()).isEqualTo(DType.UINT8);
        assertThat(array.shape()).isEqualTo(Shape.of(4, 1, 11));                 // n, a, ï of two bytes, v, e, a space, an emoji of four
        assertThat(Texts.of(array)).isEqualTo(texts);
        assertThat(Texts.of(array.rows(2, 4))).isEqualTo(texts.subList(2, 4));
        assertThat(Texts.array("", "").shape()).isEqualTo(Shape.of(2, 1, 1));
    }

    @Test
    void samplesHaveAsManyTexts() {
        assertThat(Texts.of(Texts.table(List.of(List.of("a", "b"), List.of("c", "d"))))).containsExactly("a", "b", "c", "d");
        assertThatThrownBy(() -> Texts.table(List.of(List.of("a", "b"), List.of("c")))).hasMessage("Texts: expected as many texts in each sample as in the first, 2, got 1 in another. Add empty ones.");
    }
}
