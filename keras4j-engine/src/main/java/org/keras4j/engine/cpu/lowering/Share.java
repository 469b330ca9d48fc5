package org.keras4j.engine.cpu.lowering;

import module java.base;
import org.keras4j.engine.cpu.foreign.Team;

/// Rows of a batch that go through a recurrence together; they know nothing of the others.
///
/// @param team who takes them from step to step
record Share(long first, long rows, Team team) {
    /// Of a thread's own.
    private static final long FEWEST = 8;
    /// With more bytes of the recurrent kernel for each row of a thread's own, reading them in each step takes longer than multiplying by them: a
    /// team reads each of them once.
    private static final long BYTES_A_ROW = 256 << 10;

    /// One for each thread, which then waits for the others once and not in every step; with too few rows, one for the whole team.
    ///
    /// @param kernelBytes of the recurrent kernel
    static List<Share> of(long batch, long kernelBytes, Team team) {
        int threads = team.size();
        if (threads == 1 || batch < Math.max(FEWEST, kernelBytes / BYTES_A_ROW) * threads) {
            return List.of(new Share(0, batch, team));
        }
        return IntStream.range(0, threads).mapToObj(i -> {
            long first = batch * i / threads;
            return new Share(first, batch * (i + 1) / threads - first, Team.sequential());
        }).toList();
    }
}
