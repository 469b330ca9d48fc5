package org.keras4j.models;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.data.Element;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.layers.Input;
import org.keras4j.layers.KerasNode;
import org.keras4j.layers.KerasTensor;
import org.keras4j.layers.Layer;
import org.keras4j.layers.LayerConfig;
import org.keras4j.layers.Operation;
import org.keras4j.layers.Symbol;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;

/// Any graph of layers: several inputs and outputs, layers that are shared, models inside. Made by [Model#of].
public final class Functional extends Model {
    private final List<KerasTensor> inputTensors;
    private final List<KerasTensor> outputTensors;
    private final Wiring wiring;
    private final Front front;
    private FunctionalConfig.Ends inputEnds = new FunctionalConfig.Ends.Plain();
    private FunctionalConfig.Ends outputEnds = new FunctionalConfig.Ends.Plain();

    private Functional(LayerConfig config, List<KerasTensor> inputs, List<KerasTensor> outputs) {
        super(config);
        this.inputTensors = inputs;
        this.outputTensors = outputs;
        this.wiring = Wiring.of(inputs, outputs);
        this.front = Front.of(inputs, wiring.calls(), outputs);
        adopt();
        requireOneName(wiring.layers());
    }

    /// Inputs that other layers make become inputs of their own.
    static Functional between(LayerConfig config, List<? extends Symbol> inputs, List<? extends Symbol> outputs) {
        requireSymbols("inputs", inputs);
        requireSymbols("outputs", outputs);
        List<KerasTensor> from = inputs.stream().map(Symbol::tensor).toList();
        List<KerasTensor> to = outputs.stream().map(Symbol::tensor).toList();
        if (from.stream().allMatch(tensor -> tensor.layer() instanceof Input)) {
            return new Functional(config, from, to);
        }
        var moved = new HashMap<KerasTensor, KerasTensor>();
        from.forEach(tensor -> moved.put(tensor, tensor.layer() instanceof Input ? tensor : Input.batchShape(tensor.shape()).dtype(tensor.dtype()).tensor()));
        for (KerasNode call : Wiring.of(from, to).calls()) {
            KerasNode again = call.with(moved::get);
            for (int i = 0; i < again.outputs().size(); i++) {
                moved.putIfAbsent(call.outputs().get(i), again.outputs().get(i));
            }
        }
        return new Functional(config, from.stream().map(moved::get).toList(), to.stream().map(moved::get).toList());
    }

    private static void requireSymbols(String what, List<? extends Symbol> symbols) {
        if (symbols == null || symbols.isEmpty() || symbols.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("Model > " + what + ": expected one or more, got " + symbols + ".");
        }
    }

    /// {@return this model under another name}
    public Functional name(String name) {
        return with((LayerConfig c) -> c.name = name);
    }

    @Override
    public boolean isBuilt() {
        return true;
    }

    @Override
    protected boolean scopesParts() {
        return false;
    }

    @Override
    protected List<Layer> sublayers() {
        return wiring.layers();
    }

    @Override
    public SequencedMap<String, Object> parts() {
        // Arithmetic between tensors is no layer in Keras.
        return new LinkedHashMap<>(Map.of("layers", wiring.layers().stream().filter(layer -> !(layer instanceof Operation)).toList()));
    }

    @Override
    public List<Input> inputs() {
        return inputTensors.stream().map(tensor -> (Input) tensor.layer()).toList();
    }

    Wiring wiring() {
        return wiring;
    }

    FunctionalConfig.Ends inputEnds() {
        return inputEnds;
    }

    FunctionalConfig.Ends outputEnds() {
        return outputEnds;
    }

    void ends(FunctionalConfig.Ends inputs, FunctionalConfig.Ends outputs) {
        inputEnds = inputs;
        outputEnds = outputs;
    }

    @Override
    public List<KerasTensor> outputs() {
        return outputTensors;
    }

    @Override
    public List<String> inputNames() {
        return inputEnds.namesOr(super.inputNames());
    }

    @Override
    public List<String> outputNames() {
        return outputEnds.namesOr(outputTensors.stream().map(tensor -> tensor.layer().name()).toList());
    }

    @Override
    protected List<Value> call(Call c, List<Value> inputs) {
        return call(c, inputs, this);
    }

    /// @param whose the model that the inputs are those of: this one, or one that is made of it
    List<Value> call(Call c, List<Value> inputs, Model whose) {
        var values = new HashMap<KerasTensor, Value>();
        var masks = new HashMap<KerasTensor, @Nullable Value>();
        List<Value> entered = front.enter(whose, c, inputs);
        for (int i = 0; i < entered.size(); i++) {
            values.put(front.entries().get(i), entered.get(i));
            masks.put(front.entries().get(i), c.mask(entered.get(i)));
        }
        for (KerasNode node : wiring.calls()) {
            if (front.calls().contains(node)) {
                continue;
            }
            List<Value> arguments = node.inputs().stream().map(values::get).toList();
            // One value may stand for several tensors of which only some have a mask, such as the input and output of a Flatten.
            for (int i = 0; i < arguments.size(); i++) {
                c.mask(arguments.get(i), masks.get(node.inputs().get(i)));
            }
            node.mask().ifPresent(said -> c.mask(arguments.getFirst(), Ops.cast(values.get(said), DType.BOOL)));
            List<Value> results = c.unlessSaid(node.mode(), () -> node.layer().apply(c, arguments));
            for (int i = 0; i < arguments.size(); i++) {
                if (!results.contains(arguments.get(i))) {
                    masks.put(node.inputs().get(i), c.mask(arguments.get(i)));
                }
            }
            for (int i = 0; i < results.size(); i++) {
                values.put(node.outputs().get(i), results.get(i));
                masks.put(node.outputs().get(i), c.mask(results.get(i)));
            }
        }
        List<Value> outputs = outputTensors.stream().map(values::get).toList();
        for (int i = 0; i < outputs.size(); i++) {
            c.mask(outputs.get(i), masks.get(outputTensors.get(i)));
        }
        return outputs;
    }

    @Override
    Element passed(Element batch) {
        return passed(batch, this);
    }

    Element passed(Element batch, Model whose) {
        return front.pass(whose, batch);
    }

    @Override
    protected List<@Nullable Value> computeMask(Call c, List<Value> inputs, List<Value> outputs) {
        var masks = new ArrayList<@Nullable Value>();
        outputs.forEach(output -> masks.add(c.mask(output)));
        return masks;
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return FunctionalConfig.write(this);
    }

    /// It follows from its inputs.
    @Override
    protected Map<String, @Nullable Object> buildConfig() {
        return new LinkedHashMap<>(Collections.singletonMap("input_shape", null));
    }

    static Functional fromConfig(Map<?, ?> config) {
        return FunctionalConfig.read(config);
    }

    @Override
    public String module() {
        return "keras.src.models.functional";
    }

    @Override
    public @Nullable String registeredName() {
        return "Functional";
    }
}
