package org.keras4j.apps.data;

import module java.base;
import org.keras4j.apps.Output;
import org.keras4j.datasets.DownloadListener;

/// Says what comes from where, then each tenth of it; for one file of a known size.
public final class DownloadProgress implements DownloadListener {
    private final Path target;
    private final Output output;
    private final BooleanSupplier stopRequested;
    private long tenths;

    /// @param target the file that comes
    /// @param stopRequested ends the download early, as a failure
    public DownloadProgress(Path target, Output output, BooleanSupplier stopRequested) {
        this.target = target;
        this.output = output;
        this.stopRequested = stopRequested;
    }

    @Override
    public void progress(URI address, long bytes, long received) throws IOException {
        if (received == 0) {
            output.tell(String.format(Locale.ROOT, "Downloading %,d bytes from %s to %s", bytes, address, target));
        } else if (10 * received / bytes > tenths) {
            tenths = 10 * received / bytes;
            output.progress().print(" " + 100 * received / bytes + " %" + (received == bytes ? System.lineSeparator() : ""));
            output.progress().flush();
        }
        if (stopRequested.getAsBoolean()) {
            throw new IOException("stopped on request");
        }
    }
}
