package org.keras4j.config;

import module java.base;

/// The name under which files know a class of the user's: `inPackage>name`, as `keras.saving.register_keras_serializable(package, name)`
/// gives it to the same class in Python. Make it known before loading with [FromKeras#register(Class)].
///
/// ```java
/// @KerasSerializable(inPackage = "acme", name = "Scale")
/// public final class Scale extends Layer { … }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KerasSerializable {
    String inPackage() default "Custom";

    /// That of the class, when it is empty.
    String name() default "";
}
