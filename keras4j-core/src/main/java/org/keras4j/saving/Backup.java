package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.models.Model;
import org.keras4j.ops.Variable;

/// The state of a training between two batches, in a `.keras` file.
public final class Backup {
    private Backup() {}

    /// @param batch how many of that epoch are done; with 0 it hasn't begun
    public static void save(Model model, Path file, int epoch, long batch) {
        AtomicFile.write(file, KerasFile.content(model, TrainingState.of(model)
                .at(epoch, batch, batch == 0 ? List.of() : model.metricVariables().stream().map(Variable::value).toList())));
    }

    /// Gives the model, which is compiled, that state: the `fit` that runs goes on from there.
    ///
    /// @throws FormatException when the file is damaged, or of another model
    public static void restore(Model model, Path file) {
        model.buildOptimizer();
        model.loadWeights(file);
        try (Members members = Members.open(file, LoadLimits.DEFAULT)) {
            TrainingState state = KerasFile.state(members, LoadLimits.DEFAULT);
            state.applyTo(model);
            TrainingState.Position at = state.position();
            if (at != null) {
                model.resumeAt(at.epoch(), at.batch(), at.metrics());
            }
        } catch (FormatException e) {
            throw e.in(file.toString());
        }
    }
}
