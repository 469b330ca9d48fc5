package org.keras4j.cli;

import module java.base;
import java.lang.reflect.Proxy;

/// Ctrl-C during a run: the first asks it to stop and gives it ten seconds to write its files, the second ends the
/// process at once.
final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PrintStream messages;
    private final AtomicInteger signals = new AtomicInteger();

    Interruption(PrintStream messages) {
        this.messages = messages;
    }

    boolean requested() {
        return signals.get() > 0;
    }

    /// Runs the work with Ctrl-C bound to this; afterwards Ctrl-C does what it did before.
    void listen(Runnable work) {
        Object before = Interrupts.handle(this::signal);
        try {
            work.run();
        } finally {
            Interrupts.restore(before);
        }
    }

    /// What a Ctrl-C does.
    void signal() {
        if (signals.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(Main.INTERRUPTED);
        }
        messages.println();
        messages.println("keras4j: stopping after this step and writing the files; press Ctrl-C again to end at once.");
        Thread.ofPlatform().daemon().name("keras4j-deadline").start(() -> {
            try {
                Thread.sleep(PATIENCE);
                messages.println("keras4j: not stopped within " + PATIENCE.toSeconds() + " s, ending.");
                Runtime.getRuntime().halt(Main.INTERRUPTED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// The JDK's signals, by reflection: `javac` warns of `sun.misc` in a way that cannot be silenced at one place.
    private static final class Interrupts {

        /// @return what was bound to Ctrl-C before
        static Object handle(Runnable action) {
            try {
                var handlerType = Class.forName("sun.misc.SignalHandler");
                Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType},
                        (proxy, method, arguments) -> switch (method.getName()) {
                            case "handle" -> {
                                action.run();
                                yield null;
                            }
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "keras4j's Ctrl-C";
                        });
                return bind(handler);
            } catch (ClassNotFoundException e) {
                throw new AssertionError("the module jdk.unsupported is part of every JDK", e);
            }
        }

        static void restore(Object handler) {
            bind(handler);
        }

        private static Object bind(Object handler) {
            try {
                var signal = Class.forName("sun.misc.Signal");
                var handlerType = Class.forName("sun.misc.SignalHandler");
                return signal.getMethod("handle", signal, handlerType)
                        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError("sun.misc.Signal is part of every JDK", e);
            }
        }
    }
}
