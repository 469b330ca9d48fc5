package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.Job;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.translate.TranslateData.Scored;
import org.keras4j.apps.translate.TranslateNetwork.Kind;
import org.keras4j.apps.translate.TranslateScores.Way;
import org.keras4j.decoding.BeamSearch;
import org.keras4j.plots.AttentionMap;

/// What a run shows of its translations: some test sentences, and where a network looked.
final class TranslateSamples {
    private static final int SHOWN = 20;
    private static final int MAPS = 3;

    private TranslateSamples() {}

    /// Prints every so many of the test sentences by all networks, and writes them to `samples.txt`.
    static void write(TranslateScores scores, Set<Kind> kinds, RunFolder folder, Job job) {
        var tests = scores.tests();
        var preparation = scores.preparation();
        int count = Math.min(SHOWN, tests.size());
        var text = new StringBuilder();
        for (int k = 0; k < count; k++) {
            int i = k * tests.size() / count;
            text.append(tests.get(i).sentence()).append('\n');
            row(text, "reference", preparation.shown(tests.get(i).references().getFirst()));
            for (var kind : kinds) {
                row(text, name(kind), preparation.shown(scores.outputs().get(Way.beam(kind)).get(i)));
            }
        }
        text.toString().lines().forEach(job.output()::say);
        folder.write("samples.txt", text.toString());
    }

    private static void row(StringBuilder text, String name, String sentence) {
        text.append(String.format(Locale.ROOT, "  %-12s  %s\n", name, sentence));
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case ORIGINAL -> "original";
            case ATTENTION -> "attention";
            case PLAIN -> "no attention";
            case TRANSFORMER -> "Transformer";
        };
    }

    /// Draws maps of some test sentences that are neither short nor long.
    static void plotAttention(TranslateData data, Translator translator, BeamSearch beam, RunFolder folder) {
        var fitting = data.tests().stream().filter(test -> test.source().size() >= 6 && test.source().size() <= 12).limit(MAPS).map(Scored::sentence).toList();
        for (int i = 0; i < fitting.size(); i++) {
            String sentence = fitting.get(i);
            var best = translator.translate(sentence, beam).getFirst();
            folder.plot("attention-" + (i + 1), AttentionMap.of("Where the network looked while it wrote", Stream.concat(best.tokens().stream(), Stream.of("⏎")).toList(),
                    translator.preparation().read(sentence), translator.attention(sentence, best.hypothesis(), beam)), data.description().origin());
        }
    }
}
