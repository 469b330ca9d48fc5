package org.keras4j.cli;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.Setting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Options declared as a record: each component that is a [Setting] gives name, type, help and default of one option.
final class RecordOptions<R extends Record> {
    private final R defaults;

    RecordOptions(R defaults) {
        this.defaults = defaults;
    }

    void addTo(CommandSpec command) {
        for (var component : settings()) {
            command.addOption(option(component));
        }
    }

    /// The record that the user's words make of the defaults.
    ///
    /// @throws IllegalArgumentException if a number is beyond its bounds, or with the record's own message, if it refuses a value
    R read(ParseResult words) {
        var components = defaults.getClass().getRecordComponents();
        var values = Stream.of(components).map(c -> bounded(c, words.matchedOptionValue(name(c), valueOf(c)))).toArray();
        var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = defaults.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            @SuppressWarnings("unchecked")
            R record = (R) constructor.newInstance(values);
            return record;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(defaults.getClass() + " is not a record of its own components", e);
        }
    }

    private static @Nullable Object bounded(RecordComponent component, @Nullable Object value) {
        var setting = component.getAnnotation(Setting.class);
        if (setting != null && value instanceof Integer number && (number < setting.least() || number > setting.most())) {
            throw new IllegalArgumentException(name(component) + ": expected " + setting.least()
                    + (setting.most() == Integer.MAX_VALUE ? " or more" : " to " + setting.most()) + ", got " + number + ".");
        }
        return value;
    }

    private OptionSpec option(RecordComponent component) {
        var setting = component.getAnnotation(Setting.class);
        var type = component.getType();
        Object standard = valueOf(component);
        boolean isSwitch = type == boolean.class;
        boolean isList = type == List.class;
        var option = OptionSpec.builder(name(component)).type(type).arity(isSwitch ? "0" : isList ? "1..*" : "1");
        if (isList) {
            option.auxiliaryTypes(String.class);
        }
        var help = new StringBuilder(setting.value());
        if (type.isEnum()) {
            option.paramLabel(Stream.of(type.getEnumConstants()).map(RecordOptions::spelled).collect(Collectors.joining("|")));
            option.converters(word -> constant(type, word));
        } else if (!isSwitch) {
            option.paramLabel(setting.label());
        }
        if (standard != null && !isSwitch && !isList) {
            help.append(" (default: ").append(spelled(standard)).append(')');
        }
        return option.description(help.toString().replace("%", "%%")).build();
    }

    private List<RecordComponent> settings() {
        return Stream.of(defaults.getClass().getRecordComponents()).filter(c -> c.isAnnotationPresent(Setting.class)).toList();
    }

    private Object valueOf(RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(component + " cannot be read", e);
        }
    }

    private static Object constant(Class<?> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(c -> spelled(c).equals(word))
                .findFirst()
                .orElseThrow(() -> new picocli.CommandLine.TypeConversionException("expected "
                        + Stream.of(type.getEnumConstants()).map(RecordOptions::spelled).collect(Collectors.joining(" or "))
                        + ", got '" + word + "'"));
    }

    private static String spelled(Object value) {
        return value instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : value.toString();
    }

    private static String name(RecordComponent component) {
        return "--" + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
