package org.keras4j.golden;

import module java.base;
import static org.assertj.core.api.Assertions.assertThat;

import org.keras4j.config.FromKeras;
import org.keras4j.config.Savable;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One case of numbers from the real Keras: see `tools/golden/README.md`.
///
/// @param node the case as it stands in the JSON
/// @param arrays all arrays of its group
public record GoldenCase(String group, JsonNode node, Map<String, NDArray> arrays) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /// The cases of `golden/FAMILY/GROUP.json`, of which there is at least one.
    public static Stream<GoldenCase> of(String family, String group) {
        Path json = resource(family + "/" + group + ".json");
        Path npz = json.resolveSibling(group + ".npz");
        Map<String, NDArray> arrays = Files.exists(npz) ? Npz.read(npz) : Map.of();
        List<GoldenCase> cases = MAPPER.readTree(json.toFile()).get("cases").valueStream()
                .map(node -> new GoldenCase(group, node, arrays)).toList();
        assertThat(cases).isNotEmpty();
        return cases.stream();
    }

    /// The cases of all groups of a family.
    public static Stream<GoldenCase> all(String family) {
        try (var files = Files.list(resource(family))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")).sorted()
                    .map(name -> name.replace(".json", "")).toList().stream().flatMap(group -> of(family, group));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What Keras saved as this module's, made here.
    public Savable made(String module) {
        return FromKeras.object(Map.of("module", module, "class_name", className(), "config", MAPPER.convertValue(config(), Map.class)));
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(GoldenCase.class.getResource("/golden/" + name), name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public String name()      { return node.get("case").stringValue(); }
    public String className() { return node.get("class_name").stringValue(); }
    public double tolerance() { return node.get("tolerance").doubleValue(); }
    public JsonNode config()  { return node.get("config"); }

    /// What stands under these keys of the case.
    public JsonNode at(String... keys) {
        JsonNode at = node;
        for (String key : keys) {
            at = Objects.requireNonNull(at.get(key), key);
        }
        return at;
    }

    /// The array that `named` names.
    public NDArray array(JsonNode named) {
        return Objects.requireNonNull(arrays.get(named.stringValue()), named.stringValue());
    }

    public Optional<NDArray> optional(JsonNode named) {
        return named == null || named.isNull() ? Optional.empty() : Optional.of(array(named));
    }

    public NDArray array(String... keys) {
        return array(at(keys));
    }

    /// `|actual − expected| ≤ tolerance · (|expected| + max |expected|)`, and the same shape.
    public void assertClose(NDArray actual, NDArray expected, String what) {
        assertClose(actual, expected, tolerance(), what);
    }

    public void assertClose(NDArray actual, NDArray expected, double tolerance, String what) {
        assertThat(actual.shape()).as(this + " " + what).isEqualTo(expected.shape());
        double largest = expected.elements() == 0 ? 0 : expected.abs().max().item();
        for (long i = 0; i < expected.elements(); i++) {
            double wanted = expected.at(i);
            assertThat(Math.abs(actual.at(i) - wanted))
                    .as("%s %s, element %d of %s: expected %s, got %s", this, what, i, expected.shape(), wanted, actual.at(i))
                    .isLessThanOrEqualTo(tolerance * (Math.abs(wanted) + largest));
        }
    }

    /// Its configuration is that of the case, key by key in this order, and makes the same object when it is read.
    public void assertConfig(Savable object) {
        assertThat(object.className()).isEqualTo(className());
        String expected = MAPPER.writeValueAsString(withoutBuilds(config().deepCopy()));
        assertThat(written(object)).as(this + " config").isEqualTo(expected);
        Savable read = FromKeras.object(Map.of("module", object.module(), "class_name", className(), "config", MAPPER.convertValue(config(), Map.class)));
        assertThat(read).hasSameClassAs(object);
        assertThat(written(read)).as(this + " config, written and read").isEqualTo(expected);
    }

    private static String written(Savable object) {
        return MAPPER.writeValueAsString(withoutBuilds(MAPPER.valueToTree(object.kerasConfig())));
    }

    /// Of parts that are built Keras notes the shape too, which they follow from anyway.
    private static JsonNode withoutBuilds(JsonNode config) {
        if (config instanceof ObjectNode object) {
            object.remove("build_config");
        }
        config.forEach(GoldenCase::withoutBuilds);
        return config;
    }

    @Override
    public String toString() {
        return group + "/" + name();
    }
}
