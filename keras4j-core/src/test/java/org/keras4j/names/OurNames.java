package org.keras4j.names;

import module java.base;
import org.keras4j.activations.Activations;
import org.keras4j.config.Config;
import org.keras4j.layers.Layer;

/// What users of this library can name: public classes, static methods and constants, by room.
final class OurNames {
    private final Map<String, Map<String, String>> classes = new TreeMap<>();
    private final Map<String, Map<String, String>> members = new TreeMap<>();

    private OurNames() {}

    /// All that stands in the same place as [Layer].
    static OurNames read() throws Exception {
        var names = new OurNames();
        Path root = Path.of(Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '.').replaceAll("\\.class$", "");
                if (name.startsWith("org.keras4j.") && !name.contains("$") && !name.endsWith("-info")) {
                    names.add(Class.forName(name, false, OurNames.class.getClassLoader()));
                }
            }
        }
        Stream.of(Activations.values()).forEach(activation -> names.put("activations", activation.kerasName(), "Activations." + activation.name()));
        return names;
    }

    private void add(Class<?> type) {
        if (!Modifier.isPublic(type.getModifiers())) {
            return;
        }
        String room = type.getPackageName().replaceFirst("org\\.keras4j\\.?", "");
        if (!Config.class.isAssignableFrom(type)) {
            classes.computeIfAbsent(room, _ -> new LinkedHashMap<>()).putIfAbsent(plain(type.getSimpleName()), type.getSimpleName());
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                String here = type.getSimpleName() + "." + method.getName();
                put(room, method.getName(), here);
                put(room, type.getSimpleName() + "." + method.getName(), here);
            }
        }
    }

    private void put(String room, String name, String here) {
        members.computeIfAbsent(room, _ -> new LinkedHashMap<>()).putIfAbsent(plain(name), here);
    }

    /// Where one of these rooms has a name, whose words Keras may join otherwise: a class rather than a function where Keras' is a class.
    Optional<String> find(List<String> among, String name) {
        var places = Character.isUpperCase(name.charAt(0)) ? List.of(classes, members) : List.of(members, classes);
        return places.stream().flatMap(rooms -> among.stream().map(room -> rooms.getOrDefault(room, Map.of()).get(plain(name)))).filter(Objects::nonNull).findFirst();
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
