package org.keras4j.apps;

import module java.base;

/// Makes a record's component an option of the command line: `batchSize` becomes `--batch-size`.
/// The component's type says what it takes; its value in the record of defaults is the default.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

    /// The help text: one line without a full stop.
    String value();

    /// What stands for the value in the help, such as `DIR`; empty for switches and enums.
    String label() default "";

    /// The smallest whole number that makes sense, and the largest.
    int least() default Integer.MIN_VALUE;

    int most() default Integer.MAX_VALUE;
}
