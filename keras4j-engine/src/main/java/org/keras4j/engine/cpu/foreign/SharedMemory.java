package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Memory of which several holders have the same, for those of whom only one works at a time. A block is freed with its last holder.
final class SharedMemory {
    private static final List<Block> BLOCKS = new ArrayList<>();

    private static final class Block {
        final Arena arena = Arena.ofShared();
        final MemorySegment memory;
        int holders;

        Block(long bytes) {
            memory = NativeScope.allocate(bytes, arena);
        }
    }

    private SharedMemory() {}

    /// The smallest block that is large enough, or a new one. What it holds is left from others.
    ///
    /// @param holder gives it back when it closes
    /// @param beforeGrowing runs before a block is made
    static synchronized MemorySegment lease(long bytes, Arena holder, Runnable beforeGrowing) {
        Block block = BLOCKS.stream().filter(there -> there.memory.byteSize() >= bytes).min(Comparator.comparingLong(there -> there.memory.byteSize()))
                .orElseGet(() -> {
                    beforeGrowing.run();
                    var fresh = new Block(bytes);
                    BLOCKS.add(fresh);
                    return fresh;
                });
        block.holders++;
        return block.memory.asSlice(0, bytes).reinterpret(bytes, holder, _ -> release(block));
    }

    private static synchronized void release(Block block) {
        if (--block.holders == 0) {
            BLOCKS.remove(block);
            block.arena.close();
        }
    }

    static synchronized long liveBytes() {
        return BLOCKS.stream().mapToLong(block -> block.memory.byteSize()).sum();
    }
}
