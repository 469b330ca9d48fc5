package org.keras4j.apps.linreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.DataException;

class TableTest {
    @TempDir
    Path folder;

    @Test
    void takesTheTargetFromAnyColumn() throws IOException {
        var table = read("a, y ,\"b, c\"\n1,2,3\r\n-4.5,5e1,\" 6\"\n");

        assertThat(table.features()).containsExactly("a", "b, c");
        assertThat(table.x()).isDeepEqualTo(new double[][] {{1, 3}, {-4.5, 6}});
        assertThat(table.y()).containsExactly(2, 50);
    }

    @Test
    void namesTheLineThatIsWrong() {
        refused("", "line 1: expected a header of column names, got an empty file.");
        refused("a,b\n1,2\n", "line 1: expected a column 'y', got a, b.");
        refused("x;y\n1;2\n", "line 1: expected a column 'y', got x;y. Put commas between values.");
        String numbers = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        refused(numbers + "\n" + numbers + "\n", "line 1: expected a column 'y', got 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 980 more.");
        refused("y\n1\n", "line 1: expected a feature beside the column 'y', got none.");
        refused("a,y\n", "line 2: expected a row, got the end of the file.");
        refused("a,y\n1,2\n3\n", "line 3: expected 2 columns, got 1.");
        refused("a,y\n1,2\n3,4\nx,6\n", "line 4: column 'a': expected a number, got 'x'.");
        refused("a,y\n1,NaN\n", "line 2: column 'y': expected a number, got 'NaN'.");
        refused("a,y\n1,\n", "line 2: column 'y': expected a number, got ''.");
        refused("a,y,y\n1,2,3\n", "line 1: expected one column 'y', got two. Give each a name of its own.");
        refused("a,y,a\n1,2,3\n", "line 1: expected one column 'a', got two. Give each a name of its own.");
    }

    @Test
    void namesTheFileThatIsMissing() {
        var file = folder.resolve("absent.csv");
        assertThatThrownBy(() -> Table.readCsv(file, "y")).isInstanceOf(DataException.class).hasMessageStartingWith(file.toString());
    }

    private void refused(String content, String message) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(DataException.class).hasMessage(folder.resolve("t.csv") + ": " + message);
    }

    private Table read(String content) throws IOException {
        return Table.readCsv(Files.writeString(folder.resolve("t.csv"), content), "y");
    }
}
