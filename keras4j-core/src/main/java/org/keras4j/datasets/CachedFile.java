package org.keras4j.datasets;

import module java.base;

/// A file of the cache that Keras shares: `~/.keras/datasets`, or below `KERAS_HOME`. It is checked by its hash each time.
///
/// @param address where it comes from if it isn't there
/// @param bytes its size; −1 where it isn't known
/// @param hash SHA-256 of its bytes, or MD5 where Keras gives that; in hexadecimal, empty where Keras gives none
public record CachedFile(String name, URI address, long bytes, String hash) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;
    private static final int MD5_DIGITS = 32;

    /// The file in `folder`, fetched if it isn't there; it appears in one step, once it is whole and right.
    ///
    /// @throws UncheckedIOException when it is neither there nor to be had, or is another file than it should be
    public Path in(Path folder, DownloadListener listener) {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                require(file);
            } else {
                fetch(file, listener);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage() + ".", e);
        }
    }

    /// {@return the SHA-256 of a file's bytes in hexadecimal}
    public static String sha256(Path file) throws IOException {
        return hash(file, "SHA-256");
    }

    private static String hash(Path file, String algorithm) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance(algorithm);
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has MD5 and SHA-256", e);
        }
    }

    private void require(Path file) throws IOException {
        String algorithm = hash.length() == MD5_DIGITS ? "MD5" : "SHA-256";
        String got = hash.isEmpty() ? "" : hash(file, algorithm);
        if (!got.equals(hash)) {
            throw new IOException(String.format(Locale.ROOT, "expected %s%s %s, got %,d bytes with %s. The file is damaged or another one: delete it to fetch it anew",
                    bytes < 0 ? "" : String.format(Locale.ROOT, "%,d bytes with ", bytes), algorithm, hash, Files.size(file), got));
        }
    }

    private void fetch(Path file, DownloadListener listener) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, name + ".", ".part");
        try {
            receive(part, listener);
            require(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer in time from " + address + ": " + e.getMessage(), e);
        } catch (UnknownHostException e) {
            throw new IOException("it isn't there, and " + address + " can't be reached (no network?). Put the file in place by hand", e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void receive(Path part, DownloadListener listener) throws IOException {
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        long expected = bytes < 0 ? connection.getContentLengthLong() : bytes;
        listener.progress(address, expected, 0);
        long received = 0;
        try (var in = connection.getInputStream(); var out = Files.newOutputStream(part)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received += read;
                if (expected >= 0 && received > expected) {
                    throw new IOException(String.format(Locale.ROOT, "more than the expected %,d bytes came", expected));
                }
                listener.progress(address, expected, received);
                out.write(buffer, 0, read);
            }
        }
        if (expected > received) {
            throw new IOException(String.format(Locale.ROOT, "only %,d of the expected %,d bytes came", received, expected));
        }
    }
}
