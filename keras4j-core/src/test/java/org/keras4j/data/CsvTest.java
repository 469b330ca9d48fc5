package org.keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keras4j.engine.tensor.FormatException;

class CsvTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("t.csv");
    }

    private Csv table(String text) throws IOException {
        return Csv.read(Files.writeString(file(), text));
    }

    @Test
    void columnsHaveTypes() throws IOException {
        Csv table = table("sex,rings,length\nM,15,0.5\n\"F, old\",7,\n");

        assertThat(table.types()).containsExactly(Map.entry("sex", Csv.ColumnType.TEXT), Map.entry("rings", Csv.ColumnType.INTEGER), Map.entry("length", Csv.ColumnType.NUMBER));
        assertThat(table.texts("sex")).containsExactly("M", "F, old");
        assertThat(table.integers("rings").toLongArray()).containsExactly(15, 7);
    }

    /// Java's own parser takes `2D` for 2.
    @Test
    void numbersAreWrittenAsEverybodyWritesThem() throws IOException {
        assertThat(table("screen,mark\n2D,NaN\n3D,-1e3\n").types())
                .containsExactly(Map.entry("screen", Csv.ColumnType.TEXT), Map.entry("mark", Csv.ColumnType.NUMBER));
    }

    @Test
    void aMissingNumberIsNaNAmongNumbersAndRefusedAmongIntegers() throws IOException {
        Csv table = table("rings,sex\n15,M\n,F\n");

        assertThat(table.numbers("rings").get(1, 0)).isNaN();
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> table.integers("rings")).withMessage(file() + ", row 2, rings: expected a number, got ''.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"M", "2D", "0x1p3"})
    void whatIsNoNumberIsRefusedWithItsPlace(String text) throws IOException {
        Csv table = table("a,b\n1,2\n3," + text + "\n");

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> table.numbers("a", "b"))
                .withMessage(file() + ", row 2, b: expected a number, got '" + text + "'.");
    }

    /// With a mark in front and two characters at the ends of lines.
    @Test
    void tablesAreReadAsExcelWritesThem() throws IOException {
        Csv table = table("\uFEFFname,note\r\n7,\"two\r\nlines\"\r\n");

        assertThat(table.numbers("name").toFloatArray()).containsExactly(7);
        assertThat(table.texts("note")).containsExactly("two\r\nlines");
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertThat(table("a,b\n1,\"x\ny\"").texts("b")).containsExactly("x\ny");
    }

    @Test
    void anotherSeparatorLeavesCommasToTheValues() throws IOException {
        assertThat(Csv.read(Files.writeString(file(), "a;b\n1,5;2\n"), ';').texts("a")).containsExactly("1,5");
    }

    @Test
    void aColumnIsKnownByANameOfItsOwn() throws IOException {
        Csv table = table("a,b,a\n1,2,3\n");

        assertThat(table.numbers("b").toFloatArray()).containsExactly(2);
        assertThatThrownBy(() -> table.numbers("a")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file() + ": expected one column a, got two. Give each a name of its own.");
        assertThatThrownBy(() -> table.numbers("c")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file() + ": expected one of the columns [a, b, a], got c.");
    }

    /// Of the quote that isn't closed: else all lines that follow were one value.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b/1/                     | line 2: expected 2 columns, got 1.
            a,b/1,x/2,"y/3,z/4,w/      | line 3: expected a second quote at the end of the last value, got the end of the file.
            ''                         | line 1: expected a header of column names, got an empty file.
            """)
    void whatIsNoTableIsRefusedWithItsLine(String slashesForLines, String message) throws IOException {
        Files.writeString(file(), slashesForLines.replace('/', '\n'));

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Csv.read(file())).withMessage(file() + ": " + message);
    }

    @Test
    void textIsInUtf8() throws IOException {
        Files.write(file(), "a,b\n1,Ж\n".getBytes(Charset.forName("windows-1251")));

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> Csv.read(file()))
                .withMessage(file() + ": line 2: expected text in UTF-8, got the byte 0xC6. Save the file as UTF-8.");
    }

    @Test
    void whatCannotBeReadSaysSo() {
        assertThatThrownBy(() -> Csv.read(folder)).isInstanceOf(UncheckedIOException.class).hasMessageStartingWith(folder + ": can't be read: ");
    }

    @Test
    void aTableThatIsRefusedIsClosed() {
        var closed = new AtomicInteger();
        var empty = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        assertThatThrownBy(() -> CsvLines.of(empty, ',')).hasMessage("line 1: expected a header of column names, got an empty file.");
        assertThat(closed).hasValue(1);
    }
}
