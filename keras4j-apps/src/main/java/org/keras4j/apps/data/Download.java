package org.keras4j.apps.data;

import module java.base;
import org.keras4j.apps.Output;

/// A file to be had from a public address, known beforehand by its size and SHA-256.
public record Download(URI address, long bytes, String sha256) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 30_000;

    /// Says from where how much comes, fetches it, and puts it in place in one step once its checksum is right.
    ///
    /// @param target the file to make; its folder is made if need be
    /// @param stopRequested ends the download early, as a failure
    /// @throws IOException if the network fails or other bytes came than expected; no file is left then
    public void fetch(Path target, Output output, BooleanSupplier stopRequested) throws IOException {
        output.tell(String.format(Locale.ROOT, "Downloading %,d bytes from %s to %s", bytes, address, target));
        Files.createDirectories(target.toAbsolutePath().getParent());
        var part = Files.createTempFile(target.toAbsolutePath().getParent(), target.getFileName() + ".", ".part");
        try {
            receive(part, output, stopRequested);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void receive(Path part, Output output, BooleanSupplier stopRequested) throws IOException {
        var connection = address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        long received = 0;
        try (var in = connection.getInputStream(); var out = Files.newOutputStream(part)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (received + read > bytes) {
                    throw new IOException("more than the expected %,d bytes came".formatted(bytes));
                }
                if (stopRequested.getAsBoolean()) {
                    throw new IOException("stopped on request");
                }
                out.write(buffer, 0, read);
                digest.update(buffer, 0, read);
                long tenth = 10 * received / bytes;
                received += read;
                if (10 * received / bytes > tenth) {
                    output.progress().print(" " + 100 * received / bytes + " %");
                    output.progress().flush();
                }
            }
            output.progress().println();
            String got = HexFormat.of().formatHex(digest.digest());
            if (received != bytes || !got.equals(sha256)) {
                throw new IOException(String.format(Locale.ROOT, "expected %,d bytes with SHA-256 %s, got %,d with %s", bytes, sha256, received, got));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer in time: " + e.getMessage(), e);
        } catch (UnknownHostException e) {
            throw new IOException("unknown host " + e.getMessage() + " (no network?)", e);
        }
    }
}
