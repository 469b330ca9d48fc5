package org.keras4j.engine.cpu.loops;

import module java.base;
import org.keras4j.engine.tensor.DType;

/// How the constants of this package are called as methods of [ScalarLanes] and its vector siblings, which the printed
/// kernels call: `NOT_EQUAL` is `notEqual`.
final class MethodName {
    private MethodName() {}

    static String of(String constant) {
        var words = constant.toLowerCase(Locale.ROOT).split("_");
        return words[0] + Stream.of(words).skip(1).map(MethodName::capital).collect(Collectors.joining());
    }

    static String load(DType dtype)    { return "load" + capital(dtype.toString()); }
    static String store(DType dtype)   { return "store" + capital(dtype.toString()); }
    static String convert(Lane lane)   { return "to" + capital(lane.toString()); }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
