package org.keras4j.saving;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Sharing;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.models.Model;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// A whole model in an `.h5` file, as Keras 2 wrote it and Keras 3 still can.
final class LegacyFile {
    private LegacyFile() {}

    static Model load(Path file, Load options) {
        try (var hdf5 = Hdf5.open(file)) {
            Group root = hdf5.root();
            Map<?, ?> config = root.text("model_config").map(text -> json("model_config", text, options)).orElseThrow(() -> new FormatException(
                    "expected a model, got weights alone. Build the model in code and use loadWeights."));
            Model model = model(config);
            LegacyWeights.load(root, model, Matching.STRICT);
            Optional<String> training = root.text("training_config");
            if (options.compiled() && training.isPresent()) {
                Map<?, ?> compile = json("training_config", training.get(), options);
                checked("training_config", () -> {
                    model.compileFromConfig(LegacyConfig.training(compile));
                    return model;
                });
                LegacyWeights.loadOptimizer(root, model);
            }
            return model;
        } catch (FormatException e) {
            throw e.in(file.toString());
        }
    }

    private static Model model(Map<?, ?> config) {
        return checked("model_config", () -> (Model) Sharing.whileReading(() -> FromKeras.object(LegacyConfig.model(config))));
    }

    /// What a description that makes no sense runs into is the file's fault.
    private static <T> T checked(String attribute, Supplier<T> made) {
        try {
            return made.get();
        } catch (FormatException e) {
            throw e.in(attribute);
        } catch (RuntimeException e) {
            throw new FormatException(attribute + " > " + Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }

    private static Map<?, ?> json(String attribute, String text, Load options) {
        if (text.length() > options.limits().configBytes()) {
            throw new FormatException(String.format(Locale.ROOT, "%s: %,d bytes exceed the limit of %,d (LoadLimits.configBytes).",
                    attribute, text.length(), options.limits().configBytes()));
        }
        try {
            return Json.object(text.getBytes(StandardCharsets.UTF_8));
        } catch (FormatException e) {
            throw e.in(attribute);
        }
    }
}
