package org.keras4j.ops;

import module java.base;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

/// A pattern such as `b (h w) c -> b h w c`: axes are split as the left side says, put in the order of the right side, and joined as
/// that says.
final class Rearrangement {
    private final String pattern;
    private final Map<String, Long> sizes;
    private final List<List<String>> left;
    private final List<List<String>> right;

    Rearrangement(String pattern, Map<String, Long> sizes) {
        this.pattern = pattern;
        this.sizes = sizes;
        String[] sides = pattern.split("->");
        if (sides.length != 2) {
            throw wrong("one arrow");
        }
        left = groups(sides[0]);
        right = groups(sides[1]);
        List<String> before = left.stream().flatMap(List::stream).toList();
        List<String> after = right.stream().flatMap(List::stream).toList();
        if (before.stream().distinct().count() != before.size() || !before.stream().sorted().toList().equals(after.stream().sorted().toList())) {
            throw wrong("each name once on either side");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("rearrange: expected " + expected + ", got \"" + pattern + "\" with " + sizes + ". See einops.");
    }

    /// A list of names for each axis; none for an axis of size 1.
    private static List<List<String>> groups(String side) {
        var groups = new ArrayList<List<String>>();
        Matcher matcher = Pattern.compile("\\(([^)]*)\\)|(\\w+)").matcher(side);
        while (matcher.find()) {
            String names = matcher.group(1) != null ? matcher.group(1).strip() : matcher.group(2);
            groups.add(names.isEmpty() || names.equals("1") ? List.of() : List.of(names.split("\\s+")));
        }
        return groups;
    }

    Value of(Value x) {
        if (x.rank() != left.size()) {
            throw wrong(left.size() + " axes, not those of " + x.type());
        }
        var known = new LinkedHashMap<String, Long>();
        for (int axis = 0; axis < left.size(); axis++) {
            List<String> names = left.get(axis);
            long given = names.stream().mapToLong(name -> sizes.getOrDefault(name, 1L)).reduce(1, (a, b) -> a * b);
            List<String> open = names.stream().filter(name -> !sizes.containsKey(name)).toList();
            long size = x.shape().size(axis);
            if (open.size() > 1 || given == 0 || size % given != 0 || open.isEmpty() && size != given) {
                throw wrong("sizes that make up axis " + axis + " of " + x.type());
            }
            names.forEach(name -> known.put(name, sizes.containsKey(name) ? sizes.get(name) : size / given));
        }
        List<String> before = List.copyOf(known.keySet());
        int[] order = right.stream().flatMap(List::stream).mapToInt(before::indexOf).toArray();
        Value split = Ops.reshape(x, Shape.of(known.values().stream().mapToLong(Long::longValue).toArray()));
        Value moved = order.length == 0 ? split : Ops.transpose(split, order);
        return Ops.reshape(moved, Shape.of(right.stream().mapToLong(names -> names.stream().mapToLong(known::get).reduce(1, (a, b) -> a * b)).toArray()));
    }
}
