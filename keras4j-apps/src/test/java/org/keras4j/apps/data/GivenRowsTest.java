package org.keras4j.apps.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;

class GivenRowsTest {
    private static final GivenRows ROWS = new GivenRows("linreg", List.of("a", "b"));

    @TempDir
    Path folder;

    @Test
    void aRowIsItsNumbersInTheOrderOfTheColumns() {
        for (var words : List.of("1,2.5", "1 2.5", " 1 ; 2.5")) {
            assertThat(ROWS.read(words)).singleElement().satisfies(row -> {
                assertThat(row.name()).isEqualTo(words);
                assertThat(row.values()).containsExactly(1, 2.5);
            });
        }
    }

    @Test
    void aFilesColumnsAreFoundByName() throws IOException {
        var file = Files.writeString(folder.resolve("x.csv"), "b,c,a\n2.5,0,1\n4,0,3\n");

        var rows = ROWS.read(file.toString());

        assertThat(rows).extracting(GivenRows.Row::name).containsExactly(file + " line 2", file + " line 3");
        assertThat(rows.getLast().values()).containsExactly(3, 4);
        var lacking = Files.writeString(folder.resolve("y.csv"), "a\n1\n");
        assertThatThrownBy(() -> ROWS.read(lacking.toString())).isInstanceOf(DataException.class).hasMessageContaining("expected a column 'b', got a.");
    }

    @Test
    void saysWhatIsWrongWithARow() {
        assertThatThrownBy(() -> ROWS.read("1,2,3")).hasMessage("linreg predict: expected 2 numbers (a, b), got 3 in '1,2,3'.");
        assertThatThrownBy(() -> ROWS.read("1,two")).hasMessage("linreg predict: expected a CSV file or numbers for a, b, got '1,two'.");
        assertThatThrownBy(() -> ROWS.read("1,NaN")).hasMessage("linreg predict: expected finite numbers, got '1,NaN'.");
    }
}
