package org.keras4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.datasets.ChinesePoetry.Poem;
import org.keras4j.engine.tensor.FormatException;

class ChinesePoetryTest {
    private static final Poem STORKS = new Poem("登鸛雀樓", "王之渙", List.of("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓"), "7");

    @TempDir
    Path folder;

    @Test
    void readsTheCollectionsJson() throws IOException {
        var file = write("poet.tang.0.json", """
                [{"author": "王之渙", "paragraphs": ["白日依山盡，黃河入海流。", "欲窮千里目，更上一層樓。"], "title": "登鸛雀樓", "id": "7"}]""");
        assertThat(ChinesePoetry.read(file)).containsExactly(STORKS);
    }

    @Test
    void readsLinesOfJsonZippedAndFolders() throws IOException {
        var line = "{\"title\":\"登鸛雀樓\",\"author\":\"王之渙\",\"lines\":[\"白日依山盡\",\"黃河入海流\",\"欲窮千里目\",\"更上一層樓\"],\"id\":\"7\"}\n";
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
            out.write((line + line).getBytes(StandardCharsets.UTF_8));
        }
        write("b.jsonl", line);
        write("README.md", "no poem");
        assertThat(ChinesePoetry.read(folder)).containsExactly(STORKS, STORKS, STORKS);
    }

    @Test
    void readsTitleAndPoemFromText() throws IOException {
        var file = write("poetry.txt", "登鸛雀樓:白日依山盡，黃河入海流。欲窮千里目，更上一層樓。\n\n無題：一，二？曰：三\n");
        assertThat(ChinesePoetry.read(file)).containsExactly(new Poem("登鸛雀樓", "", STORKS.lines(), ""), new Poem("無題", "", List.of("一", "二", "曰", "三"), ""));
    }

    /// As Chinese Windows writes texts, with a mark in front, or in an encoding of its own.
    @Test
    void textsOfOtherProgramsAreReadOrRefused() throws IOException {
        assertThat(ChinesePoetry.read(write("marked.txt", "\uFEFF無題:一，二\r\n"))).containsExactly(new Poem("無題", "", List.of("一", "二"), ""));
        var gbk = Files.write(folder.resolve("gbk.txt"), "無題:一，二\n".getBytes(Charset.forName("GBK")));
        assertThatThrownBy(() -> ChinesePoetry.read(gbk)).isInstanceOf(FormatException.class).hasMessageStartingWith(gbk + ": line 1: expected text in UTF-8, got the byte 0x");
    }

    @Test
    void namesThePlaceThatIsWrong() throws IOException {
        refused("a.json", "[{\"paragraphs\": [\"一\"]}, {\"title\": \"x\"}]", " > poem 2: expected an object with paragraphs (or lines), an array of texts, got one with title.");
        refused("b.json", "[3]", " > poem 1: expected an object with paragraphs (or lines), an array of texts, got number.");
        refused("c.json", "[{\"paragraphs\": [\"一\"]}", " > poem 2: expected JSON, got something else.");
        refused("d.txt", "題:詩\n詩\n", ": line 2: expected title:poem, got '詩'.");
        refused("e.json", "", ": expected poems, got none.");
        assertThatThrownBy(() -> ChinesePoetry.read(folder.resolve("absent.json"))).isInstanceOf(UncheckedIOException.class).hasMessageContaining("absent.json");
    }

    private void refused(String name, String content, String message) throws IOException {
        var file = write(name, content);
        assertThatThrownBy(() -> ChinesePoetry.read(file)).isInstanceOf(FormatException.class).hasMessageStartingWith(file + message);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
