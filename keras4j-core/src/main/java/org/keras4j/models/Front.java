package org.keras4j.models;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.layers.InFrontOfModel;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasNode;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.ops.Call;

/// What stands between a model's inputs and its program: calls of layers that work on texts. Java makes them for each batch; the program
/// begins with their results, and with the inputs that others use.
///
/// @param calls those of the layers in front
/// @param entries what the program begins with
record Front(List<Input> inputs, List<KerasNode> calls, List<KerasTensor> entries) {

    /// @param calls all of the model
    static Front of(List<KerasTensor> inputs, Collection<KerasNode> calls, List<KerasTensor> outputs) {
        Map<Boolean, List<KerasNode>> parts = calls.stream().collect(Collectors.partitioningBy(InFrontOfModel::isIn));
        List<KerasNode> front = parts.get(true);
        Set<KerasTensor> taken = used(front);
        Set<KerasTensor> needed = used(parts.get(false));
        needed.addAll(outputs);
        Stream<KerasTensor> asTheyAre = inputs.stream().filter(input -> !taken.contains(input) || needed.contains(input));
        return new Front(inputs.stream().map(input -> (Input) input.layer()).toList(), front,
                Stream.concat(asTheyAre, front.stream().flatMap(call -> call.outputs().stream())).toList());
    }

    private static Set<KerasTensor> used(Collection<KerasNode> calls) {
        return calls.stream().flatMap(call -> call.needs().stream()).collect(Collectors.toCollection(HashSet::new));
    }

    /// The batch as the program gets it.
    Element pass(Model model, Element batch) {
        if (calls.isEmpty()) {
            return batch;
        }
        Entrance.requireAll(model, inputs, batch.x().size());
        List<NDArray> passed = entries.stream().map(entry -> entry.layer() instanceof Input input ? array(input, batch) : answer(entry.node(), batch)).toList();
        return new Element(passed, batch.y(), batch.weights());
    }

    private NDArray array(Input input, Element batch) {
        return batch.x().get(inputs.indexOf(input));
    }

    private NDArray answer(KerasNode call, Element batch) {
        List<Input> from = call.inputs().stream().map(tensor -> (Input) tensor.layer()).toList();
        return ((InFrontOfModel) call.layer()).answer(from.stream().map(input -> array(input, batch)).toList(), from);
    }

    /// The values with which the program begins, where the model is traced; checked against its inputs.
    ///
    /// @throws IllegalStateException when the model is called from another one that has not brought its data past the layers in front
    List<Value> enter(Model model, Call c, List<Value> values) {
        if (!calls.isEmpty() && !c.isPast(model)) {
            throw new IllegalStateException(Entrance.place(model) + ": expected no call from another model, since "
                    + calls.stream().map(KerasNode::layer).map(Layer::name).toList()
                    + " in it work on texts, which no program has. Put them behind the inputs of the outer model, or apply them to the data.");
        }
        return Entrance.of(model, entries, c, values);
    }
}
