package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Makes objects from what a Keras file says of them. Only classes of this library, and those registered by the user, are ever
/// made; nothing in a file is run.
public final class FromKeras {
    private static final Map<String, Class<? extends Savable>> REGISTERED = new ConcurrentHashMap<>();

    private FromKeras() {}

    /// Lets files name a class of the user's, under the name that [Savable#registeredName] gives it.
    public static void register(String registeredName, Class<? extends Savable> type) {
        REGISTERED.put(registeredName, type);
    }

    /// The object that `{"module", "class_name", "config", "registered_name"}` describes.
    ///
    /// @throws IllegalArgumentException when there is no such class, or a key or value doesn't suit it
    public static Savable object(Map<?, ?> serialized) {
        Class<? extends Savable> type = type(serialized);
        return object(type, (Map<?, ?>) Objects.requireNonNullElse(serialized.get("config"), Map.of()));
    }

    private static Class<? extends Savable> type(Map<?, ?> serialized) {
        Object registered = serialized.get("registered_name");
        String name = String.valueOf(serialized.get("class_name"));
        if (registered != null && REGISTERED.get(registered.toString()) instanceof Class<? extends Savable> type) {
            return type;
        }
        if (serialized.get("module") instanceof String module && module.matches("keras(\\.\\w+)*") && name.matches("\\w+")) {
            String room = isModel(module, name) ? "models" : module.startsWith("keras.src.applications.") ? "applications"
                    : module.substring(module.lastIndexOf('.') + 1);
            try {
                Class<?> type = Class.forName("org.keras4j." + room + "." + (name.equals("InputLayer") ? "Input" : name));
                if (Savable.class.isAssignableFrom(type)) {
                    return type.asSubclass(Savable.class);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                throw new IllegalArgumentException("Config: there is no " + module + "." + name + " here.", e);
            }
        }
        throw new IllegalArgumentException("Config: expected a class of Keras or a registered one, got " + name + " of "
                + serialized.get("module") + (registered == null ? "" : ", registered as " + registered)
                + ". Register it with FromKeras.register.");
    }

    /// Keras has models in several modules, which moved from version to version.
    private static boolean isModel(String module, String name) {
        return name.equals("Sequential") || name.equals("Functional") || module.equals("keras");
    }

    /// An object of that class: by its static `fromConfig(Map)` if there is one, a record by its components, or else by a constructor
    /// that takes a [Config].
    public static <T extends Savable> T object(Class<T> type, Map<?, ?> config) {
        try {
            for (Method own : type.getDeclaredMethods()) {
                if (own.getName().equals("fromConfig") && Arrays.equals(own.getParameterTypes(), new Class<?>[] {Map.class})) {
                    own.setAccessible(true);
                    return type.cast(own.invoke(null, config));
                }
            }
            if (type.isRecord()) {
                return record(type, config);
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && Config.class.isAssignableFrom(constructor.getParameterTypes()[0])) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(config(constructor.getParameterTypes()[0].asSubclass(Config.class), config, type)));
                }
            }
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalArgumentException(type.getSimpleName() + ": cannot be made from " + config + ".", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Config: cannot make a " + type, e);
        }
        throw new IllegalArgumentException(type.getSimpleName() + ": expected a constructor that takes its Config, got none.");
    }

    private static <C extends Config> C config(Class<C> type, Map<?, ?> values, Class<?> owner) throws ReflectiveOperationException {
        Constructor<C> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        C config = constructor.newInstance();
        for (Keys.Entry entry : known(type, values, owner)) {
            if (values.containsKey(entry.key())) {
                entry.field().set(config, converted(entry, values, owner));
            }
        }
        return config;
    }

    private static <T> T record(Class<T> type, Map<?, ?> values) throws ReflectiveOperationException {
        List<Keys.Entry> entries = known(type, values, type);
        var arguments = new Object[entries.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = converted(entries.get(i), values, type);
        }
        return canonical(type).newInstance(arguments);
    }

    private static <T> Constructor<T> canonical(Class<T> record) throws ReflectiveOperationException {
        Constructor<T> constructor = record.getDeclaredConstructor(
                Stream.of(record.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor;
    }

    private static List<Keys.Entry> known(Class<?> type, Map<?, ?> values, Class<?> owner) {
        List<Keys.Entry> entries = Keys.of(type);
        Set<String> keys = entries.stream().map(Keys.Entry::key).collect(Collectors.toSet());
        List<String> unknown = values.keySet().stream().map(String::valueOf).filter(key -> !keys.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(owner.getSimpleName() + ": expected keys " + keys + ", got also " + unknown + ".");
        }
        return entries;
    }

    private static @Nullable Object converted(Keys.Entry entry, Map<?, ?> values, Class<?> owner) {
        try {
            return convert(entry.field().getGenericType(), values.get(entry.key()));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException(owner.getSimpleName() + " > " + entry.key() + ": expected a "
                    + entry.field().getType().getSimpleName() + ", got " + values.get(entry.key()) + ". " + e.getMessage(), e);
        }
    }

    /// `value` as JSON gives it, as an object of `type`.
    static @Nullable Object convert(java.lang.reflect.Type type, @Nullable Object value) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return value == null ? null : ((List<?>) value).stream().map(item -> convert(list.getActualTypeArguments()[0], item)).toList();
        }
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        Optional<Object> own = byFromKeras(raw, value);
        if (own.isPresent()) {
            return own.get();
        }
        return switch (value) {
            case null -> primitive(raw, null);
            case Map<?, ?> map when Savable.class.isAssignableFrom(raw) -> raw.cast(object(map));
            case List<?> parts when raw.isRecord() -> ofParts(raw, parts);
            case Number number when raw.isRecord() -> ofParts(raw, Collections.nCopies(raw.getRecordComponents().length, number));
            case Number number -> number(raw, number);
            case String name when raw.isEnum() -> constant(raw, name);
            case Object other -> other instanceof Boolean && raw == boolean.class ? other : raw.cast(other);
        };
    }

    private static @Nullable Object primitive(Class<?> raw, @Nullable Object value) {
        if (raw.isPrimitive()) {
            throw new IllegalArgumentException("It may not be null.");
        }
        return value;
    }

    private static Optional<Object> byFromKeras(Class<?> type, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Method method = type.getDeclaredMethod("fromKeras", Object.class);
            method.setAccessible(true);
            return Optional.of(method.invoke(null, value));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        } catch (IllegalAccessException e) {
            throw new LinkageError("Config: cannot call fromKeras of " + type, e);
        }
    }

    private static Object ofParts(Class<?> record, List<?> parts) {
        var components = record.getRecordComponents();
        if (parts.size() != components.length) {
            throw new IllegalArgumentException("It has " + components.length + " parts.");
        }
        try {
            var arguments = new Object[parts.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = convert(components[i].getGenericType(), parts.get(i));
            }
            return canonical(record).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("It can't be made of these parts.", e);
        }
    }

    private static Object number(Class<?> type, Number number) {
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(whole(number));
        }
        if (type == long.class || type == Long.class) {
            return whole(number);
        }
        return type == double.class || type == Double.class ? (Object) number.doubleValue() : type.cast(number);
    }

    private static long whole(Number number) {
        if (number.doubleValue() != Math.rint(number.doubleValue())) {
            throw new IllegalArgumentException("It must be whole.");
        }
        return number.longValue();
    }

    private static Object constant(Class<?> type, String name) {
        return Stream.of(type.getEnumConstants()).filter(constant -> name.equals(Keys.kerasValue(constant))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Choose one of "
                        + Stream.of(type.getEnumConstants()).map(constant -> String.valueOf(Keys.kerasValue(constant))).collect(Collectors.joining(", ")) + "."));
    }
}
