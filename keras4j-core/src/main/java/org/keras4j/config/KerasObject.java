package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Something with a [Config]: a layer, loss, metric, optimizer or schedule. Subclasses narrow [#config()] to their own type and
/// offer their options as methods that answer a changed copy: `return with((Config c) -> c.units = units);`.
public abstract class KerasObject implements Savable, Cloneable {
    private Config config;
    private @Nullable String nameInFile;
    private @Nullable String registeredInFile;

    /// @param config copied
    protected KerasObject(Config config) {
        this.config = config.copy();
    }

    /// Its own keys, not a copy: for reading. A key that is written here changes the object, and what was made of it, unchecked; for other values there are
    /// the methods that answer a changed copy.
    public Config config() {
        return config;
    }

    /// That of the file it was made from: by it Keras finds the weights of a layer whose class has another name here than there.
    @Override
    public String className() {
        return nameInFile != null ? nameInFile : Savable.super.className();
    }

    @Override
    public @Nullable String registeredName() {
        return registeredInFile != null ? registeredInFile : Savable.super.registeredName();
    }

    final void calledInFile(@Nullable String className, @Nullable String registeredName) {
        nameInFile = className;
        registeredInFile = registeredName;
    }

    @Override
    public SequencedMap<String, @Nullable Object> kerasConfig() {
        return config.toKeras();
    }

    @Override
    public SequencedMap<String, @Nullable Object> serialized() {
        return Sharing.written(this, Savable.super.serialized());
    }

    /// A copy of this object with a changed configuration.
    ///
    /// @param <S> this object's own class, <C> that of its configuration
    @SuppressWarnings("unchecked")
    protected final <S extends KerasObject, C extends Config> S with(Consumer<C> change) {
        S copy = (S) copy();
        change.accept((C) ((KerasObject) copy).config);
        copy.requireSound();
        return copy;
    }

    /// Refuses a configuration that can't be meant, as soon as it is given.
    ///
    /// @throws IllegalArgumentException naming key and value
    protected void requireSound() {}

    /// A copy with a configuration of its own; what else a subclass holds must be made anew here.
    ///
    /// @throws IllegalStateException when it is too late for a change
    protected KerasObject copy() {
        return Copy.changed(this::clone, (KerasObject copy) -> copy.config = config.copy());
    }

    /// As one would write it: `Dense(units=10, activation=softmax)`.
    @Override
    public String toString() {
        return className() + "(" + config + ")";
    }
}
