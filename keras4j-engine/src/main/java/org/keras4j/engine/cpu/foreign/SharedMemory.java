package org.keras4j.engine.cpu.foreign;

import module java.base;

/// Memory of which several holders have the same, for those of whom only one works at a time. A block is freed with its last holder.
final class SharedMemory {
    private static final List<Block> BLOCKS = new ArrayList<>();

    private static final class Block {
        final Arena arena = Arena.ofShared();
        final MemorySegment memory;
        final Set<Arena> holders = Collections.newSetFromMap(new IdentityHashMap<>());

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
        MemorySegment memory = block.memory.asSlice(0, bytes).reinterpret(bytes, holder, _ -> release(block, holder));
        block.holders.add(holder);
        return memory;
    }

    private static synchronized void release(Block block, Arena holder) {
        if (block.holders.remove(holder) && block.holders.isEmpty()) {
            BLOCKS.remove(block);
            block.arena.close();
        }
    }

    /// What nobody but this holder has.
    static synchronized long bytesOf(Arena holder) {
        return BLOCKS.stream().filter(block -> block.holders.size() == 1 && block.holders.contains(holder)).mapToLong(block -> block.memory.byteSize()).sum();
    }

    static synchronized long liveBytes() {
        return BLOCKS.stream().mapToLong(block -> block.memory.byteSize()).sum();
    }
}
