package org.keras4j.apps.poem;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Setting;

/// The options that only `poem` has: where poems come from, what a poem shall be like, how it is drawn, and how it is shown.
record PoemOptions(
        @Setting(value = "learn from these poems: a file or folder (chinese-poetry JSON, JSON lines, or title:poem text)", label = "FILE") @Nullable Path poems,
        @Setting(value = "use only N training poems", label = "N", least = 1) @Nullable Integer limit,
        @Setting("learn with one table of vectors for signs that go in and signs that come out, which is smaller") boolean tied,
        @Setting(value = "五絕, 七絕, 五律 or 七律 (or wujue, qijue, wulu, qilu)", label = "FORM") @Nullable String form,
        @Setting(value = "begin the 4 or 8 lines with these characters (藏頭)", label = "WORDS") @Nullable String acrostic,
        @Setting(value = "end the 4 or 8 lines with these characters (藏尾)", label = "WORDS") @Nullable String ending,
        @Setting(value = "rhyme on this level group of the Pingshui table, such as 东", label = "GROUP") @Nullable String rhyme,
        @Setting(value = "lean towards these characters, such as 秋月", label = "WORDS") @Nullable String theme,
        @Setting(value = "lean towards the manner of this author", label = "AUTHOR") @Nullable String style,
        @Setting("answer the given line with the second line of a couplet (對聯)") boolean couplet,
        @Setting("let the network keep tones and rhyme as it likes") boolean free,
        @Setting(value = "how daring to draw: lower is safer", label = "T") double temperature,
        @Setting(value = "draw from the K most probable characters; 0 for all", label = "K") int topK,
        @Setting(value = "draw from the fewest characters with this much of the probability", label = "P") double topP,
        @Setting(value = "look for the most probable poem with a beam of this width, rather than draw; 0 to draw", label = "N", least = 0, most = 1000) int beam,
        @Setting(value = "poems to write", label = "N", least = 1) int count,
        @Setting("print tones, pattern, rhyme and violations of each poem") boolean explain,
        @Setting("print simplified characters") boolean simplified,
        @Setting("print traditional characters, also where the poems learned from are in simplified ones") boolean traditional,
        @Setting("print the lines from top to bottom, the first at the right") boolean vertical) {

    static final PoemOptions DEFAULTS = new PoemOptions(null, null, false, null, null, null, null, null, null, false, false, 0.7, 0, 0.9, 0, 1, false, false, false, false);

    PoemOptions {
        if (simplified && traditional) {
            throw new IllegalArgumentException("Expected one of --simplified and --traditional, got both.");
        }
    }

    /// {@return the same for another form and acrostic, with everything explained}
    PoemOptions shown(String form, @Nullable String acrostic, @Nullable String rhyme) {
        return new PoemOptions(poems, limit, tied, form, acrostic, null, rhyme, null, null, false, free, temperature, topK, topP, beam, 1, true, simplified, traditional, vertical);
    }

    PoemNetwork.Table table() {
        return tied ? PoemNetwork.Table.TIED : PoemNetwork.Table.OWN;
    }

    Sampling sampling() {
        return new Sampling(temperature, topK, topP);
    }

    Page page() {
        return vertical ? Page.COLUMNS : Page.ROWS;
    }
}
