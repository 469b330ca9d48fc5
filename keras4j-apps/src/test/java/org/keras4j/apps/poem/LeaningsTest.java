package org.keras4j.apps.poem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.chinese.VerseForm;

/// What an author has more often than others.
class LeaningsTest {
    @TempDir
    Path folder;

    /// Each of the two has 40 poems of 20 characters: the moon is in each of one's poems and in half of all, so that its logarithm is ln 2 and no other's.
    /// A third author with a poem less is not known.
    @Test
    void anAuthorsCharactersAreThoseThatOthersHaveLessOften() {
        var poems = Stream.of(poems("李白", "月", 40), poems("杜甫", "山", 40), poems("王維", "山", 39)).flatMap(List::stream).toList();
        var run = RunFolder.create(new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, folder, null, null, false, false, false), "poem");
        var vocabulary = Vocabulary.of(poems, 1);

        Leanings.write(run, poems.subList(0, 80));

        float[] bias = Leanings.author(run.soFar(), "李白", vocabulary);
        assertThat(bias[vocabulary.number('月')]).isEqualTo(0.69f);
        assertThat(IntStream.range(0, bias.length).filter(sign -> bias[sign] != 0)).containsExactly(vocabulary.number('月'));
        Leanings.write(run, poems);
        assertThatThrownBy(() -> Leanings.author(run.soFar(), "王維", vocabulary)).hasMessageStartingWith("--style 王維: expected an author of 40 or more poems");
    }

    private static List<Verse> poems(String author, String own, int count) {
        return Collections.nCopies(count, new Verse("", author, VerseForm.WUJUE, List.of("一二三四五", "一二三四五", "一二三四五", "一二三四" + own)));
    }
}
