package org.keras4j.apps.chinese;

import module java.base;

/// Conversion between traditional and simplified characters, one by one, by the tables of
/// [OpenCC](https://github.com/BYVoid/OpenCC) (Apache-2.0). Where a character has several counterparts (发: 發 or 髮), the tables' first is
/// taken; what is in no table stays as it is.
public final class ChineseScript {
    private static final Map<Integer, List<String>> SIMPLIFIED = table("TSCharacters.txt");
    private static final Map<Integer, List<String>> TRADITIONAL = table("STCharacters.txt");

    private ChineseScript() {}

    /// {@return the text in simplified characters}
    public static String simplified(String text) {
        return converted(text, SIMPLIFIED);
    }

    /// {@return the text in traditional characters}
    public static String traditional(String text) {
        return converted(text, TRADITIONAL);
    }

    /// {@return all traditional counterparts of a simplified character, the usual one first; none if the table lacks it}
    public static List<String> traditionalForms(int character) {
        return TRADITIONAL.getOrDefault(character, List.of());
    }

    private static String converted(String text, Map<Integer, List<String>> table) {
        return text.codePoints().mapToObj(c -> table.containsKey(c) ? table.get(c).getFirst() : Character.toString(c)).collect(Collectors.joining());
    }

    private static Map<Integer, List<String>> table(String name) {
        return Resources.lines(name).filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\t"))
                .collect(Collectors.toMap(row -> row[0].codePointAt(0), row -> List.of(row[1].split(" "))));
    }
}
