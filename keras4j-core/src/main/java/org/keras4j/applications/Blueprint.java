package org.keras4j.applications;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.Copy;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.layers.Input;
import org.keras4j.layers.PartialShape;

/// What one can tell every architecture: about its images, and how it ends. Weights are random until they are loaded.
public final class Blueprint implements Cloneable {
    private final Top top;
    private @Nullable PartialShape inputShape;
    private int classes = 1000;
    private Activation classifierActivation = Activations.SOFTMAX;
    private Pooling pooling = Pooling.NONE;
    private @Nullable String name;
    private @Nullable Path weights;

    enum Top { CLASSES, FEATURES }

    /// What becomes of the last feature maps.
    public enum Pooling {
        /// They are the output: `[batch, rows, columns, channels]`.
        NONE,
        /// Their means: `[batch, channels]`.
        AVERAGE,
        /// Their maxima: `[batch, channels]`.
        MAX
    }

    private Blueprint(Top top) {
        this.top = top;
    }

    /// A classifier as Keras makes it by default, of 1000 classes.
    public static Blueprint classifier() {
        return new Blueprint(Top.CLASSES);
    }

    /// Without the classifier (`include_top=False`): for what one puts on top.
    public static Blueprint features() {
        return new Blueprint(Top.FEATURES);
    }

    /// Rows, columns and channels, where -1 is unknown. Without it, a classifier has the size it was made for, and features take
    /// colour images of any size.
    public Blueprint inputShape(long rows, long columns, long channels) {
        return with(b -> b.inputShape = PartialShape.of(rows, columns, channels));
    }

    /// How many classes a classifier tells apart.
    public Blueprint classes(int classes) {
        return with(b -> b.classes = classes);
    }

    /// What a classifier does with its last sums: softmax unless told otherwise; [Activations#LINEAR] leaves them as logits.
    public Blueprint classifierActivation(Activation activation) {
        return with(b -> b.classifierActivation = activation);
    }

    /// What becomes of features.
    public Blueprint pooling(Pooling pooling) {
        return with(b -> b.pooling = pooling);
    }

    /// The model's name, instead of that of its architecture.
    public Blueprint name(String name) {
        return with(b -> b.name = name);
    }

    /// The file that its weights come from (`weights=`), such as one that Keras published: `.weights.h5`, an older `.h5` or `.keras`. One of
    /// features (`notop`) fits features, one of a classifier a classifier of as many classes. Without it, weights are drawn.
    public Blueprint weights(Path file) {
        return with(b -> b.weights = file);
    }

    private Blueprint with(Consumer<Blueprint> change) {
        return Copy.changed(this::clone, change);
    }

    Optional<Path> weights()           { return Optional.ofNullable(weights); }
    boolean isClassifier()             { return top == Top.CLASSES; }
    int classes()                      { return classes; }
    Activation classifierActivation()  { return classifierActivation; }
    Pooling pooling()                  { return pooling; }

    String nameOr(String architecture) {
        return name != null ? name : architecture;
    }

    /// With images of this size unless told otherwise.
    Blueprint ofSize(long size) {
        return inputShape != null ? this : inputShape(size, size, 3);
    }

    /// With images of any size unless told otherwise, for a classifier too.
    Blueprint anySize() {
        return ofSize(PartialShape.UNKNOWN);
    }

    /// @param size of the images for which the architecture was made
    /// @param smallest size it can take
    Input input(long size, long smallest) {
        PartialShape shape = inputShape != null ? inputShape : isClassifier() ? PartialShape.of(size, size, 3) : PartialShape.of(-1, -1, 3);
        for (int axis = 0; axis < 2; axis++) {
            if (shape.size(axis) != PartialShape.UNKNOWN && shape.size(axis) < smallest) {
                throw new ShapeException("inputShape", "at least " + smallest + " rows and columns", shape, "Enlarge the images.");
            }
        }
        return Input.shape(shape.sizes().stream().mapToLong(Long::longValue).toArray());
    }
}
