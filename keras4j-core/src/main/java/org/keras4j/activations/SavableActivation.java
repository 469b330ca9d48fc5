package org.keras4j.activations;

import org.keras4j.config.Savable;

/// An activation of the user's that files hold. Made known by its name, it stands for a Python function of that name, too:
///
/// ```java
/// @KerasSerializable(inPackage = "acme", name = "wave")
/// record Wave() implements SavableActivation {
///     @Override
///     public Value apply(Value x) {
///         return Ops.sin(x);
///     }
/// }
/// FromKeras.register(Wave.class);
/// ```
public interface SavableActivation extends Activation, Savable {
    @Override
    default String module() {
        return "keras.activations";
    }
}
