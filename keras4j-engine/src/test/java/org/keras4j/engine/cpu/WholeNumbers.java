package org.keras4j.engine.cpu;

import module java.base;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Pointwise.Binary;
import org.keras4j.engine.graph.Pointwise.Compare;
import org.keras4j.engine.graph.Pointwise.Unary;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// A program made by chance from a seed, of whole numbers so small that float32 never rounds them: values of many shapes, stretched, reduced, moved and
/// multiplied, in loops of both widths, and variables of which some get each other's values.
///
/// @param variables what they hold before the first run
record WholeNumbers(Graph graph, Map<String, NDArray> inputs, Map<String, NDArray> variables) {
    private static final int STEPS = 24;
    /// No element of a value is beyond it, so that 2²⁴ is far from what any op adds up.
    private static final double LIMIT = 60;
    private static final long MANY = 150;

    static WholeNumbers of(long seed) {
        return new Maker(seed).made();
    }

    /// A value, and what none of its numbers is beyond.
    private record Known(Value value, double bound) {
        Shape shape() { return value.shape(); }
        int rank()    { return value.rank(); }
    }

    private static final class Maker {
        private final SplittableRandom random;
        private final GraphBuilder g = new GraphBuilder();
        private final List<Known> known = new ArrayList<>();
        private final Map<String, NDArray> inputs = new TreeMap<>();
        private final Map<String, NDArray> variables = new TreeMap<>();

        Maker(long seed) {
            random = new SplittableRandom(seed);
        }

        WholeNumbers made() {
            for (Shape shape : List.of(Shape.of(4, 6), Shape.of(2, 3, 4), Shape.of(6))) {
                inputs.put("x" + inputs.size(), numbers(shape));
                known.add(new Known(g.input("x" + known.size(), type(shape)), 3));
            }
            for (Shape shape : List.of(Shape.of(4, 6), Shape.of(4, 6), Shape.of(2, 3, 4), Shape.of(4))) {
                String name = "v" + variables.size();
                variables.put(name, numbers(shape));
                known.add(new Known(g.variable(name, type(shape)), LIMIT));
            }
            for (int i = 0; i < STEPS; i++) {
                Known made = step(any());
                Value y = made.bound <= LIMIT ? made.value : random.nextBoolean() ? g.clip(made.value, -9, 9) : g.remainder(made.value, g.fillLike(7, made.value));
                known.add(new Known(y, Math.min(made.bound, LIMIT)));
            }
            variables.forEach((name, array) -> {
                if (random.nextInt(5) > 0) {
                    Value next = pick(known.stream().filter(k -> k.shape().equals(array.shape())).toList().reversed(), 4).value;
                    g.update(new Leaf.Variable(name, type(array.shape())), next);
                }
            });
            return new WholeNumbers(g.build(Stream.generate(() -> pick(known.reversed(), 12).value).limit(3).toList()), inputs, variables);
        }

        private static Type type(Shape shape) {
            return new Type(DType.FLOAT32, shape);
        }

        private NDArray numbers(Shape shape) {
            return NDArray.generate(DType.FLOAT32, shape, _ -> random.nextInt(-3, 4));
        }

        private <T> T pick(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        /// One of the first few.
        private <T> T pick(List<T> all, int few) {
            return all.get(random.nextInt(Math.min(few, all.size())));
        }

        private Known any() {
            return random.nextBoolean() ? pick(known.reversed(), 6) : pick(known);
        }

        private Known step(Known a) {
            return switch (random.nextInt(20)) {
                case 0, 1, 2 -> binary(a, like(a.shape()));
                case 3 -> new Known(g.unary(pick(List.of(Unary.Function.NEGATE, Unary.Function.ABS, Unary.Function.RELU)), a.value), a.bound);
                case 4 -> new Known(g.square(a.value), a.bound * a.bound);
                case 5, 6 -> reduced(a);
                case 7 -> new Known(g.reshape(a.value, regrouped(a.shape())), a.bound);
                case 8 -> new Known(g.transpose(a.value, shuffled(a.shape().axes())), a.bound);
                case 9 -> part(a);
                case 10 -> wider(a);
                case 11, 12 -> product(a);
                case 13 -> chosen(a, like(a.shape()), like(a.shape()));
                case 14 -> through(a);
                case 15 -> counted(a);
                case 16 -> new Known(g.reverse(a.value, a.shape().axes().stream().filter(_ -> random.nextBoolean()).toList()), a.bound);
                case 17 -> joined(a);
                case 18 -> small(a, like(a.shape()));
                case 19 -> a.rank() == 0 ? a : new Known(g.cast(g.argMax(a.value, random.nextInt(a.rank())), DType.FLOAT32), MANY);
                default -> throw new AssertionError();
            };
        }

        /// Of that shape: one that is there, one that is stretched to it, or numbers.
        private Known like(Shape shape) {
            var stretched = known.stream().map(k -> new Stretched(k, axesOf(k.shape(), shape))).filter(s -> s.axes.size() == s.narrow.rank()).toList();
            if (stretched.isEmpty() || random.nextInt(6) == 0) {
                return random.nextBoolean() ? new Known(g.fill(random.nextInt(-3, 4), type(shape)), 3) : new Known(g.constant(numbers(shape)), 3);
            }
            Stretched one = pick(stretched.reversed(), 5);
            return new Known(g.broadcast(one.narrow.value, shape, one.axes), one.narrow.bound);
        }

        private record Stretched(Known narrow, List<Integer> axes) {}

        /// Rising axes of `to` that have the sizes of `from`, as many as there are.
        private List<Integer> axesOf(Shape from, Shape to) {
            var axes = new ArrayList<Integer>();
            for (int axis = 0; axis < to.rank() && axes.size() < from.rank(); axis++) {
                if (to.size(axis) == from.size(axes.size()) && (to.rank() - axis == from.rank() - axes.size() || random.nextInt(3) > 0)) {
                    axes.add(axis);
                }
            }
            return axes;
        }

        private Known binary(Known a, Known b) {
            return switch (random.nextInt(5)) {
                case 0 -> new Known(g.add(a.value, b.value), a.bound + b.bound);
                case 1 -> new Known(g.subtract(b.value, a.value), a.bound + b.bound);
                case 2 -> new Known(g.multiply(a.value, b.value), a.bound * b.bound);
                default -> new Known(g.binary(pick(List.of(Binary.Function.MAXIMUM, Binary.Function.MINIMUM)), a.value, b.value), Math.max(a.bound, b.bound));
            };
        }

        private Known reduced(Known a) {
            List<Integer> axes = a.shape().axes().stream().filter(_ -> random.nextInt(3) > 0).toList();
            var kind = pick(List.of(Reduce.Kind.SUM, Reduce.Kind.SUM, Reduce.Kind.MAXIMUM, Reduce.Kind.MINIMUM));
            return new Known(g.reduce(kind, a.value, axes), kind == Reduce.Kind.SUM ? a.bound * a.shape().select(axes).elements() : a.bound);
        }

        /// Two neighbouring axes as one, one as two, or an axis more.
        private Shape regrouped(Shape shape) {
            int axis = random.nextInt(Math.max(1, shape.rank()));
            if (shape.rank() == 0 || random.nextInt(4) == 0) {
                return shape.rank() > 3 ? Shape.of(shape.elements()) : shape.insert(random.nextInt(shape.rank() + 1), 1);
            }
            if (axis + 1 < shape.rank()) {
                return shape.without(axis + 1).with(axis, shape.size(axis) * shape.size(axis + 1));
            }
            return shape.size(axis) % 2 == 0 && shape.rank() < 4 ? shape.with(axis, shape.size(axis) / 2).insert(axis, 2) : shape;
        }

        private List<Integer> shuffled(List<Integer> axes) {
            var order = new ArrayList<>(axes);
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            return order;
        }

        private Known part(Known a) {
            if (a.rank() == 0) {
                return a;
            }
            int axis = random.nextInt(a.rank());
            long from = random.nextLong(a.shape().size(axis));
            return new Known(g.slice(a.value, axis, from, random.nextLong(from + 1, a.shape().size(axis) + 1)), a.bound);
        }

        private Known wider(Known a) {
            int axis = random.nextInt(a.rank() + 1);
            Shape to = a.shape().insert(axis, random.nextInt(1, 4));
            return a.rank() > 3 || to.elements() > MANY ? a : new Known(g.broadcast(a.value, to, to.axesWithout(List.of(axis))), a.bound);
        }

        /// With a matrix beside it, a bias, an activation and a limit behind it, as far as chance will have it.
        private Known product(Known a) {
            if (a.rank() < 2) {
                return a;
            }
            long inner = a.shape().size(-1);
            Shape other = a.shape().with(a.rank() - 2, inner).with(a.rank() - 1, random.nextInt(1, 6));
            Known b = random.nextInt(3) == 0 ? new Known(g.swapLast(a.value), a.bound) : like(other);
            Value y = g.matmul(a.value, b.value);
            double bound = a.bound * b.bound * inner;
            if (random.nextBoolean()) {
                y = g.reshape(y, regrouped(y.shape()));
            }
            if (random.nextBoolean()) {
                Known bias = like(random.nextInt(4) > 0 ? Shape.of(y.shape().size(-1)) : y.shape());
                y = g.add(y, bias.rank() == y.rank() ? bias.value : g.broadcast(bias.value, y.shape(), List.of(y.rank() - 1)));
                bound += bias.bound;
            }
            if (random.nextBoolean()) {
                y = g.relu(y);
                y = random.nextBoolean() ? g.minimum(y, random.nextInt(-1, 9)) : y;
            }
            known.add(new Known(g.clip(y, -9, 9), 9));
            return new Known(random.nextBoolean() ? g.transpose(y, shuffled(y.shape().axes())) : y, bound);
        }

        private Known chosen(Known a, Known b, Known c) {
            Value condition = g.compare(pick(List.of(Compare.Relation.values())), a.value, b.value);
            return new Known(g.select(condition, c.value, a.value), Math.max(a.bound, c.bound));
        }

        /// There and back through another type.
        private Known through(Known a) {
            Value there = g.cast(a.value, pick(List.of(DType.INT32, DType.INT64, DType.FLOAT64, DType.BFLOAT16)));
            return new Known(g.cast(random.nextBoolean() ? g.multiply(there, there) : there, DType.FLOAT32), a.bound * a.bound);
        }

        /// Bytes, which wrap around.
        private Known small(Known a, Known b) {
            DType type = random.nextBoolean() ? DType.INT8 : DType.UINT8;
            Value sum = g.multiply(g.cast(g.abs(a.value), type), g.cast(g.abs(b.value), type));
            return new Known(g.cast(g.add(sum, sum), DType.FLOAT32), 255);
        }

        private Known counted(Known a) {
            return a.rank() == 0 ? a : new Known(g.subtract(a.value, g.iota(random.nextInt(a.rank()), type(a.shape()))), a.bound + MANY);
        }

        private Known joined(Known a) {
            if (a.rank() == 0 || 2 * a.shape().elements() > MANY) {
                return a;
            }
            Known b = like(a.shape());
            return new Known(g.concatenate(random.nextInt(a.rank()), List.of(a.value, b.value)), Math.max(a.bound, b.bound));
        }
    }
}
