package org.keras4j.datasets;

import module java.base;

/// Hears of downloads before and while they happen. Without one the library is silent.
public interface DownloadListener {
    DownloadListener SILENT = (address, bytes, received) -> {};

    /// @param bytes how many will come; −1 when the server doesn't say
    /// @param received so far: 0 before the first
    /// @throws IOException to end the download; nothing of it is kept
    void progress(URI address, long bytes, long received) throws IOException;
}
