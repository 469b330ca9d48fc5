package org.keras4j.datasets;

import module java.base;

/// A file of the cache that Keras shares: `~/.keras/datasets`, or below `KERAS_HOME`. It is checked by its hash each time.
///
/// @param address where it comes from if it isn't there
/// @param hash SHA-256 (64 digits) or MD5 (32); empty where Keras gives none
record CachedFile(String name, URI address, String hash) {
    private static final int MILLIS = 30_000;

    /// @throws UncheckedIOException when it is neither there nor to be had, or is another file than it should be
    Path in(Path folder, DownloadListener listener) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                fetch(file, listener);
            }
            require(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private void require(Path file) throws IOException {
        if (!hash.isEmpty()) {
            String got = hashOf(file);
            if (!got.equals(hash)) {
                throw new IOException("expected the hash " + hash + ", got " + got + ". The file is damaged or another one: delete it to fetch it anew.");
            }
        }
    }

    private String hashOf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance(hash.length() == 64 ? "SHA-256" : "MD5");
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }

    /// Into a file beside it first, which takes its name when it is whole and right.
    private void fetch(Path file, DownloadListener listener) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), name + ".", ".part");
        try {
            URLConnection connection = address.toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            long bytes = connection.getContentLengthLong();
            listener.progress(address, bytes, 0);
            try (var in = connection.getInputStream(); var out = Files.newOutputStream(part)) {
                var buffer = new byte[1 << 16];
                long received = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    received += read;
                    listener.progress(address, bytes, received);
                }
            }
            require(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (UnknownHostException e) {
            throw new IOException("it isn't there, and " + address + " can't be reached (no network?). Put the file in place by hand.", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
