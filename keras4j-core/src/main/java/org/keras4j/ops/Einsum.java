package org.keras4j.ops;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.Shape;

/// A formula of sums of products, two operands at a time: each step is one product of matrices between transpositions.
final class Einsum {
    /// What stands for axes that `...` stands for: the last is the first letter.
    private static final String UNNAMED = "ZYXWVUTSRQPONMLKJIHGFEDCBA";

    /// An operand and the letter of each axis.
    private record Term(Value value, String letters) {}

    private final String formula;
    private final List<Term> terms = new ArrayList<>();
    private final String result;

    Einsum(String formula, List<Value> operands) {
        this.formula = formula.replace(" ", "");
        String[] sides = this.formula.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        if (sides.length > 2 || inputs.length != operands.size()) {
            throw wrong("a formula with letters for " + operands.size() + " operands");
        }
        String unnamed = "";
        for (int i = 0; i < inputs.length; i++) {
            Value operand = operands.get(i);
            int dots = operand.rank() - inputs[i].replace("...", "").length();
            if (dots < 0 || dots > 0 && !inputs[i].contains("...")) {
                throw wrong("a letter for each axis of " + operand.type());
            }
            String rest = UNNAMED.substring(UNNAMED.length() - 1 - dots, UNNAMED.length() - 1);
            unnamed = rest.length() > unnamed.length() ? rest : unnamed;
            terms.add(single(operand, inputs[i].replace("...", rest)));
        }
        result = sides.length == 2 ? sides[1].replace("...", unnamed) : unnamed + once(sides[0]);
        if (!result.chars().allMatch(letter -> terms.stream().anyMatch(term -> term.letters.indexOf(letter) >= 0))
                || result.chars().distinct().count() != result.length()) {
            throw wrong("each letter of the result once, and before the arrow too");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("einsum: expected " + expected + ", got \"" + formula + "\". See numpy.einsum.");
    }

    /// Without an arrow the letters that stand once remain, in order of the alphabet.
    private static String once(String inputs) {
        return inputs.chars().filter(Character::isLetter).filter(letter -> inputs.indexOf(letter) == inputs.lastIndexOf(letter)).sorted()
                .mapToObj(Character::toString).collect(Collectors.joining());
    }

    /// Axes with one letter become their diagonal.
    private static Term single(Value value, String letters) {
        for (int axis = 0; axis < letters.length(); axis++) {
            int other = letters.indexOf(letters.charAt(axis), axis + 1);
            if (other > 0) {
                String rest = new StringBuilder(letters).deleteCharAt(other).deleteCharAt(axis).append(letters.charAt(axis)).toString();
                return single(Ops.diagonal(value, 0, axis, other), rest);
            }
        }
        return new Term(value, letters);
    }

    Value value() {
        Term product = terms.getFirst();
        for (int i = 1; i < terms.size(); i++) {
            String needed = result + terms.subList(i + 1, terms.size()).stream().map(Term::letters).collect(Collectors.joining());
            product = product(product, terms.get(i), needed);
        }
        Term summed = summed(product, result, null);
        return ordered(summed, result);
    }

    /// Without the letters that neither stand in `needed` nor in the other.
    private static Term summed(Term term, String needed, @Nullable Term other) {
        int[] gone = IntStream.range(0, term.letters.length())
                .filter(axis -> needed.indexOf(term.letters.charAt(axis)) < 0 && (other == null || other.letters.indexOf(term.letters.charAt(axis)) < 0))
                .toArray();
        return gone.length == 0 ? term : new Term(Ops.sum(term.value, gone), without(term.letters, letter -> IntStream.of(gone)
                .anyMatch(axis -> term.letters.charAt(axis) == letter)));
    }

    private static String without(String letters, IntPredicate gone) {
        return letters.chars().filter(letter -> !gone.test(letter)).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private Term product(Term first, Term second, String needed) {
        Term a = summed(first, needed, second);
        Term b = summed(second, needed, first);
        String both = without(a.letters, letter -> b.letters.indexOf(letter) < 0);
        String batch = without(both, letter -> needed.indexOf(letter) < 0);
        String inner = without(both, letter -> needed.indexOf(letter) >= 0);
        String left = without(a.letters, letter -> both.indexOf(letter) >= 0);
        String right = without(b.letters, letter -> both.indexOf(letter) >= 0);
        Map<Character, Long> sizes = sizes(a, b);
        String all = batch + left + right;
        if (inner.isEmpty()) {
            return new Term(Ops.multiply(spread(a, all), spread(b, all)), all);
        }
        Value rows = Ops.reshape(stretched(a, batch + left + inner, sizes), shape(sizes, batch, left, inner));
        Value columns = Ops.reshape(stretched(b, batch + inner + right, sizes), shape(sizes, batch, inner, right));
        Shape result = Shape.of(all.chars().mapToLong(letter -> sizes.get((char) letter)).toArray());
        return new Term(Ops.reshape(Ops.matmul(rows, columns), result), all);
    }

    private Map<Character, Long> sizes(Term a, Term b) {
        var sizes = new HashMap<Character, Long>();
        for (Term term : List.of(a, b)) {
            for (int axis = 0; axis < term.letters.length(); axis++) {
                long size = term.value.shape().size(axis);
                long known = sizes.merge(term.letters.charAt(axis), size, (x, y) -> x == 1 ? y : x);
                if (size != known && size != 1) {
                    throw new ShapeException("einsum", "one size of axis " + term.letters.charAt(axis) + " in \"" + formula + "\"",
                            a.value.type() + " and " + b.value.type(), "Check the letters.");
                }
            }
        }
        return sizes;
    }

    private static Shape shape(Map<Character, Long> sizes, String... groups) {
        Shape shape = Shape.of();
        for (int i = 0; i < groups.length; i++) {
            long[] own = groups[i].chars().mapToLong(letter -> sizes.get((char) letter)).toArray();
            shape = shape.concat(i == 0 ? Shape.of(own) : Shape.of(LongStream.of(own).reduce(1, (x, y) -> x * y)));
        }
        return shape;
    }

    private static Value ordered(Term term, String letters) {
        return Ops.transpose(term.value, order(term, letters));
    }

    private static int[] order(Term term, String letters) {
        return letters.chars().map(term.letters::indexOf).toArray();
    }

    private static Value stretched(Term term, String letters, Map<Character, Long> sizes) {
        return Ops.broadcastTo(ordered(term, letters), Shape.of(letters.chars().mapToLong(letter -> sizes.get((char) letter)).toArray()));
    }

    /// With axes of size 1 for the letters that it lacks.
    private static Value spread(Term term, String letters) {
        Value ordered = ordered(term, without(letters, letter -> term.letters.indexOf(letter) < 0));
        Shape shape = ordered.shape();
        for (int axis = 0; axis < letters.length(); axis++) {
            if (term.letters.indexOf(letters.charAt(axis)) < 0) {
                shape = shape.insert(axis, 1);
            }
        }
        return Ops.reshape(ordered, shape);
    }
}
