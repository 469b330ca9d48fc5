package org.keras4j.apps.poem;

import module java.base;
import org.keras4j.apps.chinese.RhymeGroup;
import org.keras4j.apps.chinese.Scansion;
import org.keras4j.apps.chinese.TonePattern;

/// A poem as it is shown.
enum Page {
    /// A couplet in a row.
    ROWS {
        @Override
        List<String> lines(Verse poem) {
            return IntStream.iterate(0, i -> i < poem.lines().size(), i -> i + 2)
                    .mapToObj(i -> poem.lines().subList(i, Math.min(i + 2, poem.lines().size())))
                    .map(couplet -> IntStream.range(0, couplet.size()).mapToObj(i -> couplet.get(i) + Verse.mark(i)).collect(Collectors.joining())).toList();
        }
    },
    /// Lines from top to bottom, the first at the right.
    COLUMNS {
        @Override
        List<String> lines(Verse poem) {
            var columns = poem.lines().reversed().stream().map(line -> line.codePoints().toArray()).toList();
            return IntStream.range(0, columns.getFirst().length)
                    .mapToObj(row -> columns.stream().map(column -> Character.toString(column[row])).collect(Collectors.joining("　"))).toList();
        }
    };

    abstract List<String> lines(Verse poem);

    /// {@return each line with its tones and what the rules ask of it, then the rhyme and everything that is broken}
    static List<String> explained(Verse poem, Lexicon lexicon) {
        var scansion = Scansion.of(poem.lines(), lexicon.tones(), lexicon.rhymes());
        var pattern = TonePattern.nearest(poem.form(), poem.lines(), lexicon.tones());
        var lines = new ArrayList<String>();
        lines.add(poem.form().title() + "，" + pattern.name());
        for (int i = 0; i < poem.lines().size(); i++) {
            int faults = pattern.faults(i, poem.lines().get(i), lexicon.tones());
            lines.add(poem.lines().get(i) + Verse.mark(i) + "  " + scansion.tones().get(i) + "  " + pattern.lines().get(i)
                    + (faults == 0 ? "" : "  " + faults + "字不合"));
        }
        var rhyme = scansion.rhyme().stream().sorted(Comparator.comparing(group -> !group.isLevel())).map(RhymeGroup::name).toList();
        lines.add("韻：" + switch (scansion.rhymes()) {
            case KEPT -> String.join("、", rhyme);
            case BROKEN -> "無";
            case UNKNOWN -> "表中無此字";
        });
        lines.add(scansion.faults().isEmpty() ? "合律" : String.join("；", scansion.faults()));
        return lines;
    }
}
