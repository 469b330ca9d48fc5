package org.keras4j.engine.cpu.foreign;

/// The caller alone.
final class SequentialTeam extends Team {
    static final SequentialTeam INSTANCE = new SequentialTeam();

    private SequentialTeam() {
        super(1);
    }

    @Override
    void fork(int workers, Body body) {
        throw new AssertionError("a team of one has nobody to fork to");
    }

    @Override
    public void useOnThisThread() {
        if (OneDnn.isAvailable()) {
            GompTeam.setThreads(1);
        }
    }
}
