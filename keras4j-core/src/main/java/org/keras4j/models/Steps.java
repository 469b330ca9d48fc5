package org.keras4j.models;

import module java.base;
import org.keras4j.config.KerasConfig;
import org.keras4j.data.Element;
import org.keras4j.engine.backend.Compilation;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.metrics.Metric;
import org.keras4j.ops.Call;
import org.keras4j.ops.Ops;
import org.keras4j.ops.Variable;

/// The steps of a model as programs: what it writes into a trace, compiled for each type of batch and run.
final class Steps {
    private final Trainer model;
    private final Course course = new Course();
    private final Programs programs = new Programs();
    private final Map<Program.Kind, Set<Variable>> touched = new EnumMap<>(Program.Kind.class);
    private volatile boolean mixesRows;

    Steps(Trainer model) {
        this.model = model;
    }

    /// How far the model is trained, and where it goes on.
    Course course() {
        return course;
    }

    /// One step on this batch.
    List<NDArray> run(Program.Kind kind, Element given) {
        try {
            Element batch = model.passed(given);
            return programs.run(kind, batch, model::name, compiler(kind, batch, Program.usual(kind)));
        } catch (IndexOutOfBoundsException e) {
            var named = new IndexOutOfBoundsException(Entrance.place(model) + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    /// Compiles the step for this batch, if it isn't yet: from then on all metrics are known.
    void prepare(Program.Kind kind, Element given) {
        program(kind, model.passed(given));
    }

    /// Whether steps of this kind take something in for the metric. One that holds something, though no step does anything for it, belongs to all.
    boolean measure(Program.Kind kind, Metric metric) {
        return touches(kind, metric) || !metric.variables().isEmpty() && touched.keySet().stream().noneMatch(other -> touches(other, metric));
    }

    private boolean touches(Program.Kind kind, Metric metric) {
        return metric.variables().stream().anyMatch(touched.getOrDefault(kind, Set.of())::contains);
    }

    /// Whether `predict` answers to each row of such a batch by that row alone.
    boolean keepRowsApart(Element given) {
        if (!mixesRows) {
            mixesRows = !program(Program.Kind.PREDICT, model.passed(given)).keepsRowsApart();
        }
        return !mixesRows;
    }

    /// A program for this batch, as [Trainer#passed] gives it, that isn't kept here.
    Program compileAlone(Program.Key key, Element batch, Compilation options) {
        return programs.alone(() -> compiler(key.kind(), batch, options).compile(key, KerasConfig.backend()));
    }

    /// Runs the step so many times. That of training changes the weights.
    Profile profile(Program.Kind kind, Element given, int runs) {
        Element batch = model.passed(given);
        Program program = program(kind, batch);
        return program.executable().profile(program.arrays(batch), runs);
    }

    /// Where a step of training makes its first NaN; it is interpreted. The weights stay where they are, so that no program has to be compiled anew.
    Optional<String> findNaN(Element given) {
        Element batch = model.passed(given);
        try (Program program = programs.alone(() -> {
            model.buildFor(batch);
            return Program.interpreted(Program.Key.of(Program.Kind.TRAIN, batch), course.turns(Program.Kind.TRAIN), body(Program.Kind.TRAIN));
        })) {
            return program.firstNaN(batch);
        }
    }

    /// Forgets the programs of these kinds.
    void forget(Program.Kind... kinds) {
        programs.clear(Set.of(kinds));
        touched.keySet().removeAll(Set.of(kinds));
    }

    /// Forgets all that belongs to the layers the model had.
    void forgetAll() {
        forget(Program.Kind.values());
        mixesRows = false;
    }

    private Program program(Program.Kind kind, Element batch) {
        return programs.program(kind, batch, model::name, compiler(kind, batch, Program.usual(kind)));
    }

    private Programs.Compiler compiler(Program.Kind kind, Element batch, Compilation options) {
        return (key, backend) -> {
            model.buildFor(batch);
            return Program.compile(key, backend, options, course.turns(kind), body(kind));
        };
    }

    private Program.Body body(Program.Kind kind) {
        return (c, samples) -> {
            c.pass(model);
            return write(kind, c, samples);
        };
    }

    private List<Value> write(Program.Kind kind, Call c, Samples batch) {
        List<Value> outputs = switch (kind) {
            case TRAIN -> {
                model.trainStep(c, batch);
                yield List.of();
            }
            case TEST -> {
                model.testStep(c, batch);
                yield List.of();
            }
            case PREDICT -> model.predictStep(c, batch.x());
        };
        if (kind != Program.Kind.PREDICT) {
            touched.computeIfAbsent(kind, _ -> new HashSet<>()).addAll(c.variables());
        }
        Variable turns = course.turns(kind);
        if (kind == Program.Kind.TRAIN || c.variables().contains(turns)) {
            c.update(turns, Ops.add(c.readExactly(turns), 1));
        }
        return outputs;
    }
}
