package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.loops.BinaryFunction;
import org.keras4j.engine.cpu.loops.Comparison;
import org.keras4j.engine.cpu.loops.Lane;
import org.keras4j.engine.cpu.loops.LoopBuilder;
import org.keras4j.engine.cpu.loops.LoopPlan;
import org.keras4j.engine.cpu.loops.Reduction.Kind;
import org.keras4j.engine.cpu.loops.UnaryFunction;
import org.keras4j.engine.cpu.program.Buffer;
import org.keras4j.engine.cpu.program.Buffer.View;
import org.keras4j.engine.cpu.program.Kernel;
import org.keras4j.engine.cpu.units.Sweep;
import org.keras4j.engine.cpu.units.Unit;
import org.keras4j.engine.cpu.units.Virtual.Reading;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Node;
import org.keras4j.engine.graph.Pointwise;
import org.keras4j.engine.graph.Pointwise.*;
import org.keras4j.engine.graph.Reduction.Reduce;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.Shape;

/// Lowers a unit of pointwise nodes, and of reductions that end there, to one fused loop.
///
/// 16-bit floats are computed in float32 and rounded when stored, not after each op: closer to the exact value, and what the
/// tolerance against the reference allows for.
final class FusedLoops {
    private final ProgramBuilder program;

    FusedLoops(ProgramBuilder program) {
        this.program = program;
    }

    void lower(Unit unit) {
        Shape space = unit.nodes().getFirst().input(0).shape();
        if (space.elements() == 0) {
            unit.nodes().forEach(node -> program.define(node.output()));       // nothing to compute: a reduction of nothing is in no loop
            return;
        }
        new Writer(unit, space).write();
    }

    /// The loop of one unit.
    private final class Writer {
        private record Source(Buffer buffer, long offset, DType dtype, Reading.Pattern pattern) {}

        private final Unit unit;
        private final long rows;
        private final LoopBuilder loop;
        private final Map<Value, LoopBuilder.Value> computed = new HashMap<>();
        private final Map<Source, LoopBuilder.Value> read = new HashMap<>();
        private final List<View> reads = new ArrayList<>();
        /// Of each read, whether it goes element by element.
        private final List<Boolean> isEach = new ArrayList<>();
        private final List<View> stores = new ArrayList<>();
        private final List<View> reductions = new ArrayList<>();
        /// Whether it writes over a variable: in each run, so that none of its results can be there ahead of the runs.
        private final boolean isUpdate;

        Writer(Unit unit, Shape space) {
            this.unit = unit;
            this.rows = unit.rows().orElse(1);
            this.isUpdate = unit.nodes().stream().anyMatch(node -> program.units().variableUnder(node.output()).isPresent());
            this.loop = LoopBuilder.over(rows, space.elements() / rows);
        }

        void write() {
            for (Node node : unit.nodes()) {
                if (node.op() instanceof Pointwise op) {
                    var operands = node.inputs().stream().map(this::operand).toList();
                    computed.put(node.output(), expression(op, node, operands));
                } else {
                    operand(node.input(0));
                }
            }
            // Declared after all inputs: that is the order of the loop's buffers.
            for (Node node : unit.nodes()) {
                if (node.op() instanceof Pointwise && program.units().isNeededOutside(unit, node.output())) {
                    loop.store(node.output().dtype(), computed.get(node.output()));
                    stores.add(destination(node.output()));
                }
            }
            for (Node node : unit.nodes()) {
                if (node.op() instanceof Reduce op) {
                    reduce(node, op);
                }
            }
            LoopPlan plan = loop.build();
            var writes = new ArrayList<>(stores);
            writes.addAll(reductions);
            var buffers = new ArrayList<>(reads);
            buffers.addAll(writes);
            if (plan.scratchBytes() > 0) {
                View scratch = program.scratch(plan.scratchBytes());
                writes.add(scratch);
                buffers.add(scratch);
            }
            program.emit(Kernel.loop(name(), reads, writes, LoopRuns.binder(plan, buffers)).overlaying(overlays()));
        }

        private String name() {
            var counts = new TreeMap<String, Integer>();
            unit.nodes().forEach(node -> counts.merge(node.op() instanceof Reduce(var kind, _) ? "reduce " + kind : label(node), 1, Integer::sum));
            return "fused " + unit.nodes().size() + (unit.nodes().size() <= 4 ? " " + String.join(" ", counts.keySet()) : "");
        }

        private static String label(Node node) {
            return node.op().toString().replace("Unary ", "").replace("Binary ", "").replace("Compare ", "").replaceAll("\\[.*", "")
                    .toLowerCase(Locale.ROOT);
        }

        private LoopBuilder.Value operand(Value value) {
            LoopBuilder.Value known = computed.get(value);
            if (known != null) {
                return known;
            }
            Reading reading = program.units().virtual().reading(value)
                    .filter(r -> r.rows().isEmpty() || r.rows().getAsLong() == rows)
                    .orElseGet(() -> new Reading(value, Reading.Pattern.EACH, OptionalLong.empty()));
            LoopBuilder.Value expression = switch (reading.pattern()) {
                case NUMBER -> loop.constant(Lane.of(value.dtype()), number(reading.source()));
                case COLUMN_NUMBER -> loop.convert(Lane.of(value.dtype()), loop.columnIndex());
                case ROW_NUMBER -> loop.convert(Lane.of(value.dtype()), loop.rowIndex());
                case EACH, BY_COLUMN, BY_ROW, SAME -> read(reading);
            };
            computed.put(value, expression);
            return expression;
        }

        private double number(Value fill) {
            return fill.dtype().round(((Leaf.Fill) program.units().virtual().producer(fill).op()).number());
        }

        private LoopBuilder.Value read(Reading reading) {
            View view = program.view(reading.source());
            DType dtype = view.type().dtype();
            return read.computeIfAbsent(new Source(view.buffer(), view.offset(), dtype, reading.pattern()), _ -> {
                reads.add(view);
                isEach.add(reading.pattern() == Reading.Pattern.EACH);
                return switch (reading.pattern()) {
                    case EACH -> loop.each(dtype);
                    case BY_COLUMN -> loop.rowVector(dtype);
                    case BY_ROW -> loop.columnVector(dtype);
                    case SAME -> loop.scalar(dtype);
                    case NUMBER, COLUMN_NUMBER, ROW_NUMBER -> throw new AssertionError(reading);
                };
            });
        }

        private View destination(Value value) {
            return program.units().variableUnder(value).map(variable -> program.place(value, program.stateOf(variable))).orElseGet(() -> define(value));
        }

        private View define(Value value) {
            return program.define(value, isUpdate ? List.of() : reads);
        }

        private void reduce(Node node, Reduce op) {
            Kind kind = switch (op.kind()) {
                case SUM -> Kind.SUM;
                case MAXIMUM -> Kind.MAX;
                case MINIMUM -> Kind.MIN;
                case PRODUCT -> throw new AssertionError(node);
            };
            loop.reduce(kind, Sweep.of(node).over(), node.output().dtype(), computed.get(node.input(0)));
            reductions.add(define(node.output()));
        }

        private List<Kernel.Overlay> overlays() {
            var overlays = new ArrayList<Kernel.Overlay>();
            for (View store : stores) {
                for (int i = 0; i < reads.size(); i++) {
                    View from = reads.get(i);
                    if (IntStream.range(0, reads.size()).allMatch(k -> reads.get(k).buffer() != from.buffer() || isEach.get(k))) {
                        overlays.add(new Kernel.Overlay(store, from));
                    }
                }
            }
            return overlays;
        }

        private LoopBuilder.Value expression(Pointwise op, Node node, List<LoopBuilder.Value> in) {
            return switch (op) {
                case Unary(var function) -> loop.unary(of(function), in.getFirst());
                case Binary(var function) -> loop.binary(of(function), in.get(0), in.get(1));
                case Compare(var relation) -> loop.compare(Comparison.valueOf(relation.name()), ordered(loop, in.get(0)), ordered(loop, in.get(1)));
                case Select() -> loop.select(in.get(0), in.get(1), in.get(2));
                case Cast(var to) -> loop.convert(Lane.of(to), in.getFirst());
                case StopGradient(), OwnGradient _ -> in.getFirst();
            };
        }
    }

    /// false is less than true.
    private LoopBuilder.Value ordered(LoopBuilder loop, LoopBuilder.Value x) {
        return x.lane() == Lane.BOOL ? loop.convert(Lane.INT32, x) : x;
    }

    /// The loops know the graph's functions by the same names.
    private static UnaryFunction of(Unary.Function function) {
        return UnaryFunction.valueOf(function.name());
    }

    private static BinaryFunction of(Binary.Function function) {
        return switch (function) {
            case MAXIMUM -> BinaryFunction.MAX;
            case MINIMUM -> BinaryFunction.MIN;
            default -> BinaryFunction.valueOf(function.name());
        };
    }
}
