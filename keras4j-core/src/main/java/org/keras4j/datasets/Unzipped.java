package org.keras4j.datasets;

import module java.base;

/// Opens files that may be gzipped, whatever their names.
final class Unzipped {
    private static final int GZIP_MAGIC = 0x1f8b;

    private Unzipped() {}

    static InputStream open(Path file) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        raw.mark(2);
        boolean zipped = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
        raw.reset();
        return zipped ? new GZIPInputStream(raw, 1 << 16) : raw;
    }
}
