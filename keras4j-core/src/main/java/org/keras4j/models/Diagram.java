package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasNode;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;

/// A model as boxes and arrows. Follows `keras.utils.model_to_dot`, whose text [#toDot] gives.
///
/// @param parts boxes, and clusters of the models inside if those are shown
/// @param arrows between boxes of this diagram or of its clusters; those inside of a cluster are the cluster's
public record Diagram(String name, List<Part> parts, List<Arrow> arrows, Set<Show> shown, Direction direction) {
    private static final String TABLE = "<table border=\"0\" cellborder=\"1\" bgcolor=\"black\" cellpadding=\"10\">";

    public sealed interface Part {}

    /// A layer.
    ///
    /// @param facts what is to be shown, in Keras' order
    public record Box(String name, String type, Optional<String> activation, List<Fact> facts) implements Part {}

    /// A model inside.
    public record Cluster(Diagram diagram) implements Part {}

    /// `Input shape`, `(None, 4)`.
    public record Fact(String what, String value, Kind kind) {
        public enum Kind { PLAIN, TRAINABLE, FROZEN }
    }

    /// From the layer that makes a value to one that takes it.
    public record Arrow(Box from, Box to) {}

    /// Which way arrows lead: from top to bottom or from left to right. Keras' `rankdir`.
    public enum Direction { TB, LR }

    /// What is shown: the arguments of `keras.utils.plot_model`.
    public enum Show { LAYER_NAMES, SHAPES, DTYPE, ACTIVATIONS, TRAINABLE, NESTED }

    /// The model with these facts, from top to bottom.
    ///
    /// @throws IllegalStateException when the model isn't built: nothing is known of its shapes
    public static Diagram of(Model model, Set<Show> shown) {
        if (!model.isBuilt()) {
            throw new IllegalStateException("Model '" + model.name() + "': expected a model that is built, got one without an input. Give it an Input, or data.");
        }
        return new Drawing(Set.copyOf(shown), new IdentityHashMap<>()).of(model);
    }

    /// {@return this diagram with arrows that lead another way}
    public Diagram direction(Direction to) {
        return new Diagram(name, parts, arrows, shown, to);
    }

    // ---- drawing ---------------------------------------------------------------------------------------------------

    private record Drawing(Set<Show> shown, Map<Layer, Box> boxes) {
        Diagram of(Model model) {
            List<Layer> layers = model instanceof Functional || model instanceof Sequential ? model.layers() : List.of(model);
            var parts = new ArrayList<Part>();
            for (Layer layer : layers) {
                parts.add(isExpanded(layer) ? new Cluster(of((Model) layer)) : box(layer));
            }
            return new Diagram(model.name(), parts, arrows(model, layers), shown, Direction.TB);
        }

        private boolean isExpanded(Layer layer) {
            return shown.contains(Show.NESTED) && (layer instanceof Functional || layer instanceof Sequential);
        }

        private List<Arrow> arrows(Model model, List<Layer> layers) {
            var arrows = new LinkedHashSet<Arrow>();
            if (model instanceof Functional functional) {
                for (Layer layer : layers) {
                    for (KerasNode node : functional.wiring().nodes().getOrDefault(layer, List.of())) {
                        for (int i = 0; i < node.inputs().size(); i++) {
                            KerasTensor input = node.inputs().get(i);
                            arrows.add(new Arrow(last(input.layer(), input.index()), first(layer, i)));
                        }
                    }
                }
            } else {
                for (int i = 0; i + 1 < layers.size(); i++) {
                    arrows.add(new Arrow(last(layers.get(i), 0), first(layers.get(i + 1), 0)));
                }
            }
            return List.copyOf(arrows);
        }

        /// The box that makes an output.
        private Box last(Layer layer, int output) {
            if (isExpanded(layer)) {
                if (layer instanceof Functional functional) {
                    KerasTensor tensor = functional.outputs().get(output);
                    return last(tensor.layer(), tensor.index());
                }
                return last(((Sequential) layer).layers().getLast(), 0);
            }
            return box(layer);
        }

        /// The box that takes an input.
        private Box first(Layer layer, int input) {
            if (isExpanded(layer)) {
                return layer instanceof Functional functional ? box(functional.inputs().get(input))
                        : first(((Sequential) layer).layers().getFirst(), 0);
            }
            return box(layer);
        }

        private Box box(Layer layer) {
            return boxes.computeIfAbsent(layer, _ -> new Box(layer.name(), layer instanceof Input ? "InputLayer" : layer.className(),
                    shown.contains(Show.ACTIVATIONS) ? activation(layer) : Optional.empty(), facts(layer)));
        }

        private static Optional<String> activation(Layer layer) {
            return layer.kerasConfig().get("activation") instanceof String name ? Optional.of(name) : Optional.empty();
        }

        private List<Fact> facts(Layer layer) {
            var facts = new ArrayList<Fact>();
            if (shown.contains(Show.SHAPES) && !(layer instanceof Input)) {
                facts.add(new Fact("Input shape", tensors(layer, KerasNode::inputs, tensor -> tensor.shape().toString()), Fact.Kind.PLAIN));
            }
            if (shown.contains(Show.SHAPES)) {
                facts.add(new Fact("Output shape", tensors(layer, KerasNode::outputs, tensor -> tensor.shape().toString()), Fact.Kind.PLAIN));
            }
            if (shown.contains(Show.DTYPE)) {
                facts.add(new Fact("Output dtype", tensors(layer, KerasNode::outputs, tensor -> tensor.dtype().toString()), Fact.Kind.PLAIN));
            }
            if (shown.contains(Show.TRAINABLE) && !layer.weights().isEmpty()) {
                facts.add(new Fact("", layer.trainable() ? "Trainable" : "Non-trainable", layer.trainable() ? Fact.Kind.TRAINABLE : Fact.Kind.FROZEN));
            }
            return facts;
        }

        private static String tensors(Layer layer, Function<KerasNode, List<KerasTensor>> which, Function<KerasTensor, String> what) {
            List<KerasTensor> tensors = layer instanceof Input input ? List.of(input.tensor())
                    : layer.nodes().isEmpty() ? List.of() : which.apply(layer.nodes().getFirst());
            return tensors.isEmpty() ? "?" : tensors.size() == 1 ? what.apply(tensors.getFirst()) : tensors.stream().map(what).toList().toString();
        }
    }

    // ---- text ------------------------------------------------------------------------------------------------------

    /// The text that Graphviz draws.
    public String toDot() {
        var dot = new StringBuilder("digraph G {\nrankdir=" + direction + ";\nconcentrate=true;\ndpi=200;\nsplines=ortho;\nnode [shape=record];\n");
        body(dot, new IdentityHashMap<>());
        return dot.append("}\n").toString();
    }

    private void body(StringBuilder dot, Map<Box, String> ids) {
        for (Part part : parts) {
            switch (part) {
                case Box box -> dot.append(ids.computeIfAbsent(box, _ -> "n" + (ids.size() + 1))).append(" [label=<").append(label(box))
                        .append(">, fontname=Helvetica, border=0, margin=0];\n");
                case Cluster(Diagram inner) -> {
                    dot.append("subgraph cluster_").append(quoted(inner.name)).append(" {\nstyle=dashed;\nlabel=").append(quoted(inner.name))
                            .append(";\nlabeljust=l;\n");
                    inner.body(dot, ids);
                    dot.append("}\n");
                }
            }
        }
        for (Arrow arrow : arrows) {
            dot.append(ids.get(arrow.from())).append(" -> ").append(ids.get(arrow.to())).append(" [penwidth=2];\n");
        }
    }

    private static String quoted(String name) {
        return name.matches("\\w+") ? name : "\"" + name.replace("\"", "\\\"") + "\"";
    }

    private String label(Box box) {
        String title = shown.contains(Show.LAYER_NAMES) ? "<b>" + escaped(box.name()) + "</b> (" + escaped(box.type()) + ")" : "<b>" + escaped(box.type()) + "</b>";
        var rows = new StringBuilder(TABLE).append("<tr><td colspan=\"").append(columns())
                .append("\" bgcolor=\"black\"><font point-size=\"16\" color=\"white\">").append(title).append("</font></td></tr>");
        box.activation().ifPresent(name -> rows.append("<tr><td bgcolor=\"white\" colspan=\"").append(columns())
                .append("\"><font point-size=\"14\">Activation: <b>").append(escaped(name)).append("</b></font></td></tr>"));
        if (!box.facts().isEmpty()) {
            rows.append("<tr>");
            box.facts().forEach(fact -> rows.append(cell(fact)));
            rows.append("</tr>");
        }
        return rows.append("</table>").toString();
    }

    /// How many columns the widest row of a box may have.
    private int columns() {
        return Math.max(1, (shown.contains(Show.SHAPES) ? 2 : 0) + (shown.contains(Show.DTYPE) ? 1 : 0) + (shown.contains(Show.TRAINABLE) ? 1 : 0));
    }

    private static String cell(Fact fact) {
        String value = "<b>" + escaped(fact.value()) + "</b></font></td>";
        return switch (fact.kind()) {
            case PLAIN -> "<td bgcolor=\"white\"><font point-size=\"14\">" + fact.what() + ": " + value;
            case TRAINABLE -> "<td bgcolor=\"forestgreen\"><font point-size=\"14\" color=\"white\">" + value;
            case FROZEN -> "<td bgcolor=\"firebrick\"><font point-size=\"14\" color=\"white\">" + value;
        };
    }

    private static String escaped(@Nullable String text) {
        return String.valueOf(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
