package org.keras4j.layers;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.ops.Call;

/// Cells of which each sees the output of the one before. Follows `keras.layers.StackedRNNCells`; its states are those of all
/// cells, in order.
public final class StackedRNNCells extends RnnCell {

    /// Keras' keys.
    public static final class Config extends LayerConfig {
        List<RnnCell> cells = List.of();
    }

    /// The parts; those of the configuration.
    private final List<RnnCell> cells;

    private StackedRNNCells(Config config) {
        super(config);
        cells = config.cells;
        if (cells.isEmpty()) {
            throw new IllegalArgumentException(place() + ": expected one cell or more, got none.");
        }
    }

    /// These cells, the first one at the input.
    public static StackedRNNCells of(RnnCell... cells) {
        var config = new Config();
        config.cells = List.of(cells);
        return new StackedRNNCells(config);
    }

    /// Under which files know it.
    public StackedRNNCells name(String name) { return with((Config c) -> c.name = name); }

    @Override
    public Config config() {
        return (Config) super.config();
    }

    @Override
    public List<Shape> stateShapes() {
        return cells.stream().flatMap(cell -> cell.stateShapes().stream()).toList();
    }

    @Override
    protected List<Value> initialState(Call c, long batch) {
        return cells.stream().flatMap(cell -> cell.initialState(c, batch).stream()).toList();
    }

    @Override
    protected Step call(Call c, Value x, List<Value> states) {
        Value output = x;
        var after = new ArrayList<Value>();
        for (RnnCell cell : cells) {
            var inputs = new ArrayList<>(List.of(output));
            inputs.addAll(states.subList(after.size(), after.size() + cell.stateShapes().size()));
            List<Value> step = cell.apply(c, inputs);
            output = step.getFirst();
            after.addAll(step.subList(1, step.size()));
        }
        return new Step(output, after);
    }
}
