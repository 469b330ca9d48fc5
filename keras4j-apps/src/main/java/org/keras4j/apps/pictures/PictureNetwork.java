package org.keras4j.apps.pictures;

import module java.base;
import org.keras4j.apps.DataException;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.score.Classification;
import org.keras4j.apps.score.Probabilities;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.models.Model;
import org.keras4j.models.Predict;

/// A network that tells what is on pictures.
///
/// @param name of its file in a run folder, without `.keras`
public record PictureNetwork(String name, Model model, PictureNotes notes) {
    private static final int BATCH = 250;

    public static String file(String name) {
        return name + ".keras";
    }

    /// Writes it; without an optimizer's state if it is not compiled.
    public void save(RunFolder folder) {
        model.save(folder.place(file(name)));
    }

    /// @throws DataException if the file is missing or broken, or its network is not one of these pictures
    public static PictureNetwork load(EarlierRun run, String name) {
        var file = run.file(file(name));
        var notes = PictureNotes.read(run);
        try {
            var network = new PictureNetwork(name, run.model(file(name)), notes);
            var scores = network.model.predict(NDArray.zeros(DType.FLOAT32, PixelScale.batch(1)));
            if (scores.rank() != 2 || scores.size(1) != notes.classes().size()) {
                throw new DataException(file + ": expected a network of " + notes.classes().size() + " classes, got one that answers " + scores.shape() + ".");
            }
            return network;
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": expected a network for pictures of 32 × 32 in three colours. " + e.getMessage(), e);
        }
    }

    /// @param images uint8 `[n, 32, 32, 3]`
    /// @return how probable each class is: float32 `[n, classes]`
    public NDArray predict(NDArray images) {
        return model.predict(notes.scale().apply(images), Predict.defaults().batchSize(BATCH));
    }

    /// The mean of what it says of the pictures and of their mirror images.
    public NDArray predictBothWays(NDArray images) {
        var scaled = notes.scale().apply(images);
        var options = Predict.defaults().batchSize(BATCH);
        return model.predict(scaled, options).plus(model.predict(Variation.mirrored(scaled), options)).times(0.5);
    }

    /// Of the most probable classes.
    public Classification score(Pictures pictures, NDArray probabilities) {
        return Classification.of(notes.classes(), pictures.truth(), probabilities.argMax(1).toIntArray());
    }

    /// {@return `cat (81.3 %), dog (11.0 %)`: the most probable classes}
    public String words(NDArray probabilities) {
        return Probabilities.of(probabilities.toFloatArray()).words(notes.classes()::get);
    }
}
