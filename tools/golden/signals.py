"""Golden numbers of keras.ops that look at windows and waves."""
import numpy as np
from keras import ops
from op_group import Array, add, begin, given, ints, positive, save, whole, x, y


def windows():
    for shape, kernel, multiplier, filters, stride in (((2, 9, 3), (4,), 2, 5, 1), ((1, 7, 8, 2), (3, 2), 1, 3, 2)):
        window = [list(kernel), [stride] * len(kernel), [1] * len(kernel), [0] * len(kernel)]
        add("separableConv", x(*shape), y(*kernel, shape[-1], multiplier), x(*[1] * len(kernel), shape[-1] * multiplier, filters, seed=4), window,
            call=lambda a, d, p, w: ops.separable_conv(a, d, p, strides=w[1][0], padding="valid", data_format="channels_last"))
    for shape, sizes in (((2, 7, 3), (3,)), ((1, 6, 9, 2), (3, 3)), ((2, 7, 5, 2), (3, 4)), ((1, 5, 4, 7, 2), (2, 3, 4))):
        for op, function in (("adaptiveAveragePool", ops.adaptive_average_pool), ("adaptiveMaxPool", ops.adaptive_max_pool)):
            add(op, x(*shape), list(sizes), call=lambda a, n: function(a, n, data_format="channels_last"))

    def moved(function):
        return lambda a, *rest: function(a, *rest[:-1], *[rest[-1][i] for i in (0, 2, 3, 1)])

    for rows, columns, window in ((4, 6, [[2, 3], [2, 3], [1, 1], [0, 0]]), (5, 7, [[3, 2], [1, 2], [1, 1], [1, 0]]), (7, 8, [[2, 3], [2, 1], [3, 2], [1, 2]]),
                                  (9, 8, [[4, 6], [2, 4], [1, 1], [1, 3]])):
        images = x(2, 3, rows, columns)
        add("unfold", images, window, call=moved(ops.unfold))
        shape = ops.unfold(ops.convert_to_tensor(images.array), *[window[i] for i in (0, 2, 3, 1)]).shape
        add("fold", x(*shape), [rows, columns], window, call=moved(ops.fold))
    for shape, length, stride in (((11,), 4, 2), ((2, 12), 3, 3), ((2, 3, 17), 6, 4), ((2, 20), 5, 3), ((1, 150), 70, 9), ((5,), 5, 1), ((2, 13), 2, 5)):
        add("extractSequences", x(*shape), length, stride, call=lambda a, n, s: ops.extract_sequences(a, n, s))
    volumes = x(2, 4, 5, 6, 2)
    for window in ([[2, 2, 3], [2, 2, 3], [1, 1, 1], [0, 0, 0]], [[3, 2, 1], [1, 2, 2], [1, 1, 1], [0, 0, 0]]):
        add("extractPatches3d", volumes, window, call=lambda a, w: ops.image.extract_patches_3d(a, tuple(w[0]), strides=tuple(w[1]), data_format="channels_last"))
    add("extractPatches", x(2, 6, 7, 3), [[3, 2], [2, 3], [1, 1], [0, 0]],
        call=lambda a, w: ops.image.extract_patches(a, tuple(w[0]), strides=tuple(w[1]), data_format="channels_last"))


def waves():
    pair = lambda *shape: [x(*shape), y(*shape)]
    for n in (1, 2, 5, 8, 30, 64, 67, 90, 128, 1000, 1031):                  # products, splits, primes, and one too large a prime
        shape = (2, n) if n < 100 else (n,)
        add("fft", pair(*shape), tolerance=2e-5)
        whole("rfft", x(*shape), tolerance=2e-5)
    for n in (2, 7, 12, 96):
        add("rfft", x(3, n), tolerance=2e-5)
        add("irfft", pair(2, n // 2 + 1), n, gradient=False, tolerance=2e-5)
    for n in (4, 9, 20):
        add("rfft", x(2, 9), n, tolerance=2e-5)
        whole("irfft", pair(2, 6), n, tolerance=2e-5)
    whole("irfft", pair(2, 5), tolerance=2e-5)
    for shape in ((3, 4), (2, 5, 6), (70, 3)):
        add("fft2", pair(*shape), tolerance=2e-5)
        add("ifft2", pair(*shape), tolerance=2e-5)
    for n, length, stride, size, window, frames in ((50, 16, 4, 16, "HANN", "CENTERED"), (45, 10, 3, 10, "HAMMING", "CENTERED"), (61, 12, 5, 16, "HAMMING", "CENTERED"), (40, 9, 3, 15, "HANN", "STARTING"),
                                                    (300, 100, 20, 128, "HANN", "CENTERED")):
        settings = lambda function: lambda a, n, s, f, w, frames: function(a, n, s, f, window=w.lower(), center=frames == "CENTERED")
        add("stft", x(2, n), length, stride, size, window, frames, call=settings(ops.stft), tolerance=2e-5)
        steps = ops.stft(ops.convert_to_tensor(x(n).array), length, stride, size, center=frames == "CENTERED")[0].shape[-2]
        if length == size:                                               # elsewhere TensorFlow's edges are too small, and PyTorch's
            whole("istft", pair(2, steps, size // 2 + 1), length, stride, size, window, frames, call=settings(ops.istft), tolerance=5e-5)
    whole("angle", pair(3, 4), call=lambda a: ops.arctan2(a[1], a[0]))
    whole("viewAsReal", pair(3, 4), call=lambda a: ops.view_as_real(ops.view_as_complex(ops.stack(a, -1))))
    whole("viewAsComplex", x(3, 2), call=lambda a: [ops.real(ops.view_as_complex(a)), ops.imag(ops.view_as_complex(a))])
    whole("conj", pair(5), call=lambda a: [ops.real(ops.conj(ops.view_as_complex(ops.stack(a, -1)))), ops.imag(ops.conj(ops.view_as_complex(ops.stack(a, -1))))])
    whole("polar", positive(5), y(5), call=lambda a, b: [ops.real(ops.polar(a, b)), ops.imag(ops.polar(a, b))])
    for blank in (0, 4):
        for repeats in ("MERGED", "KEPT"):
            whole("ctcDecode", given(np.round(np.sin(np.arange(140).reshape(4, 7, 5) * 1.7) * 3)), given([7, 3, 0, 5], dtype="int32"), blank, repeats,
                  call=lambda a, n, blank, r: list(ops.ctc_decode(a, n, merge_repeated=r == "MERGED", mask_index=blank)))


def pictures():
    for shape in ((2, 5, 6, 3), (1, 2, 7, 1)):
        add("sobelEdges", x(*shape), call=ops.image.sobel_edges)
    add("ssim", Array((2, 13, 12, 3), 0, 1), Array((2, 13, 12, 3), 0, 1, seed=1), 1, call=lambda a, b, m: ops.image.ssim(a, b, m), tolerance=1e-4)
    add("ssim", Array((2, 6, 5, 1), 0, 9), Array((2, 6, 5, 1), 0, 9, seed=1), 9, 3, 0.8, 0.02, 0.05, tolerance=1e-4, call=ops.image.ssim)
    for method in ("BILINEAR", "BICUBIC", "LANCZOS3", "LANCZOS5"):
        for scale, move in (([1.7, 0.6], [0.4, -0.3]), ([0.45, 2.5], [2.0, -4.0])):
            for smoothing in ("ANTIALIAS", "NONE"):
                whole("scaleAndTranslate", x(2, 7, 6, 2), [2, 8, 5, 2], given(scale), given(move), [1, 2], method, smoothing, tolerance=1e-4,
                      call=lambda a, s, f, t, axes, m, k: ops.image.scale_and_translate(a, s, f, t, axes, m.lower(), antialias=k == "ANTIALIAS"))
    whole("scaleAndTranslate", ints(50, 1, 5, 4, 1), [1, 8, 4, 1], given([1.6]), given([0.2]), [1], "BICUBIC", "ANTIALIAS",
          call=lambda a, s, f, t, axes, m, k: ops.image.scale_and_translate(a, s, f, t, axes, m.lower()))


begin("signals")
windows()
waves()
pictures()
save()
