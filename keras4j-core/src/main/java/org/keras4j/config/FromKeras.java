package org.keras4j.config;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Makes objects from what a Keras file says of them. Only classes of this library, and those registered by the user, are ever
/// made; nothing in a file is run.
public final class FromKeras {
    private static final Map<String, Class<? extends Savable>> REGISTERED = new ConcurrentHashMap<>();

    private static final Set<String> OF_OTHER_VERSIONS = Set.of("lora_rank", "lora_alpha", "lora_enabled", "quantization_config", "quantization_mode",
            "gptq_unpacked_column_size", "use_gate", "optional", "ragged", "sparse", "synchronized", "autocast");

    /// Classes of Keras that have another name here.
    private static final Map<String, String> OTHERWISE_HERE = Map.of("InputLayer", "Input", "TFDIdentity", "Identity", "TFDConcat", "Concatenate");

    private FromKeras() {}

    /// Lets files name this class of the user's by its [KerasSerializable] name, or else as `Custom>ClassName`.
    public static void register(Class<? extends Savable> type) {
        register(registeredName(type), type);
    }

    /// Lets files name this class by any name, such as that of a class in Python: `package>Name`.
    public static void register(String registeredName, Class<? extends Savable> type) {
        REGISTERED.put(registeredName, type);
    }

    static String registeredName(Class<?> type) {
        KerasSerializable said = type.getAnnotation(KerasSerializable.class);
        return (said == null ? "Custom" : said.inPackage()) + ">" + className(type);
    }

    /// What it is called in Keras, unless a file says otherwise.
    static String className(Class<?> type) {
        KerasSerializable said = type.getAnnotation(KerasSerializable.class);
        return said == null || said.name().isEmpty() ? type.getSimpleName() : said.name();
    }

    /// Whether a class stands for one of Keras' own.
    static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.keras4j.") && !type.isAnnotationPresent(KerasSerializable.class);
    }

    /// The object that `{"module", "class_name", "config", "registered_name"}` describes.
    ///
    /// @throws IllegalArgumentException when there is no such class, or a key or value doesn't suit it, or code would have to be run
    public static Savable object(Map<?, ?> serialized) {
        return Sharing.read(serialized, () -> made(serialized));
    }

    private static Savable made(Map<?, ?> serialized) {
        Savable made = object(type(serialized), configuration(serialized));
        if (made instanceof KerasObject object && !isOurs(made.getClass()) && !isFunction(serialized)) {
            object.calledInFile(serialized.get("class_name") instanceof String name ? name : null, serialized.get("registered_name") instanceof String name ? name : null);
        }
        return made;
    }

    /// Of a function of the user's Keras has the name in place of a configuration.
    private static Map<?, ?> configuration(Map<?, ?> serialized) {
        return switch (isFunction(serialized) ? null : serialized.get("config")) {
            case null -> Map.of();
            case Map<?, ?> config -> config;
            case Object other -> throw new IllegalArgumentException("Config: expected keys and values as the config of " + serialized.get("class_name") + ", got " + other + ".");
        };
    }

    private static boolean isFunction(Map<?, ?> serialized) {
        return "function".equals(serialized.get("class_name")) && serialized.get("config") instanceof String;
    }

    /// The name of the function that `serialized` stands for; empty for objects, and for a function that a registered class stands for.
    public static Optional<String> functionName(Map<?, ?> serialized) {
        return isFunction(serialized) && !REGISTERED.containsKey(serialized.get("config")) ? Optional.of((String) serialized.get("config")) : Optional.empty();
    }

    private static Class<? extends Savable> type(Map<?, ?> serialized) {
        String name = String.valueOf(serialized.get("class_name"));
        Object registered = isFunction(serialized) ? serialized.get("config") : serialized.get("registered_name");
        if (registered != null && REGISTERED.get(registered.toString()) instanceof Class<? extends Savable> type) {
            return type;
        }
        if (name.equals("Lambda") || name.equals("__lambda__")) {
            throw new IllegalArgumentException(name + nameIn(serialized.get("config")) + ": expected layers whose code is in this library or in yours, "
                    + "got one that carries Python code in the file. Code from files is never run: write it as a layer of your own.");
        }
        if (serialized.get("module") instanceof String module && module.matches("keras(\\.\\w+)*") && name.matches("\\w+")) {
            String room = isModel(module, name) ? "models" : module.endsWith(".feature_space") ? "layers" : module.startsWith("keras.src.applications.") ? "applications"
                    : module.startsWith("keras.src.backend.torch.optimizers.") ? "optimizers"       // Keras on PyTorch has its own, of the same name
                    : module.substring(module.lastIndexOf('.') + 1);
            try {
                Class<?> type = Class.forName("org.keras4j." + room + "." + OTHERWISE_HERE.getOrDefault(name, name));
                if (Savable.class.isAssignableFrom(type)) {
                    return type.asSubclass(Savable.class);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                throw new IllegalArgumentException("Config: there is no " + module + "." + name + " here. If you have one, register it: "
                        + "FromKeras.register(\"Custom>" + name + "\", YourClass.class).", e);
            }
        }
        Object module = serialized.get("module");
        throw new IllegalArgumentException("Config: expected a class of Keras or a registered one, got " + name + (module == null ? "" : " of module " + module)
                + (registered == null ? "" : ", registered as \"" + registered + "\"")
                + ". Write the class and make it known before: FromKeras.register(\"" + (registered == null ? "Custom>" + name : registered)
                + "\", YourClass.class).");
    }

    /// Keras has models in several modules, which moved from version to version.
    private static boolean isModel(String module, String name) {
        return Set.of("Sequential", "Functional", "FeatureSpace").contains(name) || module.equals("keras");
    }

    /// An object of that class: by its static `fromConfig(Map)` if there is one, a record by its components, or else by a constructor
    /// that takes a [Config], or nothing.
    public static <T extends Savable> T object(Class<T> type, Map<?, ?> config) {
        try {
            for (Method own : type.getDeclaredMethods()) {
                if (readsConfig(own)) {
                    own.setAccessible(true);
                    return type.cast(own.invoke(null, config));
                }
            }
            if (type.isRecord()) {
                return record(type, config);
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (takesConfig(constructor)) {
                    constructor.setAccessible(true);
                    return type.cast(constructor.newInstance(config(constructor.getParameterTypes()[0].asSubclass(Config.class), config, type)));
                }
            }
            return plain(type, config);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalArgumentException(type.getSimpleName() + ": cannot be made from " + config + ".", e);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": expected a constructor that takes its Config, or nothing, " + unlike(type) + ".", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Config: cannot make a " + type, e);
        }
    }

    /// @throws IllegalStateException when [#object(Class, Map)] could not make one
    static void requireMakeable(Class<?> type) {
        boolean made = type.isRecord() || Stream.of(type.getDeclaredMethods()).anyMatch(FromKeras::readsConfig)
                || Stream.of(type.getDeclaredConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0 || takesConfig(constructor));
        if (!made) {
            throw new IllegalStateException(type.getSimpleName() + ": expected a class that can be made from a file, by a constructor that takes its Config, or nothing, "
                    + unlike(type) + ". Keep what it is given in a Config, or save the weights alone: saveWeights.");
        }
    }

    /// An inner class looks as if it had such a constructor; Java gives each of them a first argument.
    private static String unlike(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers()) ? "got an inner class, whose constructors take the object around it too: make it static"
                : "got neither";
    }

    private static boolean readsConfig(Method own) {
        return own.getName().equals("fromConfig") && Arrays.equals(own.getParameterTypes(), new Class<?>[] {Map.class});
    }

    private static boolean takesConfig(Constructor<?> constructor) {
        return constructor.getParameterCount() == 1 && Config.class.isAssignableFrom(constructor.getParameterTypes()[0]);
    }

    /// By a constructor without arguments; what the file says is set afterwards.
    private static <T> T plain(Class<T> type, Map<?, ?> values) throws ReflectiveOperationException {
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        T made = constructor.newInstance();
        if (made instanceof KerasObject object) {
            fill(object.config(), values, type);
        }
        return made;
    }

    private static <C extends Config> C config(Class<C> type, Map<?, ?> values, Class<?> owner) throws ReflectiveOperationException {
        Constructor<C> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        C config = constructor.newInstance();
        fill(config, values, owner);
        return config;
    }

    private static void fill(Config config, Map<?, ?> values, Class<?> owner) throws IllegalAccessException {
        for (Keys.Entry entry : known(config.getClass(), values, owner)) {
            if (values.containsKey(entry.key())) {
                entry.field().set(config, converted(entry, values, owner));
            }
        }
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
        Set<String> keys = entries.stream().map(Keys.Entry::key).collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> unknown = values.entrySet().stream().filter(entry -> !keys.contains(entry.getKey()) && !isHarmless(entry.getKey(), entry.getValue()))
                .map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(owner.getSimpleName() + nameIn(values) + ": expected keys " + keys + ", got also "
                    + String.join(", ", unknown) + ". Was the file written by a newer Keras?");
        }
        return entries;
    }

    /// Keys of other versions of Keras 3, or of layers that leave their configuration to Keras, that say nothing at these values.
    private static boolean isHarmless(Object key, @Nullable Object value) {
        return key.equals("seed") || key.equals("autocast") && Boolean.TRUE.equals(value) || (value == null || Boolean.FALSE.equals(value)) && OF_OTHER_VERSIONS.contains(key);
    }

    private static String nameIn(@Nullable Object config) {
        return config instanceof Map<?, ?> map && map.get("name") instanceof String name ? " '" + name + "'" : "";
    }

    private static @Nullable Object converted(Keys.Entry entry, Map<?, ?> values, Class<?> owner) {
        try {
            return convert(entry.field().getGenericType(), values.get(entry.key()));
        } catch (ClassCastException e) {
            throw unlike(entry, values, owner, "", e);                // Java's own words are of its classes
        } catch (IllegalArgumentException e) {
            throw unlike(entry, values, owner, " " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unlike(Keys.Entry entry, Map<?, ?> values, Class<?> owner, String why, RuntimeException cause) {
        return new IllegalArgumentException(owner.getSimpleName() + nameIn(values) + " > " + entry.key() + ": expected "
                + inWords(entry.field().getType()) + ", got " + values.get(entry.key()) + "." + why, cause);
    }

    private static String inWords(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "long", "Integer", "Long" -> "a whole number";
            case "double", "Double", "Number" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "a text";
            case "List" -> "a list";
            case String name -> ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
        };
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
            if (e.getCause() instanceof ClassCastException || e.getCause() instanceof NullPointerException) {
                throw (ClassCastException) new ClassCastException("of another kind").initCause(e);      // as where it isn't read by a method of its own
            }
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
            return (int) whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(number, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        return type == double.class || type == Double.class ? (Object) number.doubleValue() : type.cast(number);
    }

    private static long whole(Number number, long least, long most) {
        if (number.doubleValue() != Math.rint(number.doubleValue())) {
            throw new IllegalArgumentException("It must be whole.");
        }
        if (!(number.doubleValue() >= least && number.doubleValue() <= most)) {
            throw new IllegalArgumentException("It must be from " + least + " to " + most + ".");
        }
        return number.longValue();
    }

    private static Object constant(Class<?> type, String name) {
        return Stream.of(type.getEnumConstants()).filter(constant -> name.equals(Keys.kerasValue(constant))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Choose one of "
                        + Stream.of(type.getEnumConstants()).map(constant -> String.valueOf(Keys.kerasValue(constant))).collect(Collectors.joining(", ")) + "."));
    }
}
