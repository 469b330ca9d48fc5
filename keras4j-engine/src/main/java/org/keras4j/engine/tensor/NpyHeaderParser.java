package org.keras4j.engine.tensor;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.NpyHeader.Layout;
import org.keras4j.engine.tensor.NpyHeader.Meaning;

/// Reads the little of Python's syntax that headers of `.npy` files are written in, and nothing more.
final class NpyHeaderParser {
    private final String file;
    private final long start;
    private final String text;
    private int at;

    private static final Pattern STRINGS = Pattern.compile("([SaU])([1-9][0-9]{0,8})");

    private @Nullable DType dtype;
    private Meaning meaning = Meaning.NUMBERS;
    /// How many bytes or characters a string has; 0 for numbers.
    private int width;
    private ByteOrder order = ByteOrder.nativeOrder();
    private @Nullable Layout layout;
    private @Nullable Shape shape;

    /// `start` is the byte of the file at which `text` begins.
    private NpyHeaderParser(String file, long start, String text) {
        this.file = file;
        this.start = start;
        this.text = text;
    }

    static NpyHeader parse(String file, long start, String text) {
        return new NpyHeaderParser(file, start, text).header();
    }

    private NpyHeader header() {
        expect('{');
        while (!accept('}')) {
            int keyAt = at;
            String key = string("a key");
            expect(':');
            switch (key) {
                case "descr" -> descr();
                case "fortran_order" -> layout = layout();
                case "shape" -> shape = shape();
                default -> throw fail(keyAt, "expected descr, fortran_order or shape, got " + quoted(key)
                        + ". Is it a .npy file?");
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipSpace();
        if (at < text.length()) {
            throw unexpected("nothing more");
        }
        if (dtype == null || layout == null || shape == null) {
            throw fail(0, "expected descr, fortran_order and shape, got only a part of them. Is it a .npy file?");
        }
        if (width > 0 && layout == Layout.COLUMN_MAJOR) {
            throw fail(0, "expected strings in row-major order, got column-major. Save np.ascontiguousarray of them.");
        }
        return checked(new NpyHeader(dtype, order, layout, width == 0 ? shape : shape.concat(Shape.of(width)), meaning));
    }

    private NpyHeader checked(NpyHeader header) {
        try {
            header.bytes();
            return header;
        } catch (ArithmeticException e) {
            throw fail(0, "expected a shape of fewer than 2⁶³ bytes, got " + header.dtype() + header.shape()
                    + ". The file is damaged.");
        }
    }

    // ---- values ----------------------------------------------------------------------------------------------------

    private void descr() {
        skipSpace();
        int from = at;
        if (peek() == '[') {
            throw fail(from, "expected " + choices() + ", got a structured type. Save each field as an array of its own.");
        }
        String descr = string("an element type");
        char mark = descr.isEmpty() ? ' ' : descr.charAt(0);
        String code = "<>|=".indexOf(mark) < 0 ? descr : descr.substring(1);
        order = switch (mark) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '|' -> ByteOrder.LITTLE_ENDIAN;                     // how NumPy stores bfloat16, to it two bytes of anything
            default -> ByteOrder.nativeOrder();
        };
        Matcher strings = STRINGS.matcher(code);
        if (strings.matches()) {
            meaning = strings.group(1).equals("U") ? Meaning.CHARACTERS : Meaning.BYTES;
            dtype = meaning == Meaning.CHARACTERS ? DType.INT32 : DType.UINT8;
            width = Integer.parseInt(strings.group(2));
            return;
        }
        dtype = Stream.of(DType.values()).filter(type -> NpyHeader.code(type).equals(code)).findFirst()
                .orElseThrow(() -> refused(from, descr, code));
    }

    private FormatException refused(int from, String descr, String code) {
        String got = switch (code.isEmpty() ? ' ' : code.charAt(0)) {
            case 'O' -> "Python objects (object). They are kept as a pickle, which may run anything when it is read, and "
                    + "is never read here. Save numbers, with allow_pickle=False.";
            default -> quoted(descr) + ". Convert it with astype before you save it.";
        };
        return fail(from, "expected " + choices() + ", got " + got);
    }

    private static String choices() {
        return Stream.of(DType.values()).map(DType::toString).collect(Collectors.joining(", ", "", " or strings"));
    }

    private Layout layout() {
        skipSpace();
        for (var choice : Map.of("False", Layout.ROW_MAJOR, "True", Layout.COLUMN_MAJOR).entrySet()) {
            if (text.startsWith(choice.getKey(), at)) {
                at += choice.getKey().length();
                return choice.getValue();
            }
        }
        throw unexpected("True or False");
    }

    private Shape shape() {
        var sizes = new ArrayList<Long>();
        expect('(');
        while (!accept(')')) {
            sizes.add(size());
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return new Shape(sizes);
    }

    private long size() {
        skipSpace();
        int from = at;
        while (isDigit(peek())) {
            at++;
        }
        if (from == at) {
            throw unexpected("a size of zero or more");
        }
        String digits = text.substring(from, at);
        accept('L');                                                 // Python 2 wrote its long numbers so
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw fail(from, "expected a size below 2⁶³, got " + digits + ". The file is damaged.");
        }
    }

    // ---- characters ------------------------------------------------------------------------------------------------

    private String string(String what) {
        skipSpace();
        char quote = peek();
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw unexpected(what + " in quotes");
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n') {
            at++;
        }
    }

    /// The next character, or 0 at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private FormatException unexpected(String wanted) {
        String got = at == text.length() ? "the end of the header" : quoted(text.substring(at, Math.min(at + 10, text.length())));
        return fail(at, "expected " + wanted + " in the header, got " + got + ". The file is damaged.");
    }

    /// In quotes, with everything but plain ASCII replaced: a message goes to terminals.
    private static String quoted(String found) {
        return "\"" + found.replaceAll("[^ -~]", "?") + "\"";
    }

    private FormatException fail(int where, String message) {
        return new FormatException(file + ": byte " + (start + where) + ": " + message);
    }
}
