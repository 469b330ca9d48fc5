package org.keras4j.engine.cpu.loops;

import module java.base;
import java.lang.System.Logger.Level;
import org.keras4j.engine.tensor.Vectors;

/// How a kernel says an expression: the class whose static methods it calls, one for each function and tuple of types.
/// What isn't there can't be said in the dialect, and the loop is printed in [#SCALAR], which can say everything.
///
/// @param width how many lanes a value has
/// @param types what values are, for each lane type that the dialect knows
record Dialect(Class<?> functions, int width, Map<Lane, Class<?>> types) {
    private static final System.Logger LOG = System.getLogger(Dialect.class.getName());

    static final Dialect SCALAR = new Dialect(ScalarLanes.class, 1, Map.of(Lane.FLOAT32, float.class, Lane.FLOAT64,
            double.class, Lane.INT32, int.class, Lane.INT64, long.class, Lane.BOOL, boolean.class));

    /// Elements: eight vectors of the widest.
    private static final long FEW = 128;

    /// The fastest first.
    static final List<Dialect> ALL = all();

    /// How many columns fill vectors of every dialect.
    static final int WIDEST = ALL.stream().mapToInt(Dialect::width).max().orElseThrow();

    private static List<Dialect> all() {
        if (!Vectors.areAvailable()) {
            LOG.log(Level.WARNING, "Loops run without vector instructions, several times slower. Start Java with "
                    + "--add-modules=jdk.incubator.vector.");
            return List.of(SCALAR);
        }
        return Stream.concat(VectorDialects.all().stream(), Stream.of(SCALAR)).toList();
    }

    /// A few numbers aren't worth a vector: plain code runs at once at full speed, vectors only after thousands of runs.
    static Dialect of(LoopPlan plan) {
        return plan.elements() <= FEW ? SCALAR : ALL.stream().filter(dialect -> dialect.says(plan.loop())).findFirst().orElseThrow();
    }

    boolean isVector() {
        return width > 1;
    }

    /// The method of that name for values of these types.
    Optional<Method> method(String name, Class<?>... parameters) {
        return Stream.of(functions.getDeclaredMethods())
                .filter(m -> m.getName().equals(name) && Arrays.equals(m.getParameterTypes(), parameters)).findFirst();
    }

    private boolean knows(String name, Class<?>... parameters) {
        return method(name, parameters).isPresent();
    }

    /// Whether each part of the loop that changes with the column can be said.
    private boolean says(Loop loop) {
        if (!isVector()) {
            return true;
        }
        var lanes = loop.lanes();
        var variations = loop.variations();
        boolean known = true;
        for (int i = 0; i < lanes.size(); i++) {
            var node = loop.nodes().get(i);
            if (variations.get(i) == Loop.Variation.BY_POINT) {
                known &= types.containsKey(lanes.get(i)) && says(loop, node, lanes);
            }
        }
        for (var output : loop.outputs()) {
            var type = types.get(Lane.of(output.dtype()));
            known &= type != null && knows(MethodName.store(output.dtype()), type, long.class, int.class);
        }
        for (var reduction : loop.reductions()) {
            known &= types.containsKey(Lane.of(reduction.dtype()));
        }
        return known;
    }

    private boolean says(Loop loop, Expression node, List<Lane> lanes) {
        var operands = node.operands().stream().map(i -> types.get(lanes.get(i))).toArray(Class<?>[]::new);
        return switch (node) {
            case Expression.Input(int i) -> knows(MethodName.load(loop.inputs().get(i).dtype()), long.class, int.class);
            case Expression.ColumnIndex _ -> knows("columnIndex", int.class);
            case Expression.Constant _, Expression.RowIndex _ -> true;
            case Expression.Unary(var function, _) -> knows(function.method(), operands);
            case Expression.Binary(var function, _, _) -> knows(function.method(), operands);
            case Expression.Compare(var comparison, _, _) -> knows(comparison.method(), operands);
            case Expression.Select _ -> knows("select", operands);
            case Expression.Convert(var lane, _) -> knows(MethodName.convert(lane), operands);
        };
    }
}
