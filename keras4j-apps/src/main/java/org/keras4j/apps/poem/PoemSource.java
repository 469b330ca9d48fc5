package org.keras4j.apps.poem;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataFiles;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.datasets.ChinesePoetry;
import org.keras4j.datasets.ChinesePoetry.Poem;
import org.keras4j.engine.tensor.FormatException;

/// Which poems a run learns from.
sealed interface PoemSource {
    DataFiles FILES = DataFiles.of("poems", "Tang poems", "tang.jsonl");
    String BUNDLED = "poems.jsonl";

    /// A file or folder of the user's, in a format of [ChinesePoetry].
    record Own(Path path) implements PoemSource {}

    /// The collection of Tang poems.
    record Tang(Path file) implements PoemSource {}

    /// Sixty well-known poems that ship with the program.
    record Bundled(Path wanted) implements PoemSource {}

    /// @param own the user's poems, or `null`
    /// @throws DataException if `--data` holds no poems, or real data is required and there is none
    static PoemSource choose(RunOptions options, @Nullable Path own, DataPlaces places) {
        if (own != null) {
            return new Own(own);
        }
        return switch (FILES.choose(options, places)) {
            case DataFiles.Real real -> new Tang(real.file("tang.jsonl"));
            case DataFiles.Generated(var wanted, _) -> new Bundled(wanted);
        };
    }

    /// @throws DataException naming the file and what is wrong with it
    default List<Poem> read() {
        try {
            return switch (this) {
                case Own(var path) -> ChinesePoetry.read(path);
                case Tang(var file) -> ChinesePoetry.read(file);
                case Bundled _ -> bundled();
            };
        } catch (FormatException | UncheckedIOException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    default String describe() {
        return switch (this) {
            case Own(var path) -> path.toString();
            case Tang(var file) -> file.toString();
            case Bundled(var wanted) -> "60 bundled poems, as " + wanted + " lacks tang.jsonl";
        };
    }

    private static List<Poem> bundled() {
        try (var in = Objects.requireNonNull(PoemSource.class.getResourceAsStream(BUNDLED), BUNDLED)) {
            return ChinesePoetry.read(BUNDLED, in);
        } catch (IOException e) {
            throw new UncheckedIOException(BUNDLED + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
