package org.keras4j.callbacks;

import module java.base;

/// What every callback lets one choose that follows a value of the logs.
class MonitorSettings implements Cloneable {
    Monitor monitor = new Monitor("val_loss", Monitor.Mode.AUTO, 0);
    boolean announced;

    final void monitor(String name)      { monitor = new Monitor(name, monitor.mode(), monitor.minDelta()); }
    final void mode(Monitor.Mode mode)   { monitor = new Monitor(monitor.name(), mode, monitor.minDelta()); }
    final void minDelta(double minDelta) { monitor = new Monitor(monitor.name(), monitor.mode(), minDelta); }

    /// A changed copy.
    ///
    /// @param <S> the settings' own class
    @SuppressWarnings("unchecked")
    final <S extends MonitorSettings> S changed(Consumer<S> change) {
        try {
            var copy = (S) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
