"""Golden numbers of keras.ops."""
import re

import keras
import numpy as np
from keras import ops
from op_group import Array, add, begin, bools, given, ints, positive, save, unit, whole, x, y


def arithmetic():
    for op in "add subtract multiply maximum minimum fmax fmin logaddexp logaddexp2 arctan2 hypot".split():
        add(op, x(3, 4), y(4))
    for op in "divide true_divide floor_divide mod fmod".split():
        java = re.sub("_([a-z])", lambda m: m[1].upper(), op)
        call = (lambda a, b: ops.where(a < 0, -ops.mod(-a, ops.abs(b)), ops.mod(a, ops.abs(b)))) if op == "fmod" else None
        add(java, x(3, 4), positive(4, seed=1), call=call, gradient=op != "floor_divide")
    add("divideNoNan", x(4), given([1.0, 0, 2, 0]))
    add("power", positive(3, 4), y(4))
    add("add", x(3, 4), 2.5)
    add("multiply", x(3), ints(5, 2, 3))
    add("subtract", 2, x(3))
    add("divide", 2, positive(3))
    whole("divide", ints(9, 4), ints(9, 4, low=1, seed=4))
    whole("floorDivide", ints(9, 6, low=-9), ints(5, 6, low=1, seed=4))
    whole("mod", ints(9, 6, low=-9), ints(5, 6, low=1, seed=4))
    add("heaviside", given([-1.5, 0, 2]), given([0.5]), gradient=False)
    add("ldexp", x(4), ints(5, 4, low=-3))
    for op in "equal not_equal less less_equal greater greater_equal".split():
        whole(re.sub("_([a-z])", lambda m: m[1].upper(), op), ints(3, 3, 4), ints(3, 4, seed=5))
    whole("isclose", given([1.0, 2, 1e-9]), given([1.00001, 2.1, 0]))
    whole("allclose", given([1.0, 2]), given([1.0, 2.000001]))
    for op in "logicalAnd logicalOr logicalXor".split():
        whole(op, bools(3, 4), bools(4, seed=6))
    whole("logicalNot", bools(5))
    for op in "bitwiseAnd bitwiseOr bitwiseXor".split():
        whole(op, ints(100, 9, low=-100), ints(100, 9, low=-100, seed=7))
    whole("bitwiseNot", ints(100, 9, low=-100))
    whole("bitwiseLeftShift", ints(100, 9, low=-100), ints(5, 9, seed=7))
    whole("bitwiseRightShift", ints(100, 9, low=-100), ints(5, 9, seed=7))
    add("where", bools(3, 4), x(3, 4), y(4))
    add("select", [bools(4), bools(4, seed=9)], [x(4), y(4)], positive(4))
    pairs = ints(40, 3, 5, low=-40), ints(30, 5, low=-12, seed=8)
    whole("gcd", *pairs)
    whole("lcm", *pairs)
    whole("gcd", given([0, 0, 12, 987], dtype="int32"), given([0, 5, 0, 610], dtype="int32"))
    whole("nextafter", given([1.0, 1, -1, -2, 0.3, 3e-38, -1e30, 16777216, 5]), given([2.0, 0, 0, -9, 1, 1, 0, 1e9, 5]))


def functions():
    for op in ("negative abs sign square exp expm1 sin cos tan tanh sinh cosh arcsinh arctan erf erfc exp2 sinc deg2rad rad2deg "
               "floor ceil round trunc fabs absolute").split():
        call = {"erfc": lambda a: 1 - ops.erf(a), "rad2deg": lambda a: a * (180 / np.pi)}.get(op)
        add(op, x(3, 5), call=call, gradient=op not in ("floor", "ceil", "round", "trunc", "sign"))
    for op in "sqrt rsqrt reciprocal log log1p log2 log10 cbrt".split():
        add(op, positive(3, 5))
    add("cbrt", x(5), gradient=False)
    for op in "arcsin arccos arctanh erfinv".split():
        add(op, unit(3, 5), tolerance=5e-5 if op == "erfinv" else 1e-5)
    add("arccosh", Array((3, 5), 1.1, 4))
    whole("round", x(6), 1)
    whole("floor", ints(9, 5))
    add("clip", x(3, 5), -1, 0.5)
    odd = given([1.0, float("nan"), float("inf"), float("-inf"), -0.5])
    for op in "isnan isinf isfinite isposinf isneginf".split():
        whole(op, odd)
    whole("nanToNum", odd, 1, 2, -3, call=lambda a, n, p, m: ops.nan_to_num(a, n, p, m))
    whole("signbit", given([1.0, -2, 0]))
    whole("saturateCast", given([-300.0, 5.5, 400]), "uint8")
    add("cast", x(5), "float32")
    add("i0", Array((3, 7), -9, 9))
    add("i0", given([0.0, 3.75, -3.75, 20]))


def arrangement():
    for arguments in ((x(2, 6), 3, 4), (x(2, 6), -1, 2)):
        add("reshape", *arguments, call=lambda a, *s: ops.reshape(a, s))
    add("ravel", x(2, 3))
    add("expandDims", x(2, 3), 1)
    add("expandDims", x(2, 3), -1)
    add("squeeze", x(2, 1, 3, 1), call=lambda a: ops.squeeze(a))
    add("squeeze", x(2, 1, 3, 1), 1)
    add("transpose", x(2, 3, 4))
    add("transpose", x(2, 3, 4), 1, 2, 0, call=lambda a, *order: ops.transpose(a, order))
    add("swapaxes", x(2, 3, 4), 0, -1)
    add("moveaxis", x(2, 3, 4), 0, -1)
    add("moveaxis", x(2, 3, 4), 2, 0)
    add("broadcastTo", x(3, 1), [2, 3, 4])
    for times in (1, 2, 3, -1):
        add("rot90", x(2, 3), times, call=lambda a, k: ops.rot90(a, k=k))
    add("flip", x(2, 3), call=lambda a: ops.flip(a))
    add("flip", x(2, 3), 1)
    add("flipud", x(3, 2), call=lambda a: ops.flip(a, 0))
    add("fliplr", x(3, 2), call=lambda a: ops.flip(a, 1))
    add("roll", x(2, 5), 2, -1)
    add("roll", x(2, 5), -3)
    add("slice", x(4, 5), 1, 1, 3, call=lambda a, axis, low, high: a[:, low:high])
    add("slice", x(4, 5), [1, 2], [2, 3])
    add("sliceUpdate", x(4, 5), [1, 2], y(2, 3))
    add("split", x(4, 6), 3, 1)
    add("split", x(4, 6), [1, 3], 1)
    add("arraySplit", x(7, 2), 3, 0)
    add("unstack", x(2, 3), 1, call=lambda a, axis: list(ops.unstack(a, axis=axis)))
    add("hsplit", x(2, 4), 2)
    add("vsplit", x(4, 2), 2)
    add("dsplit", x(1, 2, 4), 2)
    add("concatenate", [x(2, 3), y(2, 1)], 1)
    add("append", x(2, 3), y(1, 3), 0)
    add("append", x(2, 3), y(3))
    add("stack", [x(2, 3), y(2, 3)], 1)
    add("vstack", [x(3), y(3)])
    add("hstack", [x(2, 3), y(2, 1)])
    for shape in ((3,), (2, 3), (2, 3, 2)):
        add("dstack", [x(*shape), y(*shape)])
    add("tile", x(2, 3), 2, call=lambda a, *n: ops.tile(a, n))
    add("tile", x(2, 3), 2, 1, 3, call=lambda a, *n: ops.tile(a, n))
    add("repeat", x(2, 3), 2, 1)
    add("repeat", x(2, 3), 2)
    add("pad", x(2, 3), [1, 0], [2, 1], call=lambda a, b, e: ops.pad(a, list(zip(b, e))))
    add("pad", x(2, 3), [1, 0], [2, 1], 0.5, call=lambda a, b, e, v: ops.pad(a, list(zip(b, e)), constant_values=v))
    for mode in ("REFLECT", "SYMMETRIC"):
        add("pad", x(3, 4), [1, 2], [2, 1], mode, call=lambda a, b, e, m: ops.pad(a, list(zip(b, e)), mode=m.lower()))
    whole("pad", x(3, 4), [1, 2], [2, 1], "EDGE", call=lambda a, b, e, m: ops.convert_to_tensor(
        np.pad(ops.convert_to_numpy(a), list(zip(b, e)), mode="edge")))
    add("meshgrid", x(3), y(2))
    for k in (-1, 0, 2):
        add("tril", x(3, 4), k)
        add("triu", x(2, 3, 4), k)
        add("diagonal", x(3, 4), k)
        add("diag", x(3), k)
        add("diag", x(3, 4), k)
        add("trace", x(3, 4), k)
    add("diagflat", x(2, 2))


def folding():
    for op in "sum mean max min prod var std amax amin nansum nanmean nanmax nanmin nanprod nanvar nanstd".split():
        own = "max" if op == "amax" else "min" if op == "amin" else op
        add(op, x(2, 3, 4), call=lambda a: getattr(ops, own)(a))
        add(op, x(2, 3, 4), 1, -1, call=lambda a, *axes: getattr(ops, own)(a, axis=axes))
    holes = given([[1.0, float("nan"), 3], [-4, 5, float("nan")]])
    for op in "nansum nanmean nanmax nanmin nanprod nanvar nanstd".split():
        whole(op, holes, 1)
    for op in "sum mean max min prod var std".split():
        add(op + "Keeping", x(2, 3, 4), 1, call=lambda a, *axes: getattr(ops, op)(a, axis=axes, keepdims=True))
    whole("sum", bools(3, 4), 1)
    whole("any", bools(3, 4), 0)
    whole("all", bools(3, 4), 1)
    whole("countNonzero", ints(3, 3, 4), 1)
    add("ptp", x(3, 4), 1)
    add("moments", x(3, 4), 1)
    add("average", x(3, 4), positive(4), 1, call=lambda a, w, axis: ops.average(a, axis=axis, weights=w))
    add("logsumexp", x(2, 3, 4), 1, 2, call=lambda a, *axes: ops.logsumexp(a, axis=axes))
    add("logsumexp", given([1000.0, 1001, -1000]))
    whole("quantile", x(3, 5), 0.3, 1)
    whole("percentile", x(3, 5), 30, 1, call=lambda a, p, axis: ops.quantile(a, p / 100, axis=axis))
    whole("median", x(3, 4), 1)
    whole("median", x(3, 4))
    gaps = given([[1.0, 7, float("nan"), -3, 2, 9.5], [float("nan")] * 5 + [4], [0.5, 0.25, 8, 8, -2, -1]])
    for q in (0, 0.3, 0.5, 1):
        whole("nanquantile", gaps, q, 1, call=lambda a, q, axis: ops.nanquantile(a, q, axis=axis))
    whole("nanquantile", gaps, 0.7, call=lambda a, q: ops.nanquantile(a, q))
    whole("nanquantile", given([[float("nan"), 1], [float("nan"), 2]]), 0.5, 0, call=lambda a, q, axis: ops.nanquantile(a, q, axis=axis))
    whole("nanpercentile", gaps, 30, 1, call=lambda a, p, axis: ops.nanpercentile(a, p, axis=axis))
    whole("nanmedian", gaps, 0, call=lambda a, axis: ops.nanmedian(a, axis=axis))
    whole("nanmedian", gaps)
    add("nanmedian", x(2, 5, 3), 0, 1, call=lambda a, *axes: ops.nanmedian(a, axis=axes))
    whole("nanargmax", holes, 1)
    whole("nanargmin", holes, 1)
    add("corrcoef", x(3, 5), gradient=False)
    whole("histogram", x(20), 4, call=lambda a, n: list(ops.histogram(a, n)))
    whole("argmax", x(3, 4), 1)
    whole("argmin", x(3, 4), 0)
    whole("argmax", x(3, 4))
    add("cumsum", x(2, 5), 1)
    add("cumsum", x(2, 3))
    add("cumprod", x(2, 5), 0)
    add("cumprod", x(2, 5), 1)
    whole("nancumsum", holes, 1, call=lambda a, axis: ops.cumsum(ops.where(ops.isnan(a), 0.0, a), axis))
    whole("nancumprod", holes, 1, call=lambda a, axis: ops.cumprod(ops.where(ops.isnan(a), 1.0, a), axis))
    add("diff", x(2, 5), 1, 1, call=lambda a, n, axis: ops.diff(a, n=n, axis=axis))
    add("diff", x(5, 2), 2, 0, call=lambda a, n, axis: ops.diff(a, n=n, axis=axis))
    add("trapezoid", x(2, 5), 0.5, 1, call=lambda a, dx, axis: ops.trapezoid(a, dx=dx, axis=axis))


def lookup():
    add("take", x(5, 3), ints(5, 2, 2), call=lambda a, i: ops.take(a, i, axis=0))
    add("take", x(2, 5, 3), ints(5, 4), 1)
    add("take", x(2, 5), ints(0, 3, low=-5), -1)
    add("takeAlongAxis", x(3, 5), ints(5, 3, 2), 1)
    add("takeAlongAxis", x(4, 3), ints(4, 2, 3), 0)
    whole("oneHot", ints(4, 2, 3), 4, "float32", call=lambda a, n, t: ops.one_hot(a, n, dtype=t))
    whole("oneHot", ints(4, 2, 3), 4, 0, "float32", call=lambda a, n, axis, t: ops.one_hot(a, n, axis=axis, dtype=t))
    whole("multiHot", ints(5, 2, 3), 5, "float32", call=lambda a, n, t: ops.multi_hot(a, n, dtype=t))
    add("scatter", ints(4, 5, 1), x(5, 2), [4, 2])
    add("scatter", ints(3, 4, 2), x(4), [3, 3])
    add("scatterUpdate", x(4, 3), given([[2], [0]], dtype="int32"), y(2, 3))
    add("scatterUpdate", x(4, 3), given([[2, 1], [0, 2], [3, 0]], dtype="int32"), y(3))
    segments = given([0, 2, 2, 1, 0], dtype="int32")
    add("segmentSum", x(5, 2), segments, 3, call=lambda a, s, n: ops.segment_sum(a, s, n))
    for op in "max min prod".split():
        whole("segment" + op.capitalize(), x(5, 2), segments, 3, call=lambda a, s, n: getattr(ops, f"segment_{op}")(a, s, n))
    whole("argsort", x(3, 5), 1)
    add("sort", x(3, 5), 1)
    add("sort", x(3, 2, 2), 0)
    add("topK", x(3, 5), 2)
    whole("inTopK", ints(5, 4), x(4, 5), 2)
    bins = given([-1.0, 0, 0.5, 2])
    whole("searchsorted", bins, given([-3.0, 0, 0.2, 2, 5]), "LEFT", call=lambda a, v, side: ops.searchsorted(a, v, side.lower()))
    whole("searchsorted", bins, given([-3.0, 0, 0.2, 2, 5]), "RIGHT", call=lambda a, v, side: ops.searchsorted(a, v, side.lower()))
    whole("digitize", given([-3.0, 0, 0.2, 2, 5]), bins)
    whole("bincount", ints(4, 9), 5, call=lambda a, n: ops.bincount(a, minlength=n))
    add("bincount", ints(4, 9), x(9), 5, call=lambda a, w, n: ops.bincount(a, weights=w, minlength=n), gradient=False)
    whole("isin", ints(9, 2, 3), given([1, 4, 5], dtype="int32"))
    whole("unravelIndex", ints(12, 4), [3, 4])


def products():
    for shapes in (((2, 3), (3, 4)), ((3,), (3, 4)), ((2, 3), (3,)), ((3,), (3,)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)), ((2, 3), (5, 3, 4)),
                   ((5, 1, 2, 3), (2, 3, 2))):
        add("matmul", x(*shapes[0]), y(*shapes[1]))
    whole("matmul", ints(9, 2, 3), ints(9, 3, 2))
    for shapes in (((3,), (3,)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((2, 2, 3), (5, 3, 4))):
        add("dot", x(*shapes[0]), y(*shapes[1]))
    add("vdot", x(2, 3), y(2, 3))
    add("inner", x(2, 3), y(4, 3))
    add("outer", x(3), y(4))
    add("tensordot", x(2, 3, 4), y(3, 4, 5), 2)
    add("tensordot", x(2, 3, 4), y(4, 2, 5), [0, 2], [1, 0], call=lambda a, b, i, j: ops.tensordot(a, b, axes=[i, j]))
    for formula, *shapes in (("ij,jk->ik", (2, 3), (3, 4)), ("bij,bjk->bik", (2, 2, 3), (2, 3, 4)), ("ij->ji", (2, 3)), ("ij->j", (2, 3)),
                             ("ii->i", (3, 3)), ("ij,ij->", (2, 3), (2, 3)), ("i,j->ij", (2,), (3,)), ("abc,cd->abd", (2, 3, 4), (4, 5)),
                             ("btnh,bsnh->bnts", (2, 3, 2, 4), (2, 5, 2, 4)), ("bnts,bsnh->btnh", (2, 2, 3, 5), (2, 5, 2, 4)),
                             ("...ij,jk->...ik", (2, 2, 3), (3, 4)), ("ij,jk,kl->il", (2, 3), (3, 4), (4, 2)), ("ij,kj->ik", (2, 3), (4, 3)),
                             ("ij,jk", (2, 3), (3, 4)), ("abc,abd->acd", (2, 3, 4), (2, 3, 2))):
        add("einsum", formula, *[x(*shape, seed=i) for i, shape in enumerate(shapes)])
    add("kron", x(2, 3), y(3, 2))
    add("cross", x(2, 3), y(2, 3))
    add("vander", x(3), 4)
    add("cdist", x(3, 4), y(2, 4))
    for mode in ("VALID", "SAME", "FULL"):
        for n, m in ((7, 3), (6, 4), (5, 5), (3, 8), (4, 7), (1, 1)):
            add("correlate", x(n), y(m), mode, call=lambda a, b, m: ops.correlate(a, b, mode=m.lower()))


def matrices():
    spd = given([[4, 1, 2.0], [1, 3, 0.5], [2, 0.5, 5]])
    square = given([[2, -1, 3.0], [4, 1, -2], [-3, 5, 1]])
    add("cholesky", spd, call=lambda a: ops.cholesky((a + ops.transpose(a)) / 2))
    whole("choleskyInverse", given([[2, 0, 0.0], [0.5, 1.6, 0], [1, -0.3, 2]]))
    add("det", square)
    add("det", x(2, 3, 3))
    add("slogdet", square, call=lambda a: list(ops.slogdet(a)))
    add("logdet", spd)
    add("inv", square)
    add("solve", square, y(3, 2))
    add("solveTriangular", given([[2, 0, 0.0], [0.5, 1.6, 0], [1, -0.3, 2]]), y(3, 2), "LOWER",
        call=lambda a, b, t: ops.solve_triangular(a, b, lower=t == "LOWER"))
    add("solveTriangular", given([[2, 1, 0.5], [0, 1.6, -1], [0, 0, 2.0]]), y(3, 2), "UPPER",
        call=lambda a, b, t: ops.solve_triangular(a, b, lower=t == "LOWER"))
    add("qr", x(4, 3), call=lambda a: list(ops.qr(a)))
    whole("qr", x(3, 4), call=lambda a: list(ops.qr(a)))
    whole("qr", x(4, 2), "COMPLETE", call=lambda a, mode: list(ops.qr(a, mode=mode.lower())))
    whole("luFactor", square, call=lambda a: list(ops.lu_factor(a)))
    add("lstsq", x(5, 3), y(5, 2), gradient=False)
    whole("pinv", x(4, 3))
    whole("matrixRank", given([[1, 2, 3.0], [2, 4, 6], [0, 1, 1]]))
    add("norm", x(3, 4))
    for p in (1, 2, 3):
        add("norm", x(3, 4), p, 1, call=lambda a, p, axis: ops.norm(a, ord=p, axis=axis))
    whole("norm", x(3, 4), 0, 1, call=lambda a, p, axis: ops.norm(a, ord=p, axis=axis))
    add("norm", x(2, 3, 4), "FRO", call=lambda a, n: ops.norm(a, ord="fro", axis=(-2, -1)))
    whole("norm", x(2, 3, 4), "NUC", call=lambda a, n: ops.norm(a, ord="nuc", axis=(-2, -1)))
    whole("norm", x(2, 3, 4), "SPECTRAL", call=lambda a, n: ops.norm(a, ord=2, axis=(-2, -1)))


def neural():
    for op in "relu relu6 sigmoid softplus log_sigmoid softsign silu swish hard_sigmoid hard_silu hard_tanh tanh_shrink selu sparse_plus sparse_sigmoid".split():
        add(re.sub("_([a-z])", lambda m: m[1].upper(), op), x(3, 5))
    add("gelu", x(3, 5), call=lambda a: ops.gelu(a, approximate=False))
    add("geluApproximate", x(3, 5), call=lambda a: ops.gelu(a, approximate=True))
    add("mish", x(3, 5), call=keras.activations.mish)
    for op, *options in (("leaky_relu", 0.3), ("elu", 0.7), ("celu", 0.7), ("soft_shrink", 0.4), ("hard_shrink", 0.4), ("threshold", 0.3, -1), ("squareplus", 2)):
        add(re.sub("_([a-z])", lambda m: m[1].upper(), op), x(3, 5), *options)
    add("glu", x(3, 6), 1)
    for op in "softmax logSoftmax".split():
        add(op, x(3, 5))
        add(op, x(2, 3, 4), 1)
    add("normalize", x(3, 5), 1e-12, 1, call=lambda a, e, axis: ops.normalize(a, axis=axis, epsilon=e))
    add("rmsNormalization", x(3, 5), 1e-3, -1, call=lambda a, e, axis: ops.rms_normalization(a, axis=axis, epsilon=e))
    add("layerNormalization", x(3, 5), 1e-3, -1, call=lambda a, e, axis: ops.layer_normalization(a, axis=axis, epsilon=e))
    add("psnr", x(3, 5), y(3, 5), 2)
    add("batchNormalization", x(3, 4, 2), y(4), positive(4), 1, x(4), positive(4, seed=5), 1e-3,
        call=lambda a, m, v, axis, offset, scale, e: ops.batch_normalization(a, m, v, axis, offset, scale, e))
    heads = [x(2, 3, 2, 4), y(2, 5, 2, 4), x(2, 5, 2, 4, seed=8)]
    add("dotProductAttention", *heads, 0.5, call=lambda q, k, v, scale: ops.dot_product_attention(q, k, v, scale=scale))
    add("dotProductAttention", *heads, bools(2, 1, 3, 5), 0.5, call=lambda q, k, v, m, scale: ops.dot_product_attention(q, k, v, mask=m, scale=scale))
    chances, classes = Array((3, 4), 0.05, 0.95), Array((3, 4), 0, 1, seed=6)
    add("binaryCrossentropy", classes, chances)
    add("binaryCrossentropyOfLogits", classes, x(3, 4), call=lambda t, p: ops.binary_crossentropy(t, p, from_logits=True))
    add("categoricalCrossentropy", classes, chances)
    add("categoricalCrossentropyOfLogits", classes, x(3, 4), call=lambda t, p: ops.categorical_crossentropy(t, p, from_logits=True))
    add("sparseCategoricalCrossentropy", ints(4, 3), chances)
    add("sparseCategoricalCrossentropyOfLogits", ints(4, 3), x(3, 4),
        call=lambda t, p: ops.sparse_categorical_crossentropy(t, p, from_logits=True))
    add("depthToSpace", x(1, 2, 3, 8), 2)
    add("spaceToDepth", x(1, 4, 6, 2), 2)


def ranges():
    def ended(function):
        return lambda a, b, n, end, *rest: function(a, b, n, end == "INCLUDED", *rest)

    for end in ("INCLUDED", "EXCLUDED"):
        for shapes in (((), ()), ((3,), (3,)), ((2, 3), (3,))):
            for n in (1, 2, 7):
                add("linspace", x(*shapes[0]), y(*shapes[1]), n, end, call=ended(ops.linspace))
        add("logspace", x(3), y(3), 5, end, 2, call=ended(lambda a, b, n, e, base: ops.logspace(a, b, n, e, base)))
        add("geomspace", positive(2, 3), positive(2, 3, seed=1), 5, end, call=ended(ops.geomspace))
    add("geomspace", given([-1.0, -3]), given([-8.0, -0.5]), 4, "INCLUDED", call=ended(ops.geomspace))
    beside = x(1)
    for op, low, high in (("linspace", -1, 2.5), ("logspace", -1, 2.5), ("geomspace", 0.5, 32), ("geomspace", -0.5, -32)):
        whole(op, beside, low, high, 6, call=lambda _, a, b, n: getattr(ops, op)(a, b, n))
    for rows, columns, k in ((3, 4, 0), (4, 3, -1), (2, 5, 2), (3, 3, 7)):
        whole("tri", beside, rows, columns, k, "float32", call=lambda _, n, m, k, t: ops.tri(n, m, k, dtype=t))
    for op in "bartlett blackman hamming hanning".split():
        for n in (1, 5, 8, 33) if op == "blackman" else (1, 2, 5, 8, 33):     # of two its values are 0 but for rounding
            whole(op, beside, n, call=lambda _, n: getattr(ops, op)(n))
    for n, beta in ((1, 4), (2, 4), (5, 0), (8, 8.6), (33, 14)):
        whole("kaiser", beside, n, beta, call=lambda _, n, beta: ops.kaiser(n, beta))


def image():
    for kind in ("NEAREST", "BILINEAR", "BICUBIC", "LANCZOS3"):
        for shape, size in (((2, 4, 5, 2), (8, 10)), ((1, 5, 4, 2), (7, 9)), ((1, 7, 9, 1), (4, 5))):
            add("resize", x(*shape), *size, kind, call=lambda a, h, w, k: ops.image.resize(a, (h, w), interpolation=k.lower()),
                gradient=kind == "BILINEAR", tolerance=1e-4)
    for kind in ("BILINEAR", "BICUBIC"):
        whole("resize", x(1, 9, 12, 1), 4, 5, kind, "ANTIALIAS", tolerance=1e-4,
              call=lambda a, h, w, k, s: ops.image.resize(a, (h, w), interpolation=k.lower(), antialias=True))
    add("cropImages", x(2, 5, 6, 2), 1, 2, 3, 2, call=lambda a, t, l, h, w: a[:, t:t + h, l:l + w])
    add("padImages", x(2, 3, 2, 2), 1, 2, 0, 1, call=lambda a, t, l, b, r: ops.image.pad_images(a, t, l, b, r))
    add("rgbToGrayscale", positive(2, 3, 2, 3), call=ops.image.rgb_to_grayscale)
    add("rgbToHsv", Array((2, 3, 2, 3), 0, 1), call=ops.image.rgb_to_hsv, gradient=False)
    add("hsvToRgb", Array((2, 3, 2, 3), 0, 1), call=ops.image.hsv_to_rgb, gradient=False)
    turn = given([[0.9, -0.3, 0.4, 0.2, 1.1, -0.6, 0.0, 0.0], [1.2, 0.1, -1.0, -0.15, 0.8, 0.7, 0.0, 0.0]])
    for kind in ("NEAREST", "BILINEAR"):
        for mode in ("CONSTANT", "NEAREST", "WRAP", "MIRROR", "REFLECT"):
            add("affineTransform", x(2, 5, 4, 2), turn, kind, mode, 0.5, gradient=False,
                call=lambda a, t, k, m, f: ops.image.affine_transform(a, t, k.lower(), m.lower(), f))
    places = given([[[0.3, 1.6, -1.2], [2.7, 5.1, 1.0]], [[2.2, 0.0, 3.9], [-2.6, 1.4, 6.3]], [[0.8, 0.1, -0.3], [1.2, 2.4, 0.6]]])
    for order, kind in enumerate(("NEAREST", "BILINEAR")):
        for mode in ("CONSTANT", "NEAREST", "WRAP", "MIRROR", "REFLECT"):
            add("mapCoordinates", x(3, 4, 2), places, kind, mode, 0.5, gradient=kind == "BILINEAR",
                call=lambda a, p, _, m, f, order=order: ops.image.map_coordinates(a, p, order, m.lower(), f))
    add("extractPatches", x(2, 5, 6, 2), 2, call=lambda a, n: ops.image.extract_patches(a, n))
    add("gaussianBlur", x(1, 5, 6, 2), 3, 3, 1.0, 0.7, call=lambda a, h, w, s, t: ops.image.gaussian_blur(a, (h, w), (t, s), data_format="channels_last"), gradient=False)


begin("ops")
arithmetic()
functions()
arrangement()
folding()
lookup()
products()
matrices()
neural()
ranges()
save()
begin("image")
image()
save()
