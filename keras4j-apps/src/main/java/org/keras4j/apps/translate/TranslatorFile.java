package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import tools.jackson.databind.json.JsonMapper;

/// How a run's model wants its sentences: `translator.json`, beside the model and the vocabularies, and the pieces of words in `subwords.txt`, if it reads such.
///
/// @param to and the others as in [Preparation]
record TranslatorFile(Preparation.To to, Tokens tokens, Preparation.Script script) {
    static final String NAME = "translator.json";

    static void write(RunFolder folder, Preparation preparation) {
        var file = new TranslatorFile(preparation.to(), preparation.tokens(), preparation.script());
        folder.write(NAME, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n");
        if (preparation.subwords() != null) {
            preparation.subwords().write(folder);
        }
    }

    /// @throws DataException if one is missing or isn't such a file
    static Preparation read(EarlierRun run) {
        var file = run.json(NAME, TranslatorFile.class);
        return new Preparation(file.to, file.tokens, file.script, file.tokens == Tokens.BPE ? Subwords.read(run) : null);
    }
}
