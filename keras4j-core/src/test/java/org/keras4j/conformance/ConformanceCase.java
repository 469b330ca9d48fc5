package org.keras4j.conformance;

import module java.base;
import org.keras4j.config.FromKeras;
import org.keras4j.data.Element;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.models.Model;
import org.keras4j.text.Texts;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model of `conformance/`, unpacked into a folder, with what Keras says of it (see the README there).
record ConformanceCase(JsonNode entry, Path folder, Map<String, NDArray> arrays) {
    private static final Path HOME = Path.of("../conformance");
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    static List<JsonNode> manifest() {
        return json(HOME.resolve("manifest.json")).get("cases").valueStream().toList();
    }

    static ConformanceCase unpack(JsonNode entry, Path folder) {
        Path archive = HOME.resolve(entry.get("name").stringValue() + ".zip");
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry member = zip.getNextEntry(); member != null; member = zip.getNextEntry()) {
                Files.copy(zip, folder.resolve(member.getName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(archive + ": cannot be unpacked.", e);
        }
        var arrays = new HashMap<>(Npz.read(folder.resolve("arrays.npz")));
        entry.path("texts").propertyStream().forEach(texts -> arrays.put(texts.getKey(), Texts.table(texts.getValue().valueStream()
                .map(sample -> sample.isArray() ? sample.valueStream().map(JsonNode::stringValue).toList() : List.of(sample.stringValue())).toList())));
        return new ConformanceCase(entry, folder, arrays);
    }

    private static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read.", e);
        }
    }

    String name()       { return entry.get("name").stringValue(); }
    int steps()         { return entry.get("steps").intValue(); }
    double tolerance()  { return entry.get("tolerance").doubleValue(); }

    /// The `.keras` file, if that is the case's form.
    Optional<Path> kerasFile() {
        return entry.get("form").stringValue().equals("keras") ? Optional.of(folder.resolve(entry.get("file").stringValue())) : Optional.empty();
    }

    /// As the file says: with its optimizer, if it has one.
    Model load() {
        Path file = folder.resolve(entry.get("file").stringValue());
        return switch (entry.get("form").stringValue()) {
            case "keras", "legacy" -> Model.load(file);
            default -> {
                Model model = fromConfig(MAPPER.convertValue(json(folder.resolve(entry.get("config").stringValue())), Map.class));
                model.loadWeights(file);
                yield model;
            }
        };
    }

    private static Model fromConfig(Map<?, ?> description) {
        Model model = (Model) FromKeras.object(description);
        if (description.get("compile_config") instanceof Map<?, ?> compile && !compile.isEmpty()) {
            model.compileFromConfig(compile);
        }
        return model;
    }

    // ---- arrays ----------------------------------------------------------------------------------------------------

    NDArray array(String name) {
        return arrays.get(name);
    }

    List<NDArray> predictions() {
        return list(entry.get("predict"));
    }

    List<NDArray> predict(Model model) {
        JsonNode x = entry.get("x");
        return x.isObject() ? model.predict(named(x)) : model.predict(list(x));
    }

    Element batch(Model model) {
        JsonNode x = entry.get("x");
        JsonNode y = entry.get("y");
        return x.isObject() ? model.named(named(x), named(y)) : new Element(list(x), list(y), List.of());
    }

    private Map<String, NDArray> named(JsonNode names) {
        var named = new TreeMap<String, NDArray>();
        names.propertyStream().forEach(entry -> named.put(entry.getKey(), arrays.get(entry.getValue().stringValue())));
        return named;
    }

    /// In Keras' order: dictionaries by their sorted keys.
    private List<NDArray> list(JsonNode names) {
        if (names.isString()) {
            return List.of(arrays.get(names.stringValue()));
        }
        Stream<JsonNode> parts = names.isArray() ? names.valueStream()
                : names.propertyStream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
        return parts.flatMap(part -> list(part).stream()).toList();
    }

    // ---- training --------------------------------------------------------------------------------------------------

    /// What Keras reports of the step.
    SequencedMap<String, Double> logs(int step) {
        var logs = new LinkedHashMap<String, Double>();
        entry.get("logs").propertyStream().forEach(log -> logs.put(log.getKey(), log.getValue().get(step).get(0).doubleValue()));
        return logs;
    }
}
