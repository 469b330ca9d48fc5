package org.keras4j.saving;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.text.PythonNumbers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as Python's `json` module reads and writes it: `NaN` is a number, and text is ASCII.
final class Json {
    /// Models within models make deep configurations; deeper ones would only exhaust the stack.
    private static final int DEPTH = 500;
    /// What Jackson adds about where it reads from.
    private static final Pattern ABOUT_SOURCE = Pattern.compile(" ?\\((start marker )?at \\[Source: [^]]*]\\)");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).maxStringLength(Integer.MAX_VALUE).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build()).build();

    private Json() {}

    /// The object that a text holds.
    ///
    /// @throws FormatException naming the byte, when it isn't one
    static Map<?, ?> object(byte[] text) {
        Object found;
        try {
            found = MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new FormatException((at < 0 ? "" : "byte " + at + ": ") + "expected a JSON object, got: " + ABOUT_SOURCE.matcher(e.getOriginalMessage()).replaceAll("")
                    + ". The file is damaged or something else.", e);
        }
        if (found instanceof Map<?, ?> object) {
            return object;
        }
        throw new FormatException("expected a JSON object, got " + (found instanceof List ? "a list" : text(found)) + ". The file is something else.");
    }

    /// One line, as `json.dumps` writes it.
    static String text(@Nullable Object value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String string -> quote(string, out);
            case Float number -> out.append(PythonNumbers.repr(number));
            case Double number -> out.append(PythonNumbers.repr(number));
            case Number whole -> out.append(whole);
            case Boolean truth -> out.append(truth);
            case Map<?, ?> map -> {
                String separator = "{";
                for (var entry : map.entrySet()) {
                    out.append(separator);
                    quote(String.valueOf(entry.getKey()), out);
                    out.append(": ");
                    write(entry.getValue(), out);
                    separator = ", ";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case Collection<?> items -> {
                String separator = "[";
                for (Object item : items) {
                    out.append(separator);
                    write(item, out);
                    separator = ", ";
                }
                out.append(items.isEmpty() ? "[]" : "]");
            }
            default -> throw new IllegalArgumentException("JSON: expected numbers, texts, lists and maps, got a " + value.getClass().getName()
                    + ": " + value + ".");
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        out.append('"');
    }
}
