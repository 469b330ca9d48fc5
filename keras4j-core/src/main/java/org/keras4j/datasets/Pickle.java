package org.keras4j.datasets;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Reads what Python pickled of numbers, texts, lists, dicts and NumPy arrays, and refuses everything else: nothing of the file is run.
final class Pickle {
    private static final Object MARK = new Object();

    /// A name that Python would import. Only those of NumPy's arrays are known.
    private record Known(String name) {}

    /// An array before and after its contents have come.
    private static final class Array {
        private final List<Object> parts = new ArrayList<>();
    }

    private record Type(String name) {}

    private final ByteBuffer in;
    private final String place;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(ByteBuffer in, String place) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.place = place;
    }

    /// Longs, doubles, strings, byte arrays as Latin-1 strings, lists, maps; an array of numbers as [NDArray], one of objects as a list.
    ///
    /// @throws IllegalArgumentException naming the place and the byte, when it holds anything else or is broken
    static @Nullable Object read(ByteBuffer bytes, String place) {
        var pickle = new Pickle(bytes, place);
        try {
            return plain(pickle.run());
        } catch (BufferUnderflowException | NoSuchElementException | ClassCastException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(place + ", byte " + pickle.in.position() + ": the pickled data are broken.", e);
        }
    }

    /// Follows the instructions of Python's `pickletools`, those that its own writer makes for such data.
    private Object run() {
        while (true) {
            int op = in.get() & 0xff;
            switch (op) {
                case 0x80 -> in.get();                                                             // PROTO
                case 0x95 -> in.getLong();                                                         // FRAME
                case '.' -> { return stack.pop(); }
                case '(' -> stack.push(MARK);
                case ']' -> stack.push(new ArrayList<>());
                case '}' -> stack.push(new LinkedHashMap<>());
                case ')' -> stack.push(List.of());
                case 'N' -> stack.push(Optional.empty());
                case 0x88 -> stack.push(1L);                                                       // NEWTRUE
                case 0x89 -> stack.push(0L);                                                       // NEWFALSE
                case 'K' -> stack.push((long) (in.get() & 0xff));
                case 'M' -> stack.push((long) (in.getShort() & 0xffff));
                case 'J' -> stack.push((long) in.getInt());
                case 0x8a -> stack.push(new BigInteger(reversed(in.get() & 0xff)).longValueExact());   // LONG1
                case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
                case 'U', 'C' -> stack.push(text(in.get() & 0xff, StandardCharsets.ISO_8859_1));
                case 'T', 'B' -> stack.push(text(in.getInt(), StandardCharsets.ISO_8859_1));
                case 0x8c -> stack.push(text(in.get() & 0xff, StandardCharsets.UTF_8));            // SHORT_BINUNICODE
                case 'X' -> stack.push(text(in.getInt(), StandardCharsets.UTF_8));
                case 'q' -> memo.put(in.get() & 0xff, stack.peek());
                case 'r' -> memo.put(in.getInt(), stack.peek());
                case 0x94 -> memo.put(memo.size(), stack.peek());                                  // MEMOIZE
                case 'h' -> stack.push(known(in.get() & 0xff));
                case 'j' -> stack.push(known(in.getInt()));
                case 'a' -> add(List.of(stack.pop()));
                case 'e' -> add(marked());
                case 's' -> {
                    Object value = stack.pop();
                    put(List.of(stack.pop(), value));
                }
                case 'u' -> put(marked());
                case 't' -> stack.push(marked());
                case 0x85, 0x86, 0x87 -> {                                                         // TUPLE1 to TUPLE3
                    var items = new ArrayList<>();
                    for (int i = 0; i < op - 0x84; i++) {
                        items.addFirst(stack.pop());
                    }
                    stack.push(items);
                }
                case 'c' -> stack.push(named(line() + "." + line()));
                case 0x93 -> {                                                                     // STACK_GLOBAL
                    String name = (String) stack.pop();
                    stack.push(named(stack.pop() + "." + name));
                }
                case 'R' -> {
                    List<?> arguments = (List<?>) stack.pop();
                    stack.push(made(((Known) stack.pop()).name, arguments));
                }
                case 'b' -> {
                    Object state = stack.pop();
                    if (stack.peek() instanceof Array array) {
                        array.parts.addAll((List<?>) state);
                    }
                }
                default -> throw refused("the instruction 0x" + Integer.toHexString(op));
            }
        }
    }

    private Object known(int key) {
        return Objects.requireNonNull(memo.get(key), () -> place + ": the pickled data are broken.");
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(place + ", byte " + (in.position() - 1) + ": expected pickled numbers, texts, lists and arrays, got "
                + what + ", which is never run.");
    }

    private Known named(String name) {
        return switch (name.replace("numpy._core.", "numpy.core.")) {
            case "numpy.core.multiarray._reconstruct" -> new Known("array");
            case "numpy.ndarray" -> new Known("ndarray");
            case "numpy.dtype" -> new Known("dtype");
            case "_codecs.encode" -> new Known("encode");
            default -> throw refused(name);
        };
    }

    private Object made(String name, List<?> arguments) {
        return switch (name) {
            case "array" -> new Array();
            case "dtype" -> new Type((String) arguments.getFirst());
            case "encode" -> arguments.getFirst();                       // text whose Latin-1 bytes are meant
            default -> throw refused("a call of " + name);
        };
    }

    private List<Object> marked() {
        var items = new ArrayList<>();
        for (Object item = stack.pop(); item != MARK; item = stack.pop()) {
            items.add(item);
        }
        Collections.reverse(items);
        return items;
    }

    @SuppressWarnings("unchecked")
    private void add(List<?> items) {
        ((List<Object>) Objects.requireNonNull(stack.peek())).addAll(items);
    }

    @SuppressWarnings("unchecked")
    private void put(List<?> pairs) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            ((Map<Object, Object>) Objects.requireNonNull(stack.peek())).put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private byte[] bytes(int count) {
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private byte[] reversed(int count) {
        byte[] bytes = bytes(count);
        for (int i = 0; i < count / 2; i++) {
            byte kept = bytes[i];
            bytes[i] = bytes[count - 1 - i];
            bytes[count - 1 - i] = kept;
        }
        return count == 0 ? new byte[1] : bytes;
    }

    private String text(int count, Charset charset) {
        return new String(bytes(count), charset);
    }

    private String line() {
        var line = new StringBuilder();
        for (byte b = in.get(); b != '\n'; b = in.get()) {
            line.append((char) b);
        }
        return line.toString();
    }

    /// With arrays in place of what Python would make them of.
    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case Optional<?> _ -> null;
            case List<?> list -> list.stream().map(Pickle::plain).toList();
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, item) -> copy.put(key, plain(item)));
                yield copy;
            }
            case Array array -> contents(array.parts);
            case Object other -> other;
        };
    }

    /// `(version, shape, dtype, is Fortran order, contents)`.
    private static @Nullable Object contents(List<?> parts) {
        long[] sizes = ((List<?>) parts.get(1)).stream().mapToLong(size -> (long) size).toArray();
        if (parts.get(4) instanceof List<?> items) {
            return plain(items);
        }
        byte[] bytes = ((String) parts.get(4)).getBytes(StandardCharsets.ISO_8859_1);
        DType type = switch (((Type) parts.get(2)).name) {
            case "u1" -> DType.UINT8;
            case "i4" -> DType.INT32;
            case "i8" -> DType.INT64;
            case "f4" -> DType.FLOAT32;
            case "f8" -> DType.FLOAT64;
            default -> throw new ClassCastException();
        };
        return NDArray.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), type, Shape.of(sizes));
    }
}
