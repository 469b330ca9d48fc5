package org.keras4j.apps.linreg;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.DataException;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;

/// Which table a run learns from.
sealed interface LinregSource {
    String FOLDER = "tabular";
    String FILE = "diabetes.csv";

    /// A table of the user's.
    record Own(Path file, String target) implements LinregSource {}

    /// The diabetes table of Efron, Hastie, Johnstone and Tibshirani (2004): 442 patients, 10 measures.
    record Diabetes(Path file) implements LinregSource {}

    /// None: the generated line alone.
    ///
    /// @param wanted where the diabetes table would be looked for
    record LineOnly(Path wanted) implements LinregSource {}

    /// @param csv the user's table, or `null`
    /// @throws DataException if `--data` holds no table, or real data is required and there is none
    static LinregSource choose(RunOptions options, @Nullable Path csv, String target, DataPlaces places) {
        if (csv != null) {
            return new Own(csv, target);
        }
        for (var folder : places.folders(options, FOLDER)) {
            if (Files.isRegularFile(folder.resolve(FILE))) {
                return new Diabetes(folder.resolve(FILE));
            }
        }
        if (options.data() != null) {
            throw new DataException("--data " + options.data() + ": " + FILE + " is not there.");
        }
        var wanted = places.recommended(options, FOLDER);
        if (options.requireData()) {
            throw new DataException("No " + FILE + " was found. Put it into " + wanted + ", or leave out --require-data for generated points.");
        }
        return new LineOnly(wanted);
    }

    default String describe() {
        return switch (this) {
            case Own(var file, _) -> file.toString();
            case Diabetes(var file) -> "a generated line, and " + file;
            case LineOnly(var wanted) -> "a generated line, as " + wanted + " holds no " + FILE;
        };
    }
}
