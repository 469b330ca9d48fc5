package org.keras4j.config;

import module java.base;

/// Choices by the strings that stand for them in Keras.
public final class Named {
    private Named() {}

    /// The constant of that name, in capitals or not.
    ///
    /// @param option in Keras, for the message: `data_format`
    /// @throws IllegalArgumentException naming those that there are
    public static <E extends Enum<E>> E of(String option, Class<E> choices, String name) {
        return Stream.of(choices.getEnumConstants()).filter(choice -> name(choice).equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(option + ": expected " + all(choices) + ", got '" + name + "'."));
    }

    private static String name(Enum<?> choice) {
        return String.valueOf(Keys.kerasValue(choice));
    }

    private static String all(Class<? extends Enum<?>> choices) {
        List<String> names = Stream.of(choices.getEnumConstants()).map(Named::name).toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
