"""Golden numbers of the layers that make spectrograms of sounds."""
from layer_group import LayerGroup, normal

from keras import layers as L


def stft_spectrogram():
    g = LayerGroup("stft_spectrogram")
    for mode in ("log", "magnitude", "psd", "real", "imag", "stft"):
        g.add(mode, lambda: L.STFTSpectrogram(mode, frame_length=8), normal(2, 30, 2))
    g.add("angle", lambda: L.STFTSpectrogram("angle", frame_length=6, frame_step=4, fft_length=16, window="hamming", padding="same"), normal(2, 21, 1))
    g.add("apart", lambda: L.STFTSpectrogram("magnitude", frame_length=7, frame_step=2, window=None, scaling="spectrum", expand_dims=True), normal(2, 15, 3))
    g.add("channels_first", lambda: L.STFTSpectrogram("real", frame_length=8, periodic=True, scaling=None, data_format="channels_first"), normal(2, 3, 24))
    g.save()


def mel_spectrogram():
    g = LayerGroup("mel_spectrogram")
    g.add("decibels", lambda: L.MelSpectrogram(fft_length=64, sequence_stride=16, sampling_rate=8000, num_mel_bins=6), normal(2, 150))
    g.add("linear", lambda: L.MelSpectrogram(fft_length=64, sequence_stride=20, sequence_length=50, sampling_rate=8000, num_mel_bins=5, power_to_db=False), normal(2, 150))
    g.add("sizes", lambda: L.MelSpectrogram(fft_length=128, sequence_stride=40, sampling_rate=16000, num_mel_bins=9, min_freq=200.0, max_freq=5000.0,
                                            window="hamming", mag_exp=1.0, top_db=15.0, ref_power=0.5), normal(1, 301))
    g.save()


stft_spectrogram()
mel_spectrogram()
