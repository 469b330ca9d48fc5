package org.keras4j.optimizers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.FromKeras;
import org.keras4j.config.Savable;
import org.keras4j.ops.Variable;

/// Which optimizer changes which variable: for a [MultiOptimizer]. Follows `keras.optimizers.OptimizerMap`.
///
/// ```java
/// OptimizerMap.of(Adam.of(1e-4)).with("head/.*", Adam.of(1e-2));
/// ```
///
/// @param defaultOptimizer for variables that nothing else is said of
/// @param optimizerMap     by [paths][Variable#path] of variables, or regular expressions that fit whole paths: `encoder/.*`
public record OptimizerMap(Optimizer defaultOptimizer, SequencedMap<String, Optimizer> optimizerMap) implements Savable {
    /// @throws IllegalArgumentException for an optimizer that isn't one by itself, or an expression that isn't one
    public OptimizerMap {
        optimizerMap = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(optimizerMap));
        requirePlain(defaultOptimizer);
        optimizerMap.values().forEach(OptimizerMap::requirePlain);
        optimizerMap.keySet().forEach(Pattern::compile);
    }

    private static void requirePlain(Optimizer optimizer) {
        if (optimizer instanceof LossScaleOptimizer || optimizer instanceof MultiOptimizer) {
            throw new IllegalArgumentException("OptimizerMap: expected optimizers such as Adam, got " + optimizer.className()
                    + ". A LossScaleOptimizer goes around a MultiOptimizer, which goes around the others.");
        }
    }

    /// One for all variables so far.
    public static OptimizerMap of(Optimizer defaultOptimizer) {
        return new OptimizerMap(defaultOptimizer, new LinkedHashMap<>());
    }

    /// {@return this map with another optimizer for the variable of this path, or those whose paths fit this regular expression}
    ///
    /// @throws IllegalArgumentException when it has that path already
    public OptimizerMap with(String path, Optimizer optimizer) {
        if (optimizerMap.containsKey(path)) {
            throw new IllegalArgumentException("OptimizerMap: expected each path once, got '" + path + "' again.");
        }
        var more = new LinkedHashMap<>(optimizerMap);
        more.put(path, optimizer);
        return new OptimizerMap(defaultOptimizer, more);
    }

    /// The one whose key is the variable's path, or else fits it; or else that for all others.
    ///
    /// @throws IllegalArgumentException when several expressions fit
    public Optimizer of(Variable variable) {
        String path = variable.path();
        if (optimizerMap.get(path) instanceof Optimizer exactly) {
            return exactly;
        }
        List<String> fitting = optimizerMap.keySet().stream().filter(expression -> fits(expression, path)).toList();
        if (fitting.size() > 1) {
            throw new IllegalArgumentException("OptimizerMap: expected one optimizer for '" + path + "', got those of " + fitting + ". Say its path itself, or other expressions.");
        }
        return fitting.isEmpty() ? defaultOptimizer : optimizerMap.get(fitting.getFirst());
    }

    private static boolean fits(String expression, String path) {
        return Pattern.compile(expression).matcher(new Watched(expression, path)).matches();
    }

    /// A path that isn't looked at for ever: there are expressions, and files that hold them, which would try for years.
    private static final class Watched implements CharSequence {
        private static final int LOOKS = 1_000_000;
        private final String expression;
        private final String path;
        private int looks;

        private Watched(String expression, String path) {
            this.expression = expression;
            this.path = path;
        }

        @Override
        public char charAt(int index) {
            if (++looks > LOOKS) {
                throw new IllegalArgumentException("OptimizerMap: expected an expression that is soon decided, got '" + expression + "', which isn't for '" + path
                        + "'. Repeat nothing within what is repeated.");
            }
            return path.charAt(index);
        }

        @Override
        public int length() {
            return path.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return path.subSequence(start, end);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    /// Each of them once, in order, the one for all others at the end.
    List<Optimizer> optimizers() {
        var once = Collections.<Optimizer>newSetFromMap(new IdentityHashMap<>());
        return Stream.concat(optimizerMap.values().stream(), Stream.of(defaultOptimizer)).filter(once::add).toList();
    }

    static OptimizerMap fromConfig(Map<?, ?> config) {
        if (!(config.get("default_optimizer") instanceof Map<?, ?> others && config.get("optimizer_map") instanceof Map<?, ?> said)) {
            throw new IllegalArgumentException("OptimizerMap: expected a default_optimizer and an optimizer_map, got " + config + ".");
        }
        var map = new LinkedHashMap<String, Optimizer>();
        said.forEach((path, optimizer) -> map.put(String.valueOf(path), optimizer(optimizer)));
        return new OptimizerMap(optimizer(others), map);
    }

    private static Optimizer optimizer(@Nullable Object serialized) {
        if (serialized instanceof Map<?, ?> map && FromKeras.object(map) instanceof Optimizer optimizer) {
            return optimizer;
        }
        throw new IllegalArgumentException("OptimizerMap: expected optimizers, got " + serialized + ".");
    }

    @Override
    public String module() {
        return "keras.optimizers";
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        var said = new LinkedHashMap<String, Object>();
        optimizerMap.forEach((path, optimizer) -> said.put(path, optimizer.serialized()));
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("default_optimizer", defaultOptimizer.serialized());
        map.put("optimizer_map", said);
        return map;
    }
}
