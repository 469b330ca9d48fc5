package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keras4j.callbacks.TinyTraining.losses;

import module java.base;
import org.junit.jupiter.api.Test;

/// What all callbacks of a run are told and share: events in their order, values, the history.
class CallbackListTest extends CountedEpochs {
    @Test
    void lambdasAreToldInOrder() {
        var told = new ArrayList<String>();
        var lambda = LambdaCallback.create().onTrainBegin(() -> told.add("begin")).onEpochBegin(epoch -> told.add("epoch " + epoch))
                .onTrainBatchBegin(batch -> told.add("batch " + batch))
                .onTrainBatchEnd((batch, logs) -> told.add("loss " + logs.get("loss").orElseThrow()))
                .onEpochEnd((epoch, logs) -> logs.put("mine", 7)).onTrainEnd(logs -> told.add("end " + logs.get("mine").orElseThrow()));
        assertThat(train(1, losses(0.9), lambda).get("mine")).containsExactly(7.0);
        assertThat(told).containsExactly("begin", "epoch 0", "batch 0", "loss 0.6437", "end 7.0");
    }

    @Test
    void valuesAreReadOnlyWhenSomebodyLooks() {
        var reads = new AtomicInteger();
        var list = CallbackList.of(List.of(), Verbosity.SILENT);
        list.attach(model, new RunInfo(RunInfo.Kind.TRAIN, 1, OptionalLong.of(1), false, Map.of()));
        list.onTrainBegin();
        list.onTrainBatchEnd(0, new Logs(() -> {
            reads.incrementAndGet();
            return new LinkedHashMap<>();
        }));
        assertThat(reads).hasValue(0);
    }

    /// As in Keras, whose list looks at all of them.
    @Test
    void theLastHistoryOfTheUsersIsTheOneThatIsAnswered() {
        var last = new History();
        assertThat(train(1, losses(1), new History(), last)).isSameAs(last);
    }

    @Test
    void keepsTheHistoryThatTheUserBrings() {
        var mine = new History();
        assertThat(train(2, losses(1, 0.9), mine)).isSameAs(mine);
        assertThat(mine.last("loss")).isEqualTo(0.5621);
        assertThatThrownBy(() -> mine.get("val_acc")).isInstanceOf(NoSuchElementException.class)
                .hasMessage("History: expected one of [accuracy, loss, val_loss], got 'val_acc'.");
    }
}
