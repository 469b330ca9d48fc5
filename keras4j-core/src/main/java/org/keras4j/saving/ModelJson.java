package org.keras4j.saving;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Sharing;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.layers.PartialShape;
import org.keras4j.models.Model;

/// A model without its weights as Keras' JSON: its layers, how they are joined, and what it is compiled with. A `.keras` file holds it as `config.json`.
public final class ModelJson {
    private ModelJson() {}

    /// What [#read] reads.
    public static String text(Model model) {
        return Sharing.whileWriting(() -> Json.text(model.serialized()));
    }

    /// The model with weights drawn anew.
    ///
    /// @param text UTF-8
    /// @throws FormatException when it is no JSON, describes no model, names a class that isn't here, or needs code that would have to be run
    public static Model read(byte[] text, Load options) {
        var description = Json.object(text);
        try {
            Model model = Sharing.whileReading(() -> asModel(FromKeras.object(description)));
            if (!model.isBuilt() && inputShapes(description) instanceof List<PartialShape> shapes) {
                model.build(shapes.toArray(PartialShape[]::new));
            }
            if (options.compiled() && description.get("compile_config") instanceof Map<?, ?> compile && !compile.isEmpty()) {
                model.compileFromConfig(compile);
            }
            return model;
        } catch (FormatException e) {
            throw e;
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException | NoSuchElementException e) {       // in Java's words, which tell nobody where
            throw new FormatException("expected a description as Keras writes it, got one with a part that is missing or of another kind. Was it written by hand?", e);
        } catch (RuntimeException e) {                              // whatever a description that makes no sense runs into
            throw new FormatException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
        }
    }

    private static Model asModel(Object made) {
        if (made instanceof Model model) {
            return model;
        }
        throw new IllegalArgumentException("expected a model, got a " + made.getClass().getSimpleName() + ".");
    }

    private static @Nullable List<PartialShape> inputShapes(Map<?, ?> description) {
        if (!(description.get("build_config") instanceof Map<?, ?> build && build.get("input_shape") instanceof List<?> shape)) {
            return null;
        }
        return !shape.isEmpty() && shape.getFirst() instanceof List<?> ? shape.stream().map(PartialShape::fromKeras).toList()
                : List.of(PartialShape.fromKeras(shape));
    }
}
