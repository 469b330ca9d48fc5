"""Compile configurations: optimizers, schedules, losses, metrics, and what governs weights."""
from conformance import case, ids, normal, one_hot, uniform

import keras
from keras import layers as L
from keras import losses, metrics
from keras import optimizers as O
from keras.optimizers import schedules as S


def small(units=2, activation=None):
    return lambda: keras.Sequential([keras.Input((4,)), L.Dense(3, activation="tanh"), L.Dense(units, activation=activation)])


four = normal(6, 4)


def optimizer(name, make, tolerance=1e-5):
    case(f"optimizer_{name}", small(), four, optimizer=make, tolerance=tolerance)


optimizer("sgd", lambda: O.SGD(0.1))
optimizer("nesterov", lambda: O.SGD(0.1, momentum=0.9, nesterov=True, weight_decay=0.01))
optimizer("adam", lambda: O.Adam(0.01))
optimizer("amsgrad", lambda: O.Adam(0.01, amsgrad=True, epsilon=1e-4))
optimizer("adamw", lambda: O.AdamW(0.01, weight_decay=0.1))
optimizer("adamax", lambda: O.Adamax(0.01))
optimizer("nadam", lambda: O.Nadam(0.01))
optimizer("rmsprop", lambda: O.RMSprop(0.01))
optimizer("rmsprop_centered", lambda: O.RMSprop(0.01, momentum=0.5, centered=True))
optimizer("adagrad", lambda: O.Adagrad(0.05))
optimizer("adadelta", lambda: O.Adadelta(0.5))
optimizer("adafactor", lambda: O.Adafactor(0.01))
optimizer("ftrl", lambda: O.Ftrl(0.05, l1_regularization_strength=0.01))
optimizer("lion", lambda: O.Lion(0.003))
optimizer("lamb", lambda: O.Lamb(0.01))
optimizer("muon", lambda: O.Muon(0.01), tolerance=1e-4)
optimizer("clipnorm", lambda: O.Adam(0.01, clipnorm=0.1))
optimizer("global_clipnorm", lambda: O.SGD(0.1, momentum=0.5, global_clipnorm=0.2))
optimizer("clipvalue", lambda: O.SGD(0.1, clipvalue=0.05))
optimizer("ema", lambda: O.Adam(0.01, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=3))
optimizer("accumulation", lambda: O.SGD(0.1, momentum=0.9, gradient_accumulation_steps=3))
optimizer("loss_scale", lambda: O.LossScaleOptimizer(O.Adam(0.01), initial_scale=1024.0))
for name, make in (("exponential", lambda: S.ExponentialDecay(0.1, 2, 0.5, staircase=True)), ("piecewise", lambda: S.PiecewiseConstantDecay([2, 4], [0.1, 0.05, 0.01])),
                   ("polynomial", lambda: S.PolynomialDecay(0.1, 5, power=2.0)), ("inverse_time", lambda: S.InverseTimeDecay(0.1, 2, 0.5)),
                   ("cosine", lambda: S.CosineDecay(0.02, 6, alpha=0.1, warmup_target=0.1, warmup_steps=3)),
                   ("cosine_restarts", lambda: S.CosineDecayRestarts(0.1, 3, 1.5, 0.8))):
    optimizer(f"schedule_{name}", lambda make=make: O.SGD(make(), momentum=0.9))

sgd = {"optimizer": lambda: O.SGD(0.05)}


def loss(name, value, y=None, units=3, activation=None):
    case(f"loss_{name}", lambda: keras.Sequential([keras.Input((4,)), L.Dense(units, activation=activation)]), normal(6, 4, scale=0.7), y,
         loss=value, **sgd)


bits, positive = (lambda rng: ids(2, 6, 3)(rng).astype("float32")), uniform(0.1, 2, 6, 3)
for name in ("mean_squared_error", "mean_absolute_error", "huber", "log_cosh", "cosine_similarity"):
    loss(name, name)
for name in ("mean_absolute_percentage_error", "mean_squared_logarithmic_error", "poisson"):
    loss(name, name, positive, activation="softplus")
for name in ("hinge", "squared_hinge"):
    loss(name, name, bits)
loss("categorical_hinge", "categorical_hinge", one_hot(3, 6))
for name in ("binary_crossentropy", "binary_focal_crossentropy", "dice", "tversky"):
    loss(name, name, bits, activation="sigmoid")
for name in ("categorical_crossentropy", "categorical_focal_crossentropy", "kl_divergence"):
    loss(name, name, one_hot(3, 6), activation="softmax")
loss("sparse_from_logits", lambda: losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1), ids(3, 6))
loss("label_smoothing", lambda: losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1), one_hot(3, 6))
loss("alpha_for_each_class", lambda: losses.CategoricalFocalCrossentropy(alpha=[0.2, 0.5, 0.3], reduction="mean"), one_hot(3, 6), activation="softmax")
loss("function", keras.losses.mean_squared_error)
loss("sum", lambda: losses.MeanSquaredError(reduction="sum"))


def measured(name, y, units, activation, *measures, **options):
    case(f"metrics_{name}", small(units, activation), four, y, metrics=lambda: [m() for m in measures], **sgd, **options)


M = metrics
measured("regression", None, 2, None, M.MeanSquaredError, M.RootMeanSquaredError, M.MeanAbsoluteError, M.MeanAbsolutePercentageError,
         M.MeanSquaredLogarithmicError, M.LogCoshError, M.CosineSimilarity, M.R2Score)
measured("binary", lambda rng: ids(2, 6, 1)(rng), 1, "sigmoid", M.BinaryAccuracy, M.BinaryCrossentropy, M.Precision, M.Recall, M.AUC,
         lambda: M.AUC(curve="PR", name="pr"), M.TruePositives, M.FalsePositives, M.TrueNegatives, M.FalseNegatives, M.Hinge,
         lambda: M.PrecisionAtRecall(0.5), lambda: M.SensitivityAtSpecificity(0.5), lambda: M.BinaryIoU(threshold=0.4), loss="binary_crossentropy")
measured("classes", one_hot(3, 6), 3, "softmax", M.CategoricalAccuracy, M.CategoricalCrossentropy, lambda: M.TopKCategoricalAccuracy(2), M.KLDivergence,
         lambda: M.F1Score(average="macro"), lambda: M.FBetaScore(average="micro", beta=2.0), lambda: M.OneHotMeanIoU(3), M.CategoricalHinge, M.Poisson,
         loss="categorical_crossentropy")
measured("sparse", ids(3, 6), 3, "softmax", M.SparseCategoricalAccuracy, M.SparseCategoricalCrossentropy, lambda: M.SparseTopKCategoricalAccuracy(2),
         loss="sparse_categorical_crossentropy")
case("metrics_by_name", small(3, "softmax"), four, ids(3, 6), loss="sparse_categorical_crossentropy", metrics=["accuracy", "sparse_categorical_crossentropy"],
     weighted_metrics=["accuracy"], optimizer="adam")


case("metrics_functions", small(), four, loss=losses.mean_absolute_error, metrics=[metrics.mean_squared_error], **sgd)


def each(layers):
    return lambda: keras.Sequential([keras.Input((4,)), *layers()])


ACTIVATIONS = ["linear", "relu", "relu6", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "softmax", "softplus", "softsign", "silu", "gelu",
               "hard_sigmoid", "hard_silu", "mish", "exponential"]
RARE = ["celu", "log_softmax", "log_sigmoid", "hard_tanh", "tanh_shrink", "soft_shrink", "hard_shrink", "squareplus", "sparse_plus",
        "sparse_sigmoid", "sparsemax", "glu"]


def side_by_side(names):
    def build():
        x = keras.Input((4,))
        return keras.Model(x, L.Concatenate()([L.Dense(2, activation=name, name=name)(x) for name in names]))
    return build


case("activations", side_by_side(ACTIVATIONS), four, **sgd)
case("activations_rare", side_by_side(RARE), four, **sgd)
I = keras.initializers
case("initializers", each(lambda: [L.Dense(4, kernel_initializer=i) for i in (
    "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "orthogonal", "identity", "zeros", "ones",
    I.Constant(0.3), I.RandomNormal(stddev=0.1), I.RandomUniform(-0.1, 0.2), I.TruncatedNormal(seed=3), I.VarianceScaling(2.0, "fan_out", "uniform"))]),
     four, steps=0)
R = keras.regularizers
case("regularizers", each(lambda: [L.Dense(4, kernel_regularizer=R.L1(0.02), bias_regularizer="l2"), L.Dense(3, kernel_regularizer=R.L1L2(0.01, 0.02)),
                                   L.Dense(2, kernel_regularizer=R.OrthogonalRegularizer(0.05), activity_regularizer=R.L2(0.03))]), four)
C = keras.constraints
case("constraints", each(lambda: [L.Dense(4, kernel_constraint=C.MaxNorm(0.8), bias_constraint="non_neg"), L.Dense(3, kernel_constraint=C.UnitNorm()),
                                  L.Dense(2, kernel_constraint=C.MinMaxNorm(0.3, 0.6, rate=0.5))]), four)

# Keras on PyTorch names classes of its own for optimizers: keras.src.backend.torch.optimizers.torch_adam.Adam
for name, make in (("sgd", lambda: O.SGD(0.1, momentum=0.9)), ("adam", lambda: O.Adam(0.01)), ("adamw", lambda: O.AdamW(0.01)), ("rmsprop", lambda: O.RMSprop(0.01))):
    case(f"torch_{name}", small(), four, optimizer=make)
case("tensorflow_adam", small(), four, optimizer=lambda: O.Adam(0.01), backend="tensorflow")  # counts in int64
