package org.keras4j.models;

import module java.base;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
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

    /// @param calls all of the model, each behind those that it uses
    static Front of(List<KerasTensor> inputs, List<KerasNode> calls, List<KerasTensor> outputs) {
        var front = new LinkedHashSet<KerasNode>();
        var taken = new HashSet<KerasTensor>();
        for (KerasNode call : calls.reversed()) {
            if (InFrontOfModel.isIn(call) || call.outputs().stream().anyMatch(taken::contains)) {
                front.addFirst(call);
                taken.addAll(call.needs());
            }
        }
        Set<KerasTensor> needed = calls.stream().filter(call -> !front.contains(call)).flatMap(call -> call.needs().stream())
                .collect(Collectors.toCollection(HashSet::new));
        needed.addAll(outputs);
        Stream<KerasTensor> asTheyAre = inputs.stream().filter(input -> !taken.contains(input) || needed.contains(input));
        return new Front(inputs.stream().map(input -> (Input) input.layer()).toList(), List.copyOf(front),
                Stream.concat(asTheyAre, front.stream().flatMap(call -> call.outputs().stream()).filter(needed::contains)).toList());
    }

    /// The batch as the program gets it.
    ///
    /// @throws IllegalArgumentException when there are texts where numbers belong, or numbers in place of texts
    Element pass(Model model, Element batch) {
        for (int i = 0; i < Math.min(inputs.size(), batch.x().size()); i++) {
            Entrance.requireSuits(inputs.get(i), batch.x().get(i));
        }
        if (calls.isEmpty()) {
            return batch;
        }
        Entrance.requireAll(model, inputs, batch.x().size());
        var made = new HashMap<KerasTensor, NDArray>();
        for (int i = 0; i < inputs.size(); i++) {
            KerasTensor input = inputs.get(i).tensor();
            made.put(input, ranked(batch.x().get(i), input));
        }
        calls.forEach(call -> made.put(call.outputs().getFirst(), answer(call, made)));
        return new Element(entries.stream().map(made::get).toList(), batch.y(), batch.weights());
    }

    private static NDArray answer(KerasNode call, Map<KerasTensor, NDArray> made) {
        List<NDArray> arrays = call.inputs().stream().map(made::get).toList();
        return call.layer() instanceof InFrontOfModel layer ? layer.answer(arrays, call.inputs()) : call.layer().apply(arrays.getFirst());
    }

    /// As in [Entrance], a last axis of size 1 may be missing, or be one too many; behind that of texts stand their bytes.
    private static NDArray ranked(NDArray array, KerasTensor input) {
        Shape shape = array.shape();
        int rank = input.isText() ? shape.rank() - 1 : shape.rank();
        int expected = input.shape().rank();
        if (rank == expected + 1 && shape.size(rank - 1) == 1) {
            return array.reshape(shape.without(rank - 1));
        }
        return rank + 1 == expected && input.shape().size(-1) == 1 ? array.reshape(shape.insert(rank, 1)) : array;
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
