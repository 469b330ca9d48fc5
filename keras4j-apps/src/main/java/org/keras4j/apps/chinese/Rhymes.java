package org.keras4j.apps.chinese;

import module java.base;
import tools.jackson.databind.json.JsonMapper;

/// The Pingshui rhyme groups (平水韵): 105 of them, from
/// [chinese_word_rhyme](https://github.com/charlesix59/chinese_word_rhyme) (MIT). Its 8,232 characters are simplified ones, so that
/// others are converted before a look-up; without that a third of a traditional text is missed.
public final class Rhymes {
    private static final String TABLE = "Pingshui_Rhyme.json";

    private final Map<Integer, Set<RhymeGroup>> groups = new HashMap<>();
    private final List<RhymeGroup> all = new ArrayList<>();

    private Rhymes() {}

    public static Rhymes load() {
        var rhymes = new Rhymes();
        try (var in = Resources.open(TABLE)) {
            for (var part : JsonMapper.shared().readTree(in).properties()) {
                for (var entry : part.getValue().properties()) {
                    rhymes.add(new RhymeGroup(RhymeGroup.Part.of(part.getKey()), entry.getKey()),
                            entry.getValue().values().stream().map(node -> node.asString()).toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + ": cannot be read: " + e.getMessage(), e);
        }
        return rhymes;
    }

    private void add(RhymeGroup group, List<String> characters) {
        all.add(group);
        characters.forEach(c -> groups.computeIfAbsent(c.codePointAt(0), _ -> new LinkedHashSet<>()).add(group));
    }

    /// {@return the groups of a character in either script; none if the table lacks it; several for one with several readings}
    public Set<RhymeGroup> of(int character) {
        var known = groups.get(character);
        if (known == null) {
            known = groups.get(ChineseScript.simplified(Character.toString(character)).codePointAt(0));
        }
        return known == null ? Set.of() : Collections.unmodifiableSet(known);
    }

    /// {@return the thirty level groups, in the order of the table}
    public List<RhymeGroup> level() {
        return all.stream().filter(RhymeGroup::isLevel).toList();
    }

    /// {@return the groups that all these characters share}
    public Set<RhymeGroup> shared(IntStream characters) {
        return characters.mapToObj(this::of).reduce(Rhymes::common).orElse(Set.of());
    }

    /// {@return the level group that a user means by its name (一东), its head (东, 東) or, where that is plain, any character of it}
    ///
    /// @throws IllegalArgumentException if that names none, or several
    public RhymeGroup level(String wanted) {
        var name = ChineseScript.simplified(wanted.strip());
        var named = level().stream().filter(g -> g.name().equals(name) || g.head().equals(name)).toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        var holding = name.codePointCount(0, name.length()) == 1 ? of(name.codePointAt(0)).stream().filter(RhymeGroup::isLevel).toList() : List.<RhymeGroup>of();
        if (holding.size() != 1) {
            throw new IllegalArgumentException("Rhyme '" + wanted + "': expected a level group of the Pingshui table, or a character of just one, got "
                    + (holding.isEmpty() ? "neither" : holding.stream().map(RhymeGroup::name).collect(Collectors.joining(" and ")))
                    + ". Choose one of " + level().stream().map(RhymeGroup::name).collect(Collectors.joining(" ")) + ".");
        }
        return holding.getFirst();
    }

    static Set<RhymeGroup> common(Set<RhymeGroup> a, Set<RhymeGroup> b) {
        var both = new LinkedHashSet<>(a);
        both.retainAll(b);
        return both;
    }
}
