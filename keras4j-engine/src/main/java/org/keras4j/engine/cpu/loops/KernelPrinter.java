package org.keras4j.engine.cpu.loops;

import module java.base;

import static java.lang.constant.ConstantDescs.*;

/// Prints a loop as the bytecode of a [LoopKernel].
///
/// ```
/// for each buffer: the address where the tile starts, how far rows are apart
/// what never changes, as scalars; accumulators over all; partial sums over rows = neutral
/// for (row …)
///     where each buffer's row starts; what changes with the row, as scalars; accumulators over columns
///     for (vector …) read, compute, write and gather
///     store the accumulators over columns
/// store the accumulators over all
/// ```
/// Every input is read before any output is written, so that an output may lie over an input.
///
/// A kernel knows either whole vectors or the [Part#REST] of a row, under a mask: one with both is too large for C1 when it
/// has a dozen expressions, and its masks cost time in every vector.
final class KernelPrinter {
    /// Which columns of a row.
    enum Part {
        /// so many that they fill vectors
        WHOLE,
        /// any number, a vector of which need not be full
        REST
    }

    private static final System.Logger LOG = System.getLogger(KernelPrinter.class.getName());
    private static final ClassDesc SEGMENT = desc(MemorySegment.class);
    private static final ClassDesc PLACES = desc(Places.class);
    private static final ClassDesc KERNEL = ClassDesc.of(KernelPrinter.class.getPackageName(), "PrintedKernel");
    private static final int BUFFERS = 1;
    private static final int PLACES_ARRAY = 2;
    private static final int FROM_ROW = 3;
    private static final int TO_ROW = 5;
    private static final int FROM_COLUMN = 7;
    private static final int TO_COLUMN = 9;
    private static final int BLOCK = 11;
    private static final int CHUNK = 13;

    /// The local variables that belong to a buffer.
    private record Buffer(int start, int perRow, int rowStart, int shift, boolean followsColumns) {}

    private final Loop loop;
    private final Dialect dialect;
    private final Part part;
    private final CodeBuilder c;
    private final List<Lane> lanes;
    private final List<Loop.Variation> variations;
    private final SortedSet<Integer> used = new TreeSet<>();
    private final List<Buffer> buffers = new ArrayList<>();
    private final int[] local;
    private final int[] accumulator;
    private final int row;
    private final int vector;
    private final int vectors;
    private final int columns;
    private final int widthShift;
    private final int free;
    private final InlinedCalls calls;
    private boolean inBody;

    private KernelPrinter(Loop loop, Dialect dialect, Part part, InlinedCalls calls, CodeBuilder c) {
        this.calls = calls;
        this.loop = loop;
        this.dialect = dialect;
        this.part = part;
        this.c = c;
        this.lanes = loop.lanes();
        this.variations = loop.variations();
        loop.outputs().forEach(output -> use(output.node()));
        loop.reductions().forEach(reduction -> use(reduction.node()));
        loop.inputs().forEach(input -> declare(input.dtype().bytes(), input.access().followsColumns()));
        loop.outputs().forEach(output -> declare(output.dtype().bytes(), true));
        loop.reductions().forEach(reduction -> declare(Lane.of(reduction.dtype()).dtype().bytes(),
                reduction.over() == Reduction.Over.ROWS));
        this.local = new int[lanes.size()];
        for (int node : used) {
            local[node] = c.allocateLocal(TypeKind.from(desc(type(node))));
        }
        this.accumulator = loop.reductions().stream()
                .mapToInt(r -> c.allocateLocal(TypeKind.from(desc(dialect.types().get(Lane.of(r.dtype())))))).toArray();
        this.row = c.allocateLocal(TypeKind.LONG);
        this.vector = c.allocateLocal(TypeKind.INT);
        this.vectors = c.allocateLocal(TypeKind.INT);
        this.widthShift = Integer.numberOfTrailingZeros(dialect.width());
        this.columns = c.allocateLocal(TypeKind.INT);
        this.free = c.allocateLocal(TypeKind.INT);
    }

    /// A kernel of its own hidden class, which lives as long as the kernel. A loop that is too large for the compiler in
    /// the dialect is printed in [Dialect#SCALAR].
    static LoopKernel print(Loop loop, Dialect dialect, Part part) {
        var calls = new InlinedCalls(InlinedCalls.Size.OWN);
        byte[] bytes = bytecode(loop, dialect, part, calls);
        if (calls.areTooManyForC1()) {
            calls = new InlinedCalls(InlinedCalls.Size.PADDED);
            bytes = bytecode(loop, dialect, part, calls);
        }
        if (dialect.isVector() && InlinedCalls.codeLength(bytes) + calls.bytes() > InlinedCalls.TOTAL_BYTES) {
            LOG.log(System.Logger.Level.WARNING, "A loop of " + loop.nodes().size() + " expressions is too large to be compiled "
                    + "for vectors and runs several times slower. Split it.");
            return print(loop, Dialect.SCALAR, part);
        }
        try {
            var hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (LoopKernel) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable e) {
            throw new AssertionError("The kernel of " + loop + " can't be made", e);
        }
    }

    private static byte[] bytecode(Loop loop, Dialect dialect, Part part, InlinedCalls calls) {
        return ClassFile.of().build(KERNEL, type -> type
                .withFlags(AccessFlag.FINAL, AccessFlag.SUPER)
                .withInterfaceSymbols(desc(LoopKernel.class))
                .withMethodBody(INIT_NAME, MTD_void, 0, c -> c.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                .withMethodBody("run", MethodTypeDesc.of(CD_void, SEGMENT.arrayType(), CD_long.arrayType(), CD_long, CD_long,
                        CD_long, CD_long, CD_long, CD_long), ClassFile.ACC_PUBLIC,
                        c -> new KernelPrinter(loop, dialect, part, calls, c).run()));
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private void use(int node) {
        if (used.add(node)) {
            loop.nodes().get(node).operands().forEach(this::use);
        }
    }

    private void declare(int bytes, boolean followsColumns) {
        buffers.add(new Buffer(c.allocateLocal(TypeKind.LONG), c.allocateLocal(TypeKind.LONG), c.allocateLocal(TypeKind.LONG),
                Integer.numberOfTrailingZeros(bytes), followsColumns));
    }

    private boolean isUniform(int node) {
        return variations.get(node) != Loop.Variation.BY_POINT;
    }

    private Class<?> type(int node) {
        return (isUniform(node) ? Dialect.SCALAR : dialect).types().get(lanes.get(node));
    }

    // ---- the frame -------------------------------------------------------------------------------------------------

    private void run() {
        for (int i = 0; i < buffers.size(); i++) {
            place(i);
        }
        c.lload(TO_COLUMN).lload(FROM_COLUMN).lsub().l2i().istore(columns);
        c.iload(columns).loadConstant(dialect.width() - 1).iadd().loadConstant(widthShift).ishr().istore(vectors);
        uniforms(Loop.Variation.NEVER);
        beginReductions(Reduction.Over.ALL);
        beginReductions(Reduction.Over.ROWS);
        var top = c.newLabel();
        var end = c.newLabel();
        c.lload(FROM_ROW).lstore(row);
        c.labelBinding(top).lload(row).lload(TO_ROW).lcmp().ifge(end);
        row();
        c.lload(row).lconst_1().ladd().lstore(row).goto_(top).labelBinding(end);
        endReductions(Reduction.Over.ALL);
        c.return_();
    }

    private void place(int i) {
        var buffer = buffers.get(i);
        c.aload(BUFFERS).aload(PLACES_ARRAY).loadConstant(i).lload(BLOCK).lload(CHUNK)
                .invokestatic(PLACES, "address", MethodTypeDesc.of(CD_long, SEGMENT.arrayType(), CD_long.arrayType(), CD_int, CD_long, CD_long));
        if (buffer.followsColumns()) {
            c.lload(FROM_COLUMN).loadConstant(buffer.shift()).lshl().ladd();
        }
        // Scalars are read before the first row is.
        c.dup2().lstore(buffer.start()).lstore(buffer.rowStart());
        c.aload(PLACES_ARRAY).loadConstant(i)
                .invokestatic(PLACES, "perRow", MethodTypeDesc.of(CD_long, CD_long.arrayType(), CD_int)).lstore(buffer.perRow());
    }

    private void row() {
        for (var buffer : buffers) {
            c.lload(buffer.start()).lload(row).lload(buffer.perRow()).lmul().ladd().lstore(buffer.rowStart());
        }
        uniforms(Loop.Variation.BY_ROW);
        beginReductions(Reduction.Over.COLUMNS);
        var top = c.newLabel();
        var end = c.newLabel();
        c.iconst_0().istore(vector);
        c.labelBinding(top).iload(vector).iload(vectors).if_icmpge(end);
        inBody = true;
        body();
        inBody = false;
        c.iinc(vector, 1).goto_(top).labelBinding(end);
        endReductions(Reduction.Over.COLUMNS);
    }

    private void uniforms(Loop.Variation variation) {
        for (int node : used) {
            if (variations.get(node) == variation) {
                node(node, Dialect.SCALAR);
            }
        }
    }

    private void body() {
        for (int node : used) {
            if (!isUniform(node)) {
                node(node, dialect);
            }
        }
        for (int i = 0; i < loop.outputs().size(); i++) {
            var output = loop.outputs().get(i);
            operand(output.node(), dialect);
            address(loop.inputs().size() + i);
            callOnLanes(dialect, MethodName.store(output.dtype()), valueType(output.node()), long.class);
        }
        for (int i = 0; i < loop.reductions().size(); i++) {
            reduce(i);
        }
    }

    // ---- expressions -----------------------------------------------------------------------------------------------

    private void node(int index, Dialect in) {
        var operands = loop.nodes().get(index).operands();
        operands.forEach(operand -> operand(operand, in));
        var types = operands.stream().map(i -> in.types().get(lanes.get(i))).toArray(Class<?>[]::new);
        switch (loop.nodes().get(index)) {
            case Expression.Input(int input) -> {
                address(input);
                callOnLanes(in, MethodName.load(loop.inputs().get(input).dtype()), long.class);
            }
            case Expression.Constant(var lane, double value) -> constant(lane, value);
            case Expression.RowIndex _ -> c.lload(row).l2i();
            case Expression.ColumnIndex _ -> {
                c.lload(FROM_COLUMN).l2i().iload(vector).loadConstant(widthShift).ishl().iadd();
                call(in, "columnIndex", int.class);
            }
            case Expression.Unary(var function, _) -> call(in, function.method(), types);
            case Expression.Binary(var function, _, _) -> call(in, function.method(), types);
            case Expression.Compare(var comparison, _, _) -> call(in, comparison.method(), types);
            case Expression.Select _ -> call(in, "select", types);
            case Expression.Convert(var lane, _) when lane == lanes.get(operands.getFirst()) -> { }
            case Expression.Convert(var lane, _) -> call(in, MethodName.convert(lane), types);
        }
        c.storeLocal(TypeKind.from(desc(type(index))), local[index]);
    }

    /// Pushes a node's value. Constants are pushed where they are used, so that the compiler sees them.
    private void operand(int node, Dialect in) {
        if (loop.nodes().get(node) instanceof Expression.Constant(var lane, double value)) {
            constant(lane, value);
        } else {
            c.loadLocal(TypeKind.from(desc(type(node))), local[node]);
        }
        if (in.isVector() && isUniform(node)) {
            call(in, "broadcast", type(node));
        }
    }

    private void constant(Lane lane, double value) {
        switch (lane) {
            case FLOAT32 -> c.loadConstant((float) value);
            case FLOAT64 -> c.loadConstant(value);
            case INT32 -> c.loadConstant((int) value);
            case INT64 -> c.loadConstant((long) value);
            case BOOL -> c.loadConstant(value != 0 ? 1 : 0);
        }
    }

    /// The type of a node's value in the body.
    private Class<?> valueType(int node) {
        return dialect.types().get(lanes.get(node));
    }

    /// Pushes the address of the point's element.
    private void address(int index) {
        var buffer = buffers.get(index);
        c.lload(buffer.rowStart());
        if (buffer.followsColumns()) {
            c.iload(vector).i2l().loadConstant(buffer.shift() + widthShift).lshl().ladd();
        }
    }

    /// Calls a method that works on as many lanes as there are columns.
    private void callOnLanes(Dialect in, String method, Class<?>... arguments) {
        var types = new ArrayList<Class<?>>(List.of(arguments));
        if (in.isVector() && part == Part.REST) {
            c.iload(columns).iload(vector).loadConstant(widthShift).ishl().isub();
            types.add(int.class);
        }
        call(in, method, types.toArray(Class<?>[]::new));
    }

    private void call(Dialect in, String name, Class<?>... types) {
        var method = in.method(name, types).orElseThrow(() -> new AssertionError(
                in.functions().getSimpleName() + " has no " + name + " of " + Arrays.toString(types)));
        var type = MethodType.methodType(method.getReturnType(), types).describeConstable().orElseThrow();
        var callee = new InlinedCalls.Callee(desc(in.functions()), name, type);
        if (!in.isVector()) {
            callee.invoke(c);
        } else if (inBody) {
            calls.call(c, callee, free);
        } else {
            InlinedCalls.flatten(c, callee, free);
        }
    }

    // ---- reductions ------------------------------------------------------------------------------------------------

    private void beginReductions(Reduction.Over over) {
        for (int i = 0; i < loop.reductions().size(); i++) {
            var reduction = loop.reductions().get(i);
            var lane = Lane.of(reduction.dtype());
            if (reduction.over() != over) {
                continue;
            }
            if (over == Reduction.Over.ROWS) {
                var buffer = buffer(i);
                constant(lane, reduction.kind().neutral(lane));
                c.lload(buffer.start()).iload(columns);
                call(Dialect.SCALAR, "fill", Dialect.SCALAR.types().get(lane), long.class, int.class);
            } else {
                neutral(reduction, lane);
                c.storeLocal(TypeKind.from(desc(dialect.types().get(lane))), accumulator[i]);
            }
        }
    }

    /// Pushes what changes no number that it is added to.
    private void neutral(Reduction reduction, Lane lane) {
        constant(lane, reduction.kind().neutral(lane));
        if (dialect.isVector()) {
            call(dialect, "broadcast", Dialect.SCALAR.types().get(lane));
        }
    }

    private Buffer buffer(int reduction) {
        return buffers.get(reductionBuffer(reduction));
    }

    private int reductionBuffer(int reduction) {
        return loop.inputs().size() + loop.outputs().size() + reduction;
    }

    private void reduce(int i) {
        var reduction = loop.reductions().get(i);
        var lane = Lane.of(reduction.dtype());
        var type = dialect.types().get(lane);
        var step = reduction.kind().step().method();
        if (reduction.over() == Reduction.Over.ROWS) {
            address(reductionBuffer(i));
            callOnLanes(dialect, MethodName.load(lane.dtype()), long.class);
            operand(reduction.node(), dialect);
            call(dialect, step, type, type);
            address(reductionBuffer(i));
            callOnLanes(dialect, MethodName.store(lane.dtype()), type, long.class);
        } else {
            // The compiler knows the class of a vector that was just computed, and not of one that the loop has changed.
            operand(reduction.node(), dialect);
            c.loadLocal(TypeKind.from(desc(type)), accumulator[i]);
            callOnLanes(dialect, step, type, type);
            c.storeLocal(TypeKind.from(desc(type)), accumulator[i]);
        }
    }

    private void endReductions(Reduction.Over over) {
        for (int i = 0; i < loop.reductions().size(); i++) {
            var reduction = loop.reductions().get(i);
            if (reduction.over() != over) {
                continue;
            }
            var lane = Lane.of(reduction.dtype());
            var type = dialect.types().get(lane);
            var step = reduction.kind().step().method();
            neutral(reduction, lane);
            c.loadLocal(TypeKind.from(desc(type)), accumulator[i]);
            call(dialect, step, type, type);
            if (dialect.isVector()) {
                call(dialect, "fold" + Character.toUpperCase(step.charAt(0)) + step.substring(1), type);
            }
            c.lload(over == Reduction.Over.ALL ? buffer(i).start() : buffer(i).rowStart());
            call(Dialect.SCALAR, MethodName.store(lane.dtype()), Dialect.SCALAR.types().get(lane), long.class);
        }
    }
}
