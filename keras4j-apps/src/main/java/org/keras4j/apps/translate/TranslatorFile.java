package org.keras4j.apps.translate;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunFolder;
import tools.jackson.databind.json.JsonMapper;

/// How a run's model wants its sentences: `translator.json`, beside the model and the vocabularies.
final class TranslatorFile {
    static final String NAME = "translator.json";

    private TranslatorFile() {}

    static void write(RunFolder folder, Preparation preparation) {
        folder.write(NAME, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(preparation) + "\n");
    }

    /// @throws DataException if it is missing or isn't such a file
    static Preparation read(RunFolder folder) {
        return folder.json(NAME, Preparation.class);
    }
}
