package org.keras4j.config;

/// A function of the user's that files hold by its name, as they hold one that Python knows by `keras.saving.register_keras_serializable`. Nothing of its code
/// stands there: whoever loads the file makes the class known before.
///
/// ```java
/// @KerasSerializable(inPackage = "acme", name = "without_tags")
/// record WithoutTags() implements Standardizer, SavableFunction {
///     @Override
///     public String apply(String text) {
///         return text.replaceAll("<[^>]*>", " ");
///     }
/// }
/// FromKeras.register(WithoutTags.class);
/// ```
public interface SavableFunction extends Savable {
    @Override
    default String module() {
        return "builtins";
    }
}
