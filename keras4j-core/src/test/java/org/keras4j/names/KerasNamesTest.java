package org.keras4j.names;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keras' public names (`golden/names.json`, which the real Keras wrote) against ours: what is missing is known, and `docs/keras-names.md`
/// says so. `-Dgolden.update` writes that page anew.
class KerasNamesTest {
    private static final Path PAGE = Path.of("..", "docs", "keras-names.md");

    /// In which of our rooms the names of a module of Keras are.
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("metrics", List.of("metrics", "losses")), Map.entry("optimizers.schedules", List.of("schedules")),
            Map.entry("activations", List.of("activations", "ops")), Map.entry("ops.image", List.of("ops")), Map.entry("random", List.of("ops")),
            Map.entry("utils", List.of("utils", "data", "datasets", "models", "config", "text", "saving", "callbacks")),
            Map.entry("datasets", List.of("datasets", "data")), Map.entry("models", List.of("models", "saving")),
            Map.entry("saving", List.of("saving", "models", "config")));

    enum State { THERE, PARTLY, NOT_THERE }

    /// @param where our name for it, or what is to be said of it
    record Entry(String module, String name, List<String> aliases, State state, String where) {
        String key() {
            return module + "." + name;
        }
    }

    private record Remark(State state, String text) {}

    private static String version;
    private static final Map<String, Remark> REMARKS = new LinkedHashMap<>();
    private static final List<Entry> ENTRIES = new ArrayList<>();

    @BeforeAll
    static void readBoth() throws Exception {
        for (String line : resource("/names/remarks.txt").lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
            String[] parts = line.split("\\s*\\|\\s*", 3);
            REMARKS.put(parts[0].strip(), new Remark(State.valueOf(parts[1].strip().toUpperCase(Locale.ROOT).replace(' ', '_')), parts[2]));
        }
        OurNames ours = OurNames.read();
        JsonNode theirs = new JsonMapper().readTree(resource("/golden/names.json"));
        version = theirs.get("keras").stringValue();
        for (var module : theirs.get("names").properties()) {
            for (var name : module.getValue().properties()) {
                List<String> aliases = name.getValue().valueStream().map(JsonNode::stringValue).toList();
                ENTRIES.add(entry(ours, module.getKey(), name.getKey(), aliases));
            }
        }
    }

    private static Entry entry(OurNames ours, String module, String name, List<String> aliases) {
        Optional<String> found = Stream.concat(Stream.of(name), aliases.stream()).map(each -> each.replace(".load_data", ""))
                .flatMap(each -> ours.find(ROOMS.getOrDefault(module, List.of(module)), each).stream()).findFirst();
        Remark remark = REMARKS.get(module + "." + name);
        if (remark != null) {
            String where = found.filter(_ -> remark.state != State.NOT_THERE).map(here -> "`" + here + "`: ").orElse("");
            return new Entry(module, name, aliases, remark.state, where + remark.text);
        }
        return new Entry(module, name, aliases, found.isPresent() ? State.THERE : State.NOT_THERE, found.map(here -> "`" + here + "`").orElse(""));
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(KerasNamesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A name may be missing only for a reason in `names/remarks.txt`.
    @ParameterizedTest
    @ValueSource(strings = {"losses", "metrics", "activations", "initializers", "regularizers", "constraints"})
    void theModuleIsComplete(String module) {
        assertThat(ENTRIES.stream().filter(entry -> entry.module.equals(module)).toList()).isNotEmpty()
                .filteredOn(entry -> entry.state == State.NOT_THERE && !REMARKS.containsKey(entry.key())).isEmpty();
    }

    @Test
    void remarksAreOfNamesThatThereAre() {
        assertThat(REMARKS.keySet()).isSubsetOf(ENTRIES.stream().map(Entry::key).toList());
    }

    @Test
    void thePageSaysWhatThereIs() throws IOException {
        String expected = page();
        if (System.getProperty("golden.update") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(PAGE).as("docs/keras-names.md: run this test with -Dgolden.update, and review what changed").hasContent(expected);
    }

    private static String page() {
        var page = new StringBuilder("""
                # Keras' names, and ours

                Every public name of Keras %s, and what it is called here. This page is written by `KerasNamesTest` from the classes of this
                library, the list that `tools/golden/make names` reads out of Keras, and the remarks in
                `keras4j-core/src/test/resources/names/remarks.txt`:

                    ./mvnw -pl keras4j-core -am test -Dtest=KerasNamesTest -Dgolden.update -Dsurefire.failIfNoSpecifiedTests=false

                `get`, `serialize` and `deserialize` of each module are `of` here (`Losses.of("mse")`) and `FromKeras`.

                | module | names | there | partly | not there |
                |---|---|---|---|---|
                """.formatted(version));
        SequencedMap<String, List<Entry>> modules = ENTRIES.stream().collect(Collectors.groupingBy(Entry::module, LinkedHashMap::new, Collectors.toList()));
        modules.forEach((module, entries) -> page.append("| [keras.").append(module).append("](#keras").append(module.replace(".", "")).append(") | ").append(entries.size())
                .append(Stream.of(State.values()).map(state -> " | " + entries.stream().filter(entry -> entry.state == state).count()).collect(Collectors.joining()))
                .append(" |\n"));
        modules.forEach((module, entries) -> {
            page.append("\n## keras.").append(module).append("\n\n| Keras | | here |\n|---|---|---|\n");
            entries.forEach(entry -> page.append("| ").append(Stream.concat(Stream.of(entry.name), entry.aliases.stream()).map(name -> "`" + name + "`").collect(Collectors.joining(", ")))
                    .append(" | ").append(entry.state.name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(" | ").append(entry.where).append(" |\n"));
        });
        return page.toString();
    }
}
