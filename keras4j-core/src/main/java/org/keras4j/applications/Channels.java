package org.keras4j.applications;

/// Numbers of channels in networks whose width is a factor.
final class Channels {
    private Channels() {}

    /// The multiple of 8 next to `channels`, but never less than nine tenths of it.
    static int rounded(double channels) {
        int near = nearest(channels);
        return near < 0.9 * channels ? near + 8 : near;
    }

    /// The multiple of 8 next to `channels`, at least 8.
    static int nearest(double channels) {
        return Math.max(8, (int) (channels + 4) / 8 * 8);
    }
}
