package org.keras4j.conformance;

import module java.base;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `config.json` of a file of ours beside that of Keras' file which it came from.
final class SavedConfig {
    /// What Keras writes and nobody needs: numbers of Python's objects, and shapes for layers that are built without.
    private static final Set<String> NEEDLESS = Set.of("shared_object_id", "build_config");
    /// Keras resolves it for its back end.
    private static final String JIT = "jit_compile";
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private SavedConfig() {}

    /// Each place that differs, with what stands there in both.
    static List<String> differences(Path keras, Path ours) {
        var found = new ArrayList<String>();
        compare("", config(keras), config(ours), found);
        return found;
    }

    private static JsonNode config(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            return MAPPER.readTree(zip.getInputStream(zip.getEntry("config.json")).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read.", e);
        }
    }

    private static void compare(String path, JsonNode keras, JsonNode ours, List<String> found) {
        if (keras.isObject() && ours.isObject()) {
            var keys = new TreeSet<>(keras.propertyNames());
            keys.addAll(ours.propertyNames());
            keys.remove(JIT);
            for (String key : keys) {
                if (ours.has(key) && keras.has(key)) {
                    compare(path + "/" + key, keras.get(key), ours.get(key), found);
                } else if (ours.has(key) || !NEEDLESS.contains(key)) {
                    found.add(path + "/" + key + ": only " + (ours.has(key) ? "ours, " + ours.get(key) : "Keras', " + keras.get(key)));
                }
            }
        } else if (keras.isArray() && ours.isArray() && keras.size() == ours.size()) {
            for (int i = 0; i < keras.size(); i++) {
                compare(path + "/" + i, keras.get(i), ours.get(i), found);
            }
        } else if (keras.isNumber() && ours.isNumber() ? keras.doubleValue() != ours.doubleValue() : !keras.equals(ours)) {
            found.add(path + ": Keras' " + keras + ", ours " + ours);
        }
    }
}
