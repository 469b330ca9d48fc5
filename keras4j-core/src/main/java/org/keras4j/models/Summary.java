package org.keras4j.models;

import module java.base;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasNode;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.PartialShape;
import org.keras4j.ops.Variable;
import org.keras4j.text.Output;

/// What `summary()` prints: a table of layers with shapes and numbers of parameters, and their sums.
///
/// @param columns   of the terminal: the table is as wide, up to the width that Keras gives it
/// @param nested    whether the layers of models inside are shown too: `expand_nested`
/// @param trainable whether a column says which layers are trainable: `show_trainable`
public record Summary(int columns, Nested nested, Trainable trainable) {
    public enum Nested { CLOSED, EXPANDED }

    public enum Trainable { HIDDEN, SHOWN }

    /// As wide as `COLUMNS` says, or else 80 columns.
    public static Summary defaults() {
        String columns = System.getenv("COLUMNS");
        return new Summary(columns != null && columns.matches("\\d{1,5}") ? Integer.parseInt(columns) : 80, Nested.CLOSED, Trainable.HIDDEN);
    }

    /// How wide the terminal is, in characters.
    public Summary columns(int columns)  { return new Summary(columns, nested, trainable); }

    /// Shows the layers of models inside too.
    public Summary expandNested()        { return new Summary(columns, Nested.EXPANDED, trainable); }

    /// Shows which layers are trainable.
    public Summary showTrainable()       { return new Summary(columns, nested, Trainable.SHOWN); }

    void print(Model model) {
        Output.print(text(model));
    }

    String text(Model model) {
        boolean chain = !(model instanceof Functional functional) || isChain(functional);
        var headers = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
        var alignments = new ArrayList<>(List.of(SummaryTable.Alignment.LEFT, SummaryTable.Alignment.LEFT, SummaryTable.Alignment.RIGHT));
        List<Double> ends = List.of(0.45, 0.80, 1.0);
        int length = 88;
        if (!chain) {
            headers.add("Connected to");
            alignments.add(SummaryTable.Alignment.LEFT);
            ends = List.of(0.3, 0.56, 0.74, 1.0);
            length = 108;
        }
        if (trainable == Trainable.SHOWN) {
            headers.add("Trainable");
            alignments.add(SummaryTable.Alignment.CENTER);
            ends = Stream.concat(ends.stream().map(end -> end * 0.9), Stream.of(1.0)).toList();
            length += 12;
        }
        var table = new SummaryTable(headers, alignments, ends, Math.min(length, columns - 4));
        for (Layer layer : model.layers()) {
            addRows(table, model, layer, 0, chain);
        }
        return "Model: \"" + model.name() + "\"\n" + table + totals(model);
    }

    private void addRows(SummaryTable table, Model model, Layer layer, int level, boolean chain) {
        var cells = new ArrayList<String>();
        cells.add((level == 0 ? "" : "   ".repeat(level) + "└ ") + layer.name() + " (" + layer.className() + ")");
        cells.add(shape(layer));
        cells.add(layer.isBuilt() || !layer.nodes().isEmpty() || layer instanceof Input ? String.format(Locale.ROOT, "%,d", layer.countParams()) : "0 (unbuilt)");
        if (!chain) {
            cells.add(level == 0 && model instanceof Functional functional ? connections(functional, layer) : "-");
        }
        if (trainable == Trainable.SHOWN) {
            cells.add(layer.weights().isEmpty() ? "-" : layer.trainable() ? "Y" : "N");
        }
        table.add(cells);
        if (nested == Nested.EXPANDED && layer instanceof Model inner) {
            inner.layers().forEach(part -> addRows(table, inner, part, level + 1, chain));
        }
    }

    private static String shape(Layer layer) {
        if (layer instanceof Input input) {
            return input.tensor().shape().toString();
        }
        List<PartialShape> outputs = layer.outputShapes();
        return outputs.isEmpty() ? "?" : outputs.size() == 1 ? outputs.getFirst().toString() : outputs.toString();
    }

    /// Whether each layer is called once, by the one before alone.
    private static boolean isChain(Functional model) {
        return model.inputs().size() == 1
                && model.wiring().nodes().values().stream().allMatch(nodes -> nodes.size() == 1)
                && model.wiring().calls().stream().allMatch(call -> call.inputs().size() == 1)
                && model.wiring().calls().stream().map(call -> call.inputs().getFirst().node()).distinct().count() == model.wiring().calls().size();
    }

    private static String connections(Functional model, Layer layer) {
        String joined = model.wiring().nodes().getOrDefault(layer, List.of()).stream().flatMap(node -> node.inputs().stream())
                .map(tensor -> connection(model, tensor)).collect(Collectors.joining(", "));
        return joined.isEmpty() ? "-" : joined;
    }

    private static String connection(Functional model, KerasTensor tensor) {
        List<KerasNode> calls = model.wiring().nodes().getOrDefault(tensor.layer(), List.of());
        return tensor.layer().name() + "[" + calls.indexOf(tensor.node()) + "][" + tensor.index() + "]";
    }

    // ---- sums ------------------------------------------------------------------------------------------------------

    private static String totals(Model model) {
        List<Variable> trained = model.trainableWeights();
        List<Variable> fixed = model.nonTrainableWeights();
        List<Variable> slots = model.isCompiled() && model.optimizer().isBuilt() ? model.optimizer().variables() : List.of();
        var all = Stream.of(trained, fixed, slots).flatMap(List::stream).toList();
        return line("Total", all) + line("Trainable", trained) + line("Non-trainable", fixed) + (slots.isEmpty() ? "" : line("Optimizer", slots));
    }

    private static String line(String what, List<Variable> variables) {
        long count = variables.stream().mapToLong(variable -> variable.shape().elements()).sum();
        return String.format(Locale.ROOT, " %s params: %,d (%s)\n", what, count, size(variables));
    }

    /// A counter of steps is int32 in Keras, and counted so.
    private static String size(List<Variable> variables) {
        double size = variables.stream().mapToLong(variable -> variable.dtype() == DType.INT64 ? 4 * variable.shape().elements() : variable.type().bytes()).sum();
        int unit = 0;
        List<String> units = List.of("B", "KB", "MB", "GB", "TB");
        while (size >= 1024 && unit + 1 < units.size()) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", size, units.get(unit));
    }
}
