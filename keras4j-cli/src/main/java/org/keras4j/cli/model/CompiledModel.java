package org.keras4j.cli.model;

import module java.base;
import org.keras4j.models.Model;

/// A saved model that says how it is trained.
final class CompiledModel {
    private CompiledModel() {}

    /// @throws IllegalArgumentException if it doesn't
    static Model load(Path file) {
        Model model = Model.load(file);
        if (!model.isCompiled()) {
            throw new IllegalArgumentException(file + ": expected a model that was compiled, got one without optimizer and loss. Compile it in a program, and save it again.");
        }
        return model;
    }
}
