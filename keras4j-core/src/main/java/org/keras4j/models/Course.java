package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.RandomSeed;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.initializers.Zeros;
import org.keras4j.ops.Variable;

/// How far a model is trained, and where its next `fit` goes on.
final class Course {
    /// Counts the steps of training: what makes each draw other random numbers.
    private final Variable steps = Variable.state("step", Type.of(DType.INT64), new Zeros());
    /// The same for evaluations and predictions in which something is drawn.
    private final Variable answers = Variable.counter("answer");
    private long epochs;
    private @Nullable Long shuffleSeed;
    private @Nullable Resumption resumption;

    /// Where the next `fit` goes on in an epoch that was interrupted.
    ///
    /// @param batch how many batches of the epoch are done
    /// @param metrics what the variables of the metrics held then
    record Resumption(int epoch, long batch, List<NDArray> metrics) {}

    /// What random numbers depend on in programs of that kind.
    Variable turns(Program.Kind kind) {
        return kind == Program.Kind.TRAIN ? steps : answers;
    }

    /// The epoch's number in the order of shuffled data: one more for each that is done.
    long epochs() {
        return epochs;
    }

    void epochDone() {
        epochs++;
    }

    /// Drawn at the first use.
    long shuffleSeed() {
        if (shuffleSeed == null) {
            shuffleSeed = RandomSeed.next();
        }
        return shuffleSeed;
    }

    Progress progress() {
        return new Progress((long) steps.value().item(), epochs, shuffleSeed);
    }

    void goOnFrom(Progress progress) {
        steps.assign(NDArray.scalar(progress.steps()));
        epochs = progress.epochs();
        shuffleSeed = progress.shuffleSeed();
    }

    void resumeAt(Resumption place) {
        resumption = place;
    }

    /// Where to begin, if not at the start; asked once.
    Optional<Resumption> takeResumption() {
        Optional<Resumption> taken = Optional.ofNullable(resumption);
        resumption = null;
        return taken;
    }
}
