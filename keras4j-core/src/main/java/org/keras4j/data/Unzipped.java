package org.keras4j.data;

import module java.base;

/// Opens files that may be gzipped, whatever their names.
public final class Unzipped {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    private Unzipped() {}

    /// {@return the content of the file; what is broken in its packing comes as a [ZipException] that says so}
    public static InputStream open(Path file) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean zipped = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
            raw.reset();
            return zipped ? new Checked(checked(() -> new GZIPInputStream(raw, BUFFER))) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// {@return the same of another packing, such as a member of a zip archive}
    public static InputStream of(InputStream unpacking) {
        return new Checked(unpacking);
    }

    private static final class Checked extends FilterInputStream {
        Checked(InputStream unpacking) {
            super(unpacking);
        }

        @Override
        public int read() throws IOException {
            return checked(in::read);
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            return checked(() -> in.read(into, from, count));
        }

        @Override
        public long skip(long count) throws IOException {
            return checked(() -> in.skip(count));
        }
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    /// The JDK's own messages are `null`, or of streams that nobody knows of.
    private static <T> T checked(Reading<T> reading) throws IOException {
        try {
            return reading.run();
        } catch (EOFException e) {
            throw (IOException) new ZipException("the file is cut off, or broken in its packing. Copy or fetch it again.").initCause(e);
        } catch (ZipException e) {
            throw (IOException) new ZipException("the file is broken in its packing (" + e.getMessage() + "). Copy or fetch it again.").initCause(e);
        }
    }
}
