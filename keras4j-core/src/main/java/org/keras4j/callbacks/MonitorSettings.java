package org.keras4j.callbacks;

/// What every callback lets one choose that follows a value of the logs.
class MonitorSettings extends CallbackSettings {
    Monitor monitor = new Monitor("val_loss", Monitor.Mode.AUTO, 0);
    boolean announced;

    final void monitor(String name)      { monitor = new Monitor(name, monitor.mode(), monitor.minDelta()); }
    final void mode(Monitor.Mode mode)   { monitor = new Monitor(monitor.name(), mode, monitor.minDelta()); }
    final void minDelta(double minDelta) { monitor = new Monitor(monitor.name(), monitor.mode(), minDelta); }
}
