package org.keras4j.data;

import module java.base;

/// The characters of a file of text: UTF-8, or UTF-16 where a byte order mark says so. The mark itself is left out. Bytes that are no such text are
/// refused with their line, where readers of the JDK put U+FFFD in their place and go on.
public final class UnicodeReader extends Reader {
    private static final int BUFFER = 1 << 13;

    private enum Mark {
        UTF8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF), BIG(StandardCharsets.UTF_16BE, 0xFE, 0xFF), LITTLE(StandardCharsets.UTF_16LE, 0xFF, 0xFE);

        private final Charset charset;
        private final int[] bytes;

        Mark(Charset charset, int... bytes) {
            this.charset = charset;
            this.bytes = bytes;
        }

        boolean begins(ByteBuffer file) {
            return file.limit() >= bytes.length && IntStream.range(0, bytes.length).allMatch(i -> (file.get(i) & 255) == bytes[i]);
        }
    }

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
    private final Charset charset;
    private final CharsetDecoder decoder;
    private long line = 1;
    private boolean ended;

    /// @param in the bytes of the file from their beginning; closed by [#close]
    /// @throws IOException when they can't be read
    public UnicodeReader(InputStream in) throws IOException {
        this.in = in;
        fill();
        var mark = Stream.of(Mark.values()).filter(m -> m.begins(bytes)).findFirst();
        charset = mark.map(m -> m.charset).orElse(StandardCharsets.UTF_8);
        decoder = charset.newDecoder();
        bytes.position(mark.map(m -> m.bytes.length).orElse(0));
    }

    /// All of it, to the end.
    ///
    /// @throws CharacterCodingException with the line, when it is no text
    /// @throws IOException when it can't be read
    public static String text(InputStream in) throws IOException {
        return new UnicodeReader(in).readAllAsString();
    }

    /// @throws CharacterCodingException with the line, when what comes next is no text
    @Override
    public int read(char[] into, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (!chars.hasRemaining() && !decode()) {
            return -1;
        }
        int given = Math.min(count, chars.remaining());
        chars.get(into, from, given);
        return given;
    }

    /// {@return whether there are characters now}
    private boolean decode() throws IOException {
        chars.clear();
        while (true) {
            var result = decoder.decode(bytes, chars, ended);
            if (chars.position() > 0) {
                chars.flip();
                line += chars.chars().filter(c -> c == '\n').count();
                return true;
            }
            if (result.isError()) {
                throw new NoText(String.format(Locale.ROOT, "line %,d: expected text in %s, got the byte 0x%02X. Save the file as UTF-8.", line, charset,
                        bytes.get(bytes.position())));
            }
            if (ended) {
                chars.flip();
                return false;
            }
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
        ended = count < bytes.remaining();
        bytes.position(bytes.position() + count).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class NoText extends CharacterCodingException {
        private static final long serialVersionUID = 1;
        private final String message;

        NoText(String message) {
            this.message = message;
        }

        @Override
        public String getMessage() {
            return message;
        }
    }
}
