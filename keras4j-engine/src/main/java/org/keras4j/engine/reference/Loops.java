package org.keras4j.engine.reference;

import module java.base;
import org.keras4j.engine.graph.Control;
import org.keras4j.engine.graph.Control.*;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;

/// Programs within programs.
final class Loops {
    private Loops() {}

    static List<double[]> evaluate(Control op, List<Tensor> in, Faults faults) {
        return switch (op) {
            case Scan scan -> scan(scan, in, faults);
            case If(var then, var otherwise) ->
                    values(answers(new Interpreter(in.getFirst().values()[0] != 0 ? then : otherwise), in.subList(1, in.size()), faults));
            case While loop -> values(repeat(loop, in, faults));
        };
    }

    private static List<Tensor> repeat(While loop, List<Tensor> in, Faults faults) {
        var condition = new Interpreter(loop.condition());
        var body = new Interpreter(loop.body());
        var now = new ArrayList<>(in);
        while (answers(condition, now, faults).getFirst().values()[0] != 0) {
            List<Tensor> next = answers(body, now, faults);
            for (int i = 0; i < next.size(); i++) {
                now.set(i, next.get(i));
            }
        }
        return now.subList(0, loop.body().outputs().size());
    }

    private static List<Tensor> answers(Interpreter body, List<Tensor> in, Faults faults) {
        var given = new HashMap<String, Tensor>();
        in.forEach(tensor -> given.put(Integer.toString(given.size()), tensor));
        Map<Value, Tensor> found = body.run(new Leaves(given, Map.of()), faults, Interpreter.UNWATCHED);
        return body.outputs().stream().map(found::get).toList();
    }

    private static List<double[]> values(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> tensor.values().clone()).toList();
    }

    private static List<double[]> scan(Scan scan, List<Tensor> in, Faults faults) {
        var body = new Interpreter(scan.body());
        List<Type> results = scan.infer(in.stream().map(Tensor::type).toList());
        List<double[]> stacks = results.subList(scan.states(), results.size()).stream()
                .map(type -> new double[(int) type.elements()]).toList();
        int kept = scan.body().outputs().size() - scan.states();
        List<Tensor> state = in.subList(0, scan.states());
        for (int turn = 0; turn < scan.length(); turn++) {
            int at = (int) (scan.reverse() ? scan.length() - 1 - turn : turn);
            var given = new HashMap<String, Tensor>();
            for (int i = 0; i < in.size(); i++) {
                boolean sliced = i >= scan.states() && i < scan.states() + scan.sequences();
                given.put(Integer.toString(i), i < scan.states() ? state.get(i) : sliced ? slice(in.get(i), at) : in.get(i));
            }
            Map<Value, Tensor> found = body.run(new Leaves(given, Map.of()), faults, Interpreter.UNWATCHED);
            List<Tensor> answers = scan.body().outputs().stream().map(found::get).toList();
            for (int i = 0; i < kept; i++) {
                put(answers.get(scan.states() + i), stacks.get(i), at);
            }
            for (int i = 0; i < scan.states(); i++) {
                put(state.get(i), stacks.get(kept + i), at);
            }
            state = answers.subList(0, scan.states());
        }
        return Stream.concat(state.stream().map(last -> last.values().clone()), stacks.stream()).toList();
    }

    private static Tensor slice(Tensor sequence, int at) {
        Type type = sequence.type().with(sequence.shape().without(0));
        int count = (int) type.elements();
        return new Tensor(type, Arrays.copyOfRange(sequence.values(), at * count, (at + 1) * count), null);
    }

    private static void put(Tensor part, double[] stack, int at) {
        System.arraycopy(part.values(), 0, stack, at * part.values().length, part.values().length);
    }
}
