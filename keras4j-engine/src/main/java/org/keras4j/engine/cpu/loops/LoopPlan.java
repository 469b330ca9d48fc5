package org.keras4j.engine.cpu.loops;

import module java.base;

/// A loop with its sizes, cut into tiles.
///
/// The cut depends on nothing but this record: each tile is computed by one worker, and what tiles give to a reduction is
/// added in their order. So the number of workers never changes a bit of the result.
///
/// @param strides elements from row to row of each input, then of each output; 0 where there are no rows
public record LoopPlan(Loop loop, long rows, long columns, List<Long> strides) {
    /// What a tile should take: long against the call, short against the work of all, and its rows fit into the cache.
    private static final double TILE_NANOS = 4000;
    private static final long TILE_MIN = 1024;
    private static final long TILE_MAX = 16384;
    /// Columns whose sums over rows stay in the nearest cache.
    private static final long ROW_SUM_COLUMNS = 2048;
    /// More parts would only be more to add in the end, but what is added one by one loses digits: from so many rows on, there are more.
    private static final long ROW_SUM_PARTS = 16;
    private static final long ROW_SUM_ROWS = 256;
    /// Of a tile that sums: its points are added in float32, those of different tiles in float64.
    private static final long SUM_MAX = 4096;
    /// Rough estimates, as the functions' own. Nothing but the cut into tiles depends on them.
    private static final double NANOS_PER_REDUCTION = 0.02;
    private static final double NANOS_PER_BYTE = 0.01;

    /// `blocks × chunks` tiles of at most `blockRows × chunkColumns` points. Chunks are cut to whole vectors; what is left of the
    /// columns, less than a vector, is a chunk of its own.
    record Tiles(long blockRows, long blocks, long chunkColumns, long wholeColumns, long columns) {
        long chunks() {
            return wholeChunks() + (wholeColumns < columns ? 1 : 0);
        }

        private long wholeChunks() {
            return Math.ceilDiv(wholeColumns, chunkColumns);
        }

        boolean isRest(long chunk) {
            return chunk == wholeChunks();
        }

        long fromColumn(long chunk) {
            return isRest(chunk) ? wholeColumns : chunk * chunkColumns;
        }

        long toColumn(long chunk) {
            return isRest(chunk) ? columns : Math.min(wholeColumns, (chunk + 1) * chunkColumns);
        }

        long count() {
            return blocks * chunks();
        }
    }

    public LoopPlan {
        strides = List.copyOf(strides);
        if (strides.size() != loop.inputs().size() + loop.outputs().size()) {
            throw new IllegalArgumentException("LoopPlan: expected a stride for each of "
                    + (loop.inputs().size() + loop.outputs().size()) + " inputs and outputs, got " + strides.size() + ".");
        }
    }

    public long elements() {
        return rows * columns;
    }

    /// Roughly what a point costs in compiled vector code.
    public double nanosPerElement() {
        double nanos = 0;
        for (var node : loop.nodes()) {
            nanos += node.nanos();
        }
        for (var input : loop.inputs()) {
            nanos += input.access() == Access.EACH ? input.dtype().bytes() * NANOS_PER_BYTE : 0;
        }
        for (var output : loop.outputs()) {
            nanos += output.dtype().bytes() * NANOS_PER_BYTE;
        }
        return nanos + NANOS_PER_REDUCTION * loop.reductions().size();
    }

    /// The bytes that buffer `index` (inputs, outputs, reductions) must have at least.
    public long bytes(int index) {
        int stored = loop.inputs().size() + loop.outputs().size();
        if (index < loop.inputs().size()) {
            var input = loop.inputs().get(index);
            return input.dtype().bytes() * switch (input.access()) {
                case EACH -> reach(index);
                case ROW_VECTOR -> columns;
                case COLUMN_VECTOR -> rows == 0 ? 0 : (rows - 1) * strides.get(index) + 1;
                case SCALAR -> 1;
            };
        }
        if (index < stored) {
            return loop.outputs().get(index - loop.inputs().size()).dtype().bytes() * reach(index);
        }
        var reduction = loop.reductions().get(index - stored);
        return results(reduction.over()) * reduction.dtype().bytes();
    }

    private long reach(int index) {
        return elements() == 0 ? 0 : (rows - 1) * strides.get(index) + columns;
    }

    /// How many results a reduction has.
    long results(Reduction.Over over) {
        return switch (over) {
            case COLUMNS -> rows;
            case ROWS -> columns;
            case ALL -> 1;
        };
    }

    Tiles tiles() {
        if (elements() == 0) {
            return new Tiles(1, 0, 1, 0, 0);
        }
        long width = Dialect.WIDEST;
        long wholeColumns = columns / width * width;
        boolean sumsOverRows = loop.reductions().stream().anyMatch(r -> r.over() == Reduction.Over.ROWS);
        long most = loop.reductions().isEmpty() ? TILE_MAX : SUM_MAX;
        long points = Math.clamp((long) (TILE_NANOS / nanosPerElement()), TILE_MIN, most) / TILE_MIN * TILE_MIN;
        long chunkColumns = Math.clamp(wholeColumns, 1, sumsOverRows ? Math.min(points, ROW_SUM_COLUMNS) : points);
        long blockRows = Math.clamp(points / Math.min(columns, Math.max(chunkColumns, width)), 1, rows);
        if (sumsOverRows) {
            long apart = Math.ceilDiv(rows, Math.max(1, ROW_SUM_PARTS / Math.ceilDiv(columns, Math.max(chunkColumns, width))));
            blockRows = Math.min(ROW_SUM_ROWS, Math.max(blockRows, apart));
        }
        return new Tiles(blockRows, Math.ceilDiv(rows, blockRows), chunkColumns, wholeColumns, columns);
    }

    /// The same loop over another space, rows without gaps.
    LoopPlan resized(long rows, long columns) {
        var dense = IntStream.range(0, strides.size()).mapToObj(i -> !hasRows(i) ? 0L : isColumn(i) ? 1L : columns).toList();
        return new LoopPlan(loop, rows, columns, dense);
    }

    private boolean isColumn(int index) {
        return index < loop.inputs().size() && loop.inputs().get(index).access() == Access.COLUMN_VECTOR;
    }

    /// The same computation in its fastest form: as one row where rows follow each other without a gap and don't matter,
    /// and with rows and columns exchanged where there is one column.
    LoopPlan simplest() {
        return rows > 1 && columns == 1 && IntStream.range(0, strides.size()).allMatch(i -> strides.get(i) == (hasRows(i) ? 1 : 0))
                ? lying() : flat();
    }

    private LoopPlan flat() {
        boolean flat = rows > 1
                && loop.inputs().stream().allMatch(i -> i.access() == Access.EACH || i.access() == Access.SCALAR)
                && loop.nodes().stream().noneMatch(n -> n instanceof Expression.ColumnIndex || n instanceof Expression.RowIndex)
                && loop.reductions().stream().allMatch(r -> r.over() == Reduction.Over.ALL)
                && IntStream.range(0, strides.size()).allMatch(i -> !hasRows(i) || strides.get(i) == columns);
        return flat ? new LoopPlan(loop, 1, elements(), strides.stream().map(s -> s == 0 ? 0 : elements()).toList()) : this;
    }

    /// Whether the buffer's elements change with the row.
    private boolean hasRows(int index) {
        return index >= loop.inputs().size() || switch (loop.inputs().get(index).access()) {
            case EACH, COLUMN_VECTOR -> true;
            case ROW_VECTOR, SCALAR -> false;
        };
    }

    /// The one column as one row.
    private LoopPlan lying() {
        var inputs = loop.inputs().stream().map(input -> new Loop.Input(input.dtype(), switch (input.access()) {
            case EACH, COLUMN_VECTOR -> Access.EACH;
            case ROW_VECTOR, SCALAR -> Access.SCALAR;
        })).toList();
        var nodes = loop.nodes().stream().<Expression>map(node -> switch (node) {
            case Expression.RowIndex _ -> new Expression.ColumnIndex();
            case Expression.ColumnIndex _ -> new Expression.RowIndex();
            default -> node;
        }).toList();
        var reductions = loop.reductions().stream().map(r -> new Reduction(r.kind(), switch (r.over()) {
            case COLUMNS -> Reduction.Over.ROWS;
            case ROWS -> Reduction.Over.COLUMNS;
            case ALL -> Reduction.Over.ALL;
        }, r.dtype(), r.node())).toList();
        var turned = IntStream.range(0, strides.size())
                .mapToObj(i -> i < inputs.size() && inputs.get(i).access() == Access.SCALAR ? 0L : rows).toList();
        return new LoopPlan(new Loop(inputs, nodes, loop.outputs(), reductions), 1, rows, turned);
    }

    /// Where a kernel finds a buffer: which one, the first byte, and the bytes on to the next row, the next block and the
    /// next chunk. Columns follow one another.
    record Place(int buffer, long base, long perRow, long perBlock, long perChunk) {}

    List<Place> places() {
        var places = new ArrayList<Place>();
        var inputs = loop.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            places.add(new Place(i, 0, strides.get(i) * inputs.get(i).dtype().bytes(), 0, 0));
        }
        for (int i = 0; i < loop.outputs().size(); i++) {
            int buffer = inputs.size() + i;
            places.add(new Place(buffer, 0, strides.get(buffer) * loop.outputs().get(i).dtype().bytes(), 0, 0));
        }
        int results = places.size();
        int scratch = results + loop.reductions().size();
        var tiles = tiles();
        long base = 0;
        for (int i = 0; i < loop.reductions().size(); i++) {
            boolean direct = isDirect(i);
            long bytes = lane(i).dtype().bytes();
            int buffer = direct ? results + i : scratch;
            long from = direct ? 0 : base;
            places.add(switch (loop.reductions().get(i).over()) {
                case COLUMNS -> new Place(buffer, from, tiles.chunks() * bytes, 0, bytes);
                case ROWS -> new Place(buffer, from, 0, columns * bytes, 0);
                case ALL -> new Place(buffer, from, 0, tiles.chunks() * bytes, bytes);
            });
            base += direct ? 0 : partsBytes(i);
        }
        return places;
    }

    /// The bytes of scratch memory that it needs, as its last buffer, aligned to 64; 0 when it needs none.
    public long scratchBytes() {
        return IntStream.range(0, loop.reductions().size()).filter(i -> !isDirect(i)).mapToLong(this::partsBytes).sum();
    }

    private long partsBytes(int reduction) {
        var over = loop.reductions().get(reduction).over();
        return (results(over) * parts(over) * lane(reduction).dtype().bytes() + 63) & -64;
    }

    /// How many tiles give to one result.
    long parts(Reduction.Over over) {
        var tiles = tiles();
        return switch (over) {
            case COLUMNS -> tiles.chunks();
            case ROWS -> tiles.blocks();
            case ALL -> tiles.count();
        };
    }

    Lane lane(int reduction) {
        return Lane.of(loop.reductions().get(reduction).dtype());
    }

    /// One tile knows the whole result, and in the type in which it is stored.
    boolean isDirect(int reduction) {
        var r = loop.reductions().get(reduction);
        return parts(r.over()) == 1 && lane(reduction).dtype() == r.dtype();
    }

    /// The rows' results are known with their block: no other worker has a part in them.
    boolean isFinishedWithItsRows(int reduction) {
        return loop.reductions().get(reduction).over() == Reduction.Over.COLUMNS && parts(Reduction.Over.COLUMNS) == 1;
    }
}
