package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.activations.Activation;
import org.keras4j.activations.Activations;
import org.keras4j.config.Before;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;
import org.keras4j.initializers.Initializer;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;
import org.keras4j.regularizers.Regularizer;

/// `activation(einsum(equation, input, kernel) + bias)`: sums of products of the input with a kernel of any rank. Follows
/// `keras.layers.EinsumDense`.
///
/// | value  | shape                                                                                          |
/// |--------|------------------------------------------------------------------------------------------------|
/// | input  | as the letters before the comma say: `abc` is `[batch, rows, features]`; `...` stands for any axes |
/// | kernel | the letters behind it: sizes of the output, or of the input where that lacks the letter        |
/// | bias   | the sizes of the letters in `biasAxes`, 1 for others behind the first of them                   |
/// | output | the letters behind the arrow                                                                   |
public final class EinsumDense extends ConfiguredLayer<EinsumDense, EinsumDense.Config> implements DenseOptions<EinsumDense> {
    private @Nullable Variable kernel;
    private @Nullable Variable bias;

    /// Keras' keys.
    public static final class Config extends DenseConfig {
        @Before("kernel_initializer") PartialShape outputShape = PartialShape.of();
        @Before("kernel_initializer") String equation = "";
        @Before("kernel_initializer") Activation activation = Activations.LINEAR;
        @Before("kernel_initializer") @Nullable String biasAxes;
        @Nullable Object quantizationConfig;
    }

    EinsumDense(Config config) {
        super(config);
        Formula.of(config.equation);
    }

    /// Linear, without bias.
    ///
    /// @param equation such as `ab,bc->ac`, where a is the batch; see [Ops#einsum]
    /// @param outputShape the sizes of the output without the batch; −1 where it is the input's
    public static EinsumDense of(String equation, long... outputShape) {
        var config = new Config();
        config.equation = equation;
        config.outputShape = PartialShape.of(outputShape);
        return new EinsumDense(config);
    }

    /// What the results go through; nothing unless said.
    public EinsumDense activation(Activation activation) { return option(c -> c.activation = activation); }
    /// By Keras' name, such as `relu`.
    public EinsumDense activation(String activation)     { return activation(Activations.of(activation)); }

    /// The letters of the output along which the bias differs.
    public EinsumDense biasAxes(String letters)          { return option(c -> c.biasAxes = letters); }

    @Override
    protected @Nullable Regularizer activityRegularizer() {
        return config().activityRegularizer;
    }

    /// The letters of input, kernel and output.
    private record Formula(String input, String kernel, String output) {
        private static final Pattern FORM = Pattern.compile("(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?,([a-zA-Z]+)->(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?");

        static Formula of(String equation) {
            Matcher matcher = FORM.matcher(equation.replace(" ", ""));
            if (!matcher.matches() || !Objects.equals(matcher.group(1), matcher.group(5)) || !Objects.equals(matcher.group(3), matcher.group(7))
                    || matcher.group(1) != null && matcher.group(3) != null) {
                throw new IllegalArgumentException("EinsumDense: expected an equation like ab,bc->ac, ...a,ab->...b or ab...,bc->ac..., got "
                        + equation + ".");
            }
            return new Formula(matcher.group(2), matcher.group(4), matcher.group(6));
        }
    }

    @Override
    protected void build(Type input) {
        Config config = config();
        Formula formula = Formula.of(config.equation);
        int elided = input.rank() - formula.input.length();
        boolean left = config.equation.startsWith("...");
        if (elided < 0 || elided > 0 && !config.equation.contains("...")) {
            throw new ShapeException("input", "an axis for each letter of " + formula.input, StandIns.text(input.shape()), "See the equation " + config.equation + ".");
        }
        Map<Character, Long> sizes = sizes(formula, input.shape(), left ? elided : 0);
        List<Integer> inputs = axes(formula.kernel, letter -> formula.output.indexOf(letter) < 0);
        List<Integer> outputs = axes(formula.kernel, letter -> formula.output.indexOf(letter) >= 0);
        kernel = addWeight("kernel", shape(formula.kernel, sizes), new Fanned(config.kernelInitializer, inputs, outputs))
                .governed(config.kernelRegularizer, config.kernelConstraint);
        String letters = config.biasAxes;
        if (letters != null) {
            int first = letters.chars().map(formula.output::indexOf).min().orElse(-1);
            if (first < 0) {
                throw new IllegalArgumentException(place() + ": expected letters of the output " + formula.output + " in bias_axes, got " + letters + ".");
            }
            Shape shape = Shape.of();
            for (char letter : formula.output.substring(first).toCharArray()) {
                shape = shape.concat(Shape.of(letters.indexOf(letter) < 0 ? 1 : sizes.get(letter)));
            }
            for (int i = 0; i < (left ? 0 : elided); i++) {
                shape = shape.concat(Shape.of(1));
            }
            bias = addWeight("bias", shape, config.biasInitializer).governed(config.biasRegularizer, config.biasConstraint);
        }
    }

    /// Those of the input, and those that the output shape names.
    private Map<Character, Long> sizes(Formula formula, Shape input, int skipped) {
        var sizes = new HashMap<Character, Long>();
        for (int i = 0; i < formula.input.length(); i++) {
            sizes.put(formula.input.charAt(i), input.size(i + skipped));
        }
        PartialShape named = config().outputShape;
        int offset = formula.output.length() - named.rank();                     // the batch has no size there
        if (config().equation.contains("...") && !config().equation.startsWith("...")) {
            offset = 1;
        }
        for (int i = 0; i < named.rank(); i++) {
            int letter = i + offset;
            if (letter >= 0 && letter < formula.output.length() && named.size(i) != PartialShape.UNKNOWN) {
                char at = formula.output.charAt(letter);
                long size = named.size(i);
                if (sizes.merge(at, size, (own, _) -> own) != size) {
                    throw new ShapeException("input", "a size of " + size + " along " + at + ", as the output shape says", StandIns.text(input),
                            "See the equation " + config().equation + ".");
                }
            }
        }
        if (!formula.kernel.chars().allMatch(letter -> sizes.containsKey((char) letter))) {
            throw new IllegalArgumentException(place() + ": expected a size for each letter of " + formula.kernel + ", got output_shape "
                    + named + ". Give it all sizes that the input lacks.");
        }
        return sizes;
    }

    private static Shape shape(String letters, Map<Character, Long> sizes) {
        return Shape.of(letters.chars().mapToLong(letter -> sizes.get((char) letter)).toArray());
    }

    private static List<Integer> axes(String letters, IntPredicate wanted) {
        return IntStream.range(0, letters.length()).filter(axis -> wanted.test(letters.charAt(axis))).boxed().toList();
    }

    /// Tells initializers that ask for it which axes are inputs.
    private record Fanned(Initializer initializer, List<Integer> inputs, List<Integer> outputs) implements Initializer {
        @Override
        public NDArray create(Type type, long seed) {
            var config = initializer.kerasConfig();
            if (!config.containsKey("input_axes") || config.get("input_axes") != null) {
                return initializer.create(type, seed);
            }
            // Each number is drawn by itself: in which order they lie makes no difference.
            Shape matrix = Shape.of(type.shape().select(inputs).elements(), type.shape().select(outputs).elements());
            return initializer.create(type.with(matrix), seed).reshape(type.shape());
        }
    }

    @Override
    protected Value call(Call c, Value x) {
        Formula formula = Formula.of(config().equation);
        int kept = 0;
        while (kept < Math.min(formula.input.length(), formula.output.length()) && formula.input.charAt(kept) == formula.output.charAt(kept)) {
            kept++;
        }
        String summed = formula.input.substring(kept);
        String made = formula.output.substring(kept);
        boolean isDense = formula.kernel.equals(summed + made) && (bias == null || made.equals(config().biasAxes)) && !config().equation.endsWith("...");
        return config().activation.apply(isDense ? dense(c, x, summed.length()) : general(c, x));
    }

    private Value general(Call c, Value x) {
        Value product = Ops.einsum(config().equation, x, c.read(kernel));
        return bias == null ? product : Ops.add(product, c.read(bias));
    }

    /// The last axes, `summed` of them, for others: as one product of matrices, which takes the bias along.
    private Value dense(Call c, Value x, int summed) {
        Value weights = c.read(kernel);
        Shape ends = weights.shape();
        long in = ends.slice(0, summed).elements();
        Shape rows = x.shape().slice(0, x.rank() - summed);
        Value product = Ops.matmul(Ops.reshape(x, rows.concat(Shape.of(in))), Ops.reshape(weights, Shape.of(in, ends.elements() / in)));
        return Ops.reshape(bias == null ? product : Ops.add(product, Ops.ravel(c.read(bias))), rows.concat(ends.slice(summed, ends.rank())));
    }
}
