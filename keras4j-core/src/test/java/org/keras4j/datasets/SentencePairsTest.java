package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.datasets.SentencePairs.Pair;
import org.keras4j.engine.tensor.FormatException;

class SentencePairsTest {
    private static final Pair WAIT = new Pair("Wait!", "等等！", "CC-BY 2.0 (France) Attribution: tatoeba.org #1744314 (belgavox) & #4970122 (wzhd)");
    private static final String LINE = String.join("\t", WAIT.source(), WAIT.target(), WAIT.attribution()) + "\n";

    @TempDir
    Path folder;

    @Test
    void keepsTheAttribution() throws IOException {
        assertThat(SentencePairs.read(write("cmn.txt", LINE + "\n" + LINE))).containsExactly(WAIT, WAIT);
    }

    @Test
    void readsTheOlderFormatAndTatoebasOwn() throws IOException {
        assertThat(SentencePairs.read(write("fra.txt", "Go.\tVa !\r\nRun!\tCours !\r\n"))).containsExactly(new Pair("Go.", "Va !", ""), new Pair("Run!", "Cours !", ""));
        assertThat(SentencePairs.read(write("pairs.tsv", "\uFEFF1276\tLet's try.\t77\t试试吧。\n")))
                .containsExactly(new Pair("Let's try.", "试试吧。", "tatoeba.org #1276 & #77"));
    }

    @Test
    void unpacks() throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("cmn.txt.gz")))) {
            out.write(LINE.getBytes(StandardCharsets.UTF_8));
        }
        try (var out = new ZipOutputStream(Files.newOutputStream(folder.resolve("cmn-eng.zip")))) {
            out.putNextEntry(new ZipEntry("_about.txt"));
            out.write("no pairs".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("cmn.txt"));
            out.write(LINE.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(SentencePairs.read(folder.resolve("cmn.txt.gz"))).containsExactly(WAIT);
        assertThat(SentencePairs.read(folder.resolve("cmn-eng.zip"))).containsExactly(WAIT);
    }

    @Test
    void namesTheLineThatIsWrong() throws IOException {
        var columns = write("a.txt", LINE + "no tab\n");
        assertThatThrownBy(() -> SentencePairs.read(columns)).isInstanceOf(FormatException.class)
                .hasMessage(columns + " > line 2: expected 2, 3 or 4 columns, tab-separated, got 1.");
        var empty = write("b.txt", "Go.\t \n");
        assertThatThrownBy(() -> SentencePairs.read(empty)).isInstanceOf(FormatException.class).hasMessage(empty + " > line 1: expected two sentences, got an empty one.");
        var none = write("c.txt", "\n");
        assertThatThrownBy(() -> SentencePairs.read(none)).isInstanceOf(FormatException.class).hasMessage(none + ": expected pairs of sentences, got none.");
        var latin = Files.write(folder.resolve("d.txt"), "Go.\tÇa\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> SentencePairs.read(latin)).isInstanceOf(FormatException.class).hasMessageContaining(" > line 1: expected text in UTF-8");
        assertThatThrownBy(() -> SentencePairs.read(folder.resolve("absent.txt"))).isInstanceOf(UncheckedIOException.class).hasMessageContaining("absent.txt");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
