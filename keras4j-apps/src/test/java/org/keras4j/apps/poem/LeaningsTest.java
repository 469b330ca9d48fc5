package org.keras4j.apps.poem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keras4j.apps.Report;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.chinese.VerseForm;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;

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

    /// One of eleven poems has the moon: ln 11 is 2.4, more than is ever added.
    @Test
    void noCharacterIsForcedOnAPoem() {
        var poems = Stream.of(poems("李白", "月", 40), poems("杜甫", "山", 400)).flatMap(List::stream).toList();
        var run = RunFolder.create(new RunOptions(null, null, null, 0, null, RunOptions.Precision.FLOAT32, RunOptions.Preset.QUICK, folder, null, null, false, false, false), "poem");
        var vocabulary = Vocabulary.of(poems, 1);

        Leanings.write(run, poems);

        assertThat(Leanings.author(run.soFar(), "李白", vocabulary)[vocabulary.number('月')]).isEqualTo(2);
        assertThat(Leanings.sum(new float[] {1, 2}, new float[] {3, 4})).containsExactly(4, 6);
    }

    /// By arithmetic, of columns (1, 0), (0.8, 0.6) and (0, 1) of the last kernel: the second is like the first by 0.8, of which what is beyond 0.4 counts three times, and less
    /// like the third.
    @Test
    void aThemeDrawsWhatIsLikeIt() {
        var poems = poems("李白", "月", 1);
        var vocabulary = Vocabulary.of(poems, 1);
        var network = PoemNetwork.create(vocabulary, poems, new PoemNetwork.Size(12, 8, 0.5), PoemNetwork.Table.OWN,
                new Report.Settings(3, 1, 2, 1e-3, RunOptions.Precision.FLOAT32, 1, RunOptions.Preset.QUICK));
        var last = network.model().getLayer("next_sign");
        int moon = vocabulary.number('月');
        int one = vocabulary.number('一');
        int two = vocabulary.number('二');
        var kernel = NDArray.zeros(DType.FLOAT32, last.getWeights().getFirst().shape());
        kernel.set(1, 0, moon);
        kernel.set(0.8, 0, one);
        kernel.set(0.6, 1, one);
        kernel.set(1, 1, two);
        last.setWeights(List.of(kernel, last.getWeights().getLast()));

        float[] bias = Leanings.theme(new int[] {moon, two}, network);

        assertThat(new float[] {bias[moon], bias[one], bias[two], bias[vocabulary.number('三')]}).containsExactly(new float[] {3, 1.2f, 3, 0}, within(1e-5f));
    }

    private static List<Verse> poems(String author, String own, int count) {
        return Collections.nCopies(count, new Verse("", author, VerseForm.WUJUE, List.of("一二三四五", "一二三四五", "一二三四五", "一二三四" + own)));
    }
}
