package org.keras4j.engine.cpu.foreign;

import module java.base;

/// A native library that lies as a resource in the class path, with its size and checksum.
record BundledLibrary(String name, URL resource, long bytes, long crc32) {
    static BundledLibrary find(Platform platform, String name) {
        URL resource = BundledLibrary.class.getResource("/org/bytedeco/dnnl/" + platform.name() + "/" + name);
        if (resource == null) {
            throw new IllegalStateException("oneDNN: expected " + name + " in the class path, got nothing. Add the jar "
                    + "org.bytedeco:dnnl with the classifier " + platform.name() + ".");
        }
        try {
            if (resource.openConnection() instanceof JarURLConnection jar) {
                JarEntry entry = jar.getJarEntry();
                return new BundledLibrary(name, resource, entry.getSize(), entry.getCrc());
            }
            try (var in = new CheckedInputStream(resource.openStream(), new CRC32())) {
                long bytes = in.transferTo(OutputStream.nullOutputStream());
                return new BundledLibrary(name, resource, bytes, in.getChecksum().getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource.toString(), e);
        }
    }

    /// The library as a file in `folder`, which is made when missing. A file that lies there already is used when it is the
    /// right one. Several processes may do this at once: each writes a file of its own, and the last one renamed stays.
    Path unpackInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        if (isVerified(file)) {
            return file;
        }
        if (!Files.exists(file) || checksum(file) != crc32) {
            replace(file, temporary -> {
                try (InputStream in = resource.openStream()) {
                    Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                }
                if (checksum(temporary) != crc32) {
                    throw new IOException(file + ": the copy differs from " + resource + ". Is the disk full?");
                }
            });
        }
        String stamp = stamp(file);
        replace(stampFile(file), temporary -> Files.writeString(temporary, stamp));
        return file;
    }

    /// Size and time as they were when the checksum was right: reading 93 MB anew at every start would cost too much.
    private boolean isVerified(Path file) throws IOException {
        Path stamp = stampFile(file);
        return Files.exists(file) && Files.exists(stamp) && Files.size(file) == bytes
                && Files.readString(stamp).equals(stamp(file));
    }

    private static Path stampFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".verified");
    }

    private String stamp(Path file) throws IOException {
        return String.format(Locale.ROOT, "%d bytes, crc32 %08x, %s%n", Files.size(file), crc32, Files.getLastModifiedTime(file));
    }

    private static long checksum(Path file) throws IOException {
        try (var in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }

    private interface Writer {
        void write(Path temporary) throws IOException;
    }

    private static void replace(Path file, Writer writer) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
        try {
            writer.write(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
