package org.keras4j.saving;

/// How much a file may ask for before it is refused.
///
/// @param configBytes of `config.json` and the other texts
/// @param members how many a file may have
/// @param unpackedBytes what packed members may grow to, whatever the file's size; beyond it counts [#growth]
/// @param growth how many times its size a file may grow to
public record LoadLimits(long configBytes, int members, long unpackedBytes, int growth) {
    /// 64 MiB of texts, 100,000 members, and unpacked 1 GiB or 200 times the size of the file, whichever is more.
    public static final LoadLimits DEFAULT = new LoadLimits(64 << 20, 100_000, 1L << 30, 200);

    public LoadLimits {
        if (configBytes < 1 || members < 1 || unpackedBytes < 1 || growth < 1) {
            throw new IllegalArgumentException("LoadLimits: expected limits of 1 or more, got " + configBytes + ", " + members + ", " + unpackedBytes
                    + " and " + growth + ".");
        }
    }
}
