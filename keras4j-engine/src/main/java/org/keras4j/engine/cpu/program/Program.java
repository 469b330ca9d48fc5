package org.keras4j.engine.cpu.program;

import module java.base;
import org.keras4j.engine.backend.Executable;
import org.keras4j.engine.backend.Profile;
import org.keras4j.engine.cpu.foreign.Team;
import org.keras4j.engine.graph.Graph;
import org.keras4j.engine.graph.Leaf;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.tensor.NDArray;

/// A compiled graph. Programs of the whole team run one after the other, whoever calls; one of a single thread runs beside others,
/// but for those that change what it reads.
public final class Program implements Executable {
    private static final ReentrantLock TEAM = new ReentrantLock();

    private final List<Leaf.Input> inputs;
    private final List<Type> outputs;
    /// Of each input that is still needed after all passes, its place among those of the caller.
    private final List<Integer> places;
    private final Lowered lowered;
    private final BoundProgram bound;
    private final ReentrantLock lock;
    /// Those of its states, in the order of their creation: two programs that took them in different ones might wait for each other.
    private final List<Lock> states;
    /// Of the states that the prologue read, when it ran.
    private final long[] versions;
    private boolean isPrepared;
    private boolean isClosed;

    public Program(List<Leaf.Input> inputs, Graph graph, Lowered lowered, BoundProgram bound) {
        this.inputs = inputs;
        this.outputs = graph.outputs().stream().map(output -> output.type()).toList();
        this.lowered = lowered;
        this.bound = bound;
        this.lock = bound.team() == Team.sequential() ? new ReentrantLock() : TEAM;
        this.states = locks(lowered);
        this.versions = new long[lowered.prepared().size()];
        this.places = graph.inputs().stream().map(inputs::indexOf).toList();
    }

    private static List<Lock> locks(Lowered lowered) {
        Set<CpuState> written = Set.copyOf(lowered.written());
        return Stream.concat(lowered.read().stream(), written.stream()).distinct().sorted(Comparator.comparingLong(CpuState::number))
                .map(state -> written.contains(state) ? state.writing() : state.reading()).toList();
    }

    @Override
    public List<Leaf.Input> inputs() {
        return inputs;
    }

    @Override
    public List<NDArray> run(List<NDArray> arrays) {
        check(arrays);
        if (Thread.currentThread().isVirtual()) {
            return onPlatformThread(() -> locked(arrays, bound::run));
        }
        return locked(arrays, bound::run);
    }

    private List<NDArray> locked(List<NDArray> arrays, Runnable work) {
        lock.lock();
        try {
            if (isClosed) {
                throw new IllegalStateException("run: expected an open program, got a closed one. Compile it again.");
            }
            bound.team().useOnThisThread();
            states.forEach(Lock::lock);
            try {
                return alone(arrays, work);
            } finally {
                states.forEach(Lock::unlock);
            }
        } finally {
            lock.unlock();
        }
    }

    /// For who holds all locks.
    private List<NDArray> alone(List<NDArray> arrays, Runnable work) {
        for (int i = 0; i < places.size(); i++) {
            NDArray array = arrays.get(places.get(i));
            bound.input(i).copyFrom(array.segment());
            Reference.reachabilityFence(array);
        }
        prepare();
        try {
            work.run();
        } finally {
            lowered.written().forEach(CpuState::changed);
        }
        var results = new ArrayList<NDArray>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            NDArray result = NDArray.zeros(outputs.get(i).dtype(), outputs.get(i).shape());
            result.segment().copyFrom(bound.output(i));
            results.add(result);
        }
        bound.faults().raise();
        return results;
    }

    /// The prologue, if state that it read has changed since. One that failed is run again, and fails again.
    private void prepare() {
        for (int i = 0; i < versions.length; i++) {
            long version = lowered.prepared().get(i).version();
            isPrepared &= versions[i] == version;
            versions[i] = version;
        }
        if (!isPrepared) {
            bound.prepare();
            bound.faults().raise();
            isPrepared = true;
        }
    }

    private void check(List<NDArray> arrays) {
        if (arrays.size() != inputs.size()) {
            throw new IllegalArgumentException("run: expected an array for each input of "
                    + inputs.stream().map(Leaf.Input::name).toList() + ", got " + arrays.size() + ". Pass them in this order.");
        }
        for (int i = 0; i < arrays.size(); i++) {
            Leaf.Input input = inputs.get(i);
            NDArray array = arrays.get(i);
            if (array.dtype() != input.result().dtype() || !array.shape().equals(input.result().shape())) {
                throw new IllegalArgumentException("Input '" + input.name() + "': expected " + input.result() + ", got "
                        + array.dtype() + array.shape() + ". Cast or reshape it first.");
            }
        }
    }

    /// A native call would hold a virtual thread's carrier, and libgomp keeps a team for each thread that it meets.
    private static <T> T onPlatformThread(Callable<T> work) {
        try {
            return Handover.THREADS.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("run: interrupted while the program ran.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// As many threads as can compute at once: a hundred thousand virtual threads may ask at once, and a system hasn't that many of its own.
    private static final class Handover {
        static final ExecutorService THREADS = threads();

        private static ExecutorService threads() {
            int most = Runtime.getRuntime().availableProcessors();
            var pool = new ThreadPoolExecutor(most, most, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("keras4j-run-", 0).factory());
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }

    @Override
    public Profile profile(List<NDArray> arrays, int runs) {
        if (runs < 1) {
            throw new IllegalArgumentException("profile: expected 1 run or more, got " + runs + ".");
        }
        check(arrays);
        var kernels = lowered.kernels().stream().flatMap(kernel -> kernel.parts().stream()).toList();
        var times = new long[runs][kernels.size()];
        var wholes = new long[runs];
        for (int i = 0; i < runs; i++) {
            int turn = i;
            locked(arrays, () -> bound.run(times[turn]));
            locked(arrays, () -> {
                long start = System.nanoTime();
                bound.run();
                wholes[turn] = System.nanoTime() - start;
            });
        }
        var found = new ArrayList<Profile.Kernel>();
        for (int k = 0; k < kernels.size(); k++) {
            int kernel = k;
            long[] own = IntStream.range(0, runs).mapToLong(i -> times[i][kernel]).sorted().toArray();
            Kernel of = kernels.get(k);
            found.add(new Profile.Kernel(of.name(), of.scope(), of.implementation(), of.primitive(), own[runs / 2] * 1e-9));
        }
        Arrays.sort(wholes);
        return new Profile(found, wholes[runs / 2] * 1e-9);
    }

    @Override
    public long arenaBytes() {
        return bound.arenaBytes();
    }

    @Override
    public long ownBytes() {
        return bound.scope().ownBytes();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            bound.scope().close();
        } finally {
            lock.unlock();
        }
    }
}
