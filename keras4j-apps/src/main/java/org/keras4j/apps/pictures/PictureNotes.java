package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import tools.jackson.databind.json.JsonMapper;

/// What must be known beside a network's weights to show it a picture: it lies next to them, since the training data may be far.
///
/// @param classes their names, by number
public record PictureNotes(List<String> classes, PixelScale scale) {
    /// The file in a run folder.
    public static final String FILE = "pictures.json";

    public static PictureNotes of(PictureData data) {
        return new PictureNotes(data.classes(), PixelScale.of(data.train()));
    }

    public void write(RunFolder folder) {
        folder.write(FILE, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }

    /// @throws DataException if the file is missing or broken
    public static PictureNotes read(EarlierRun run) {
        var notes = run.json(FILE, PictureNotes.class);
        if (notes.classes.isEmpty() || notes.scale.mean().size() != Pictures.COLORS || notes.scale.sd().size() != Pictures.COLORS) {
            throw new DataException(run.file(FILE) + ": expected classes, and mean and sd of three colours, got others.");
        }
        return notes;
    }
}
