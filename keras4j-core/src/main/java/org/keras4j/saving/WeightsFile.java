package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.models.Model;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// The weights of a model, and of its optimizer, without its configuration.
///
/// | file            | written | read |
/// |-----------------|---------|------|
/// | `x.weights.h5`  | yes     | yes  |
/// | `x.weights.json` with `x_00000.weights.h5`, … | no | yes |
/// | `x.keras`       | (by [KerasFile]) | its weights alone |
/// | `x.h5`, as Keras 2 and 3 wrote weights and whole models | no | yes |
public final class WeightsFile {
    private WeightsFile() {}

    /// @throws IllegalArgumentException when the name doesn't end in `.weights.h5`
    /// @throws UncheckedIOException when it can't be written; the file that was there before stays
    public static void save(Model model, Path file) {
        if (!file.toString().endsWith(".weights.h5")) {
            throw new IllegalArgumentException(file + ": expected a name that ends in .weights.h5, as Keras demands. Give it that name.");
        }
        Hdf5.write(file, Weights.tree(model));
    }

    /// @throws FormatException naming file and place, when it isn't such a file, or suits another model; nothing is changed then
    /// @throws IllegalArgumentException when it is to be loaded by names and isn't of the old layout, which alone has them
    public static void load(Model model, Path file, Matching matching, LoadLimits limits) {
        MappedFile.reading(file, () -> {
            read(model, file, matching, limits);
            return model;
        });
    }

    private static void read(Model model, Path file, Matching matching, LoadLimits limits) {
        String name = file.getFileName().toString();
        if (name.endsWith(".keras") || Files.isDirectory(file)) {
            requirePlaces(file, matching);
            KerasFile.loadWeights(model, file, matching, limits);
            return;
        }
        var opened = new ArrayDeque<Hdf5>();
        try {
            Function<Path, Group> open = WeightSource.opening(opened);
            if (name.endsWith(".json")) {
                requirePlaces(file, matching);
                Weights.load(WeightSource.sharded(file, Json.object(small(file, limits)), open), model, matching);
            } else {
                Group root = open.apply(file);
                if (LegacyWeights.is(root)) {
                    LegacyWeights.load(root, model, matching);
                } else {
                    requirePlaces(file, matching);
                    Weights.load(WeightSource.of(root), model, matching);
                }
            }
        } catch (FormatException e) {
            throw e.in(file.toString());
        } finally {
            opened.forEach(Hdf5::close);
        }
    }

    private static void requirePlaces(Path file, Matching matching) {
        if (matching.isByName()) {
            throw new IllegalArgumentException(file + ": expected an .h5 as Keras 2 wrote it to load by the names of layers, got a file in which weights are known by "
                    + "their places alone. Use Matching.STRICT or SKIP_MISMATCH.");
        }
    }

    private static byte[] small(Path file, LoadLimits limits) {
        try {
            if (Files.size(file) > limits.configBytes()) {
                throw new FormatException(String.format(Locale.ROOT, "%,d bytes exceed the limit of %,d (LoadLimits.configBytes).",
                        Files.size(file), limits.configBytes()));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read (" + e + ").", e);
        }
    }
}
