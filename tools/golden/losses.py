"""Golden numbers of the losses: values under every reduction, and gradients to y_pred."""
import numpy as np
from golden import Group, config
from gradients import evaluate

import keras
from keras import losses
from keras.src.backend.common.masking import set_keras_mask
from keras.src.utils.naming import to_snake_case

REDUCTIONS = ["none", "sum_over_batch_size", "sum", "mean_with_sample_weight"]
MASK = np.array([[1, 0, 1, 1], [0, 0, 1, 1], [1, 1, 1, 0]], bool)


class LossGroup(Group):
    def __init__(self, name, make):
        super().__init__("losses", name)
        self.make = make

    def add(self, name, y_true, y_pred, sample_weight=None, mask=None, **options):
        """One case; data are functions of the case, or arrays."""
        with self.case(name) as case:
            t, p, sw = (a(case) if callable(a) else a for a in (y_true, y_pred, sample_weight))
            loss = self.make(**options)
            kept = config(loss)
            case.fields.update(class_name=type(loss).__name__, config=kept, tolerance=1e-5,
                               unsaved={k: v for k, v in options.items() if k not in kept})
            case.fields["arrays"] = {
                "y_true": case.put("y_true", t), "y_pred": case.put("y_pred", p),
                "sample_weight": None if sw is None else case.put("sample_weight", sw),
                "mask": None if mask is None else case.put("mask", mask), "loss": {}, "gradient": {}}
            for reduction in REDUCTIONS:
                value, gradient = value_and_gradient(self.make(reduction=reduction, **options), t, p, sw, mask)
                case.fields["arrays"]["loss"][reduction] = case.put(f"loss_{reduction}", value)
                if reduction != "none":
                    case.fields["arrays"]["gradient"][reduction] = case.put(f"gradient_{reduction}", gradient)


def value_and_gradient(loss, y_true, y_pred, sample_weight, mask):
    def scalar(tensors):
        if mask is not None:
            set_keras_mask(tensors[0], keras.ops.convert_to_tensor(mask))
        value = loss(y_true, tensors[0], sample_weight)
        return keras.ops.sum(value), value

    value, (gradient,), _ = evaluate(scalar, [y_pred], [])
    return value, gradient


def normal(*shape):
    return lambda case: case.normal(*shape, scale=1.5)


def between(*shape):
    return lambda case: case.uniform(0.03, 0.97, *shape)


def rows(*shape):
    return lambda case: case.probabilities(*shape)


def labels(classes, *shape):
    return lambda case: case.ids(classes, *shape)


def one_hot(classes, *shape):
    return lambda case: np.eye(classes, dtype="float32")[case.ids(classes, *shape)]


def bits(*shape):
    return lambda case: case.ids(2, *shape).astype("float32")


def weights(*shape):
    return lambda case: case.uniform(0.2, 3, *shape)


def regression():
    """Two losses with all ways to weigh; the others share that, and have fewer cases (see `formulas`)."""
    for name, make in (("mean_squared_error", losses.MeanSquaredError), ("mean_absolute_error", losses.MeanAbsoluteError)):
        g = LossGroup(name, make)
        g.add("rank2", normal(5, 3), normal(5, 3))
        g.add("one_column", normal(5, 1), normal(5, 1))
        g.add("true_rank1", normal(5), normal(5, 1))
        g.add("rank1", normal(5), normal(5))
        g.add("integer_true", labels(4, 5, 2), normal(5, 2))
        g.add("weighted", normal(5, 3), normal(5, 3), weights(5))
        g.add("weighted_column", normal(5, 3), normal(5, 3), weights(5, 1))
        g.add("rank3_weighted_by_sample", normal(3, 4, 2), normal(3, 4, 2), weights(3, 1))
        g.add("rank3_weighted_by_step", normal(3, 4, 2), normal(3, 4, 2), weights(3, 4))
        g.add("masked", normal(3, 4, 2), normal(3, 4, 2), mask=MASK)
        g.add("masked_weighted", normal(3, 4, 2), normal(3, 4, 2), weights(3, 4), MASK)
        g.save()


def binary():
    g = LossGroup("binary_crossentropy", losses.BinaryCrossentropy)
    g.add("probabilities", bits(5, 3), between(5, 3))
    g.add("one_column", bits(6, 1), between(6, 1))
    g.add("true_rank1", bits(6), between(6, 1))
    g.add("soft_labels", between(4, 2), between(4, 2))
    g.add("logits", bits(5, 3), normal(5, 3), from_logits=True)
    g.add("large_logits", np.array([[1, 0, 1], [0, 1, 0]], "float32"), np.array([[60, -60, -50], [90, 30, 0]], "float32"),
          from_logits=True)
    g.add("label_smoothing", bits(5, 3), between(5, 3), label_smoothing=0.2)
    g.add("logits_label_smoothing", bits(5, 3), normal(5, 3), from_logits=True, label_smoothing=0.2)
    g.add("weighted", bits(5, 3), between(5, 3), weights(5))
    g.add("masked", bits(3, 4, 1), between(3, 4, 1), mask=MASK)
    g.add("masked_weighted", bits(3, 4, 2), between(3, 4, 2), weights(3, 4), MASK)
    g.add("axis", bits(5, 3), between(5, 3), axis=0)
    g.save()


def categorical():
    g = LossGroup("categorical_crossentropy", losses.CategoricalCrossentropy)
    g.add("probabilities", one_hot(4, 5), rows(5, 4))
    g.add("soft_labels", rows(5, 4), rows(5, 4))
    g.add("unnormalised", one_hot(4, 5), lambda case: case.uniform(0.1, 2, 5, 4))
    g.add("logits", one_hot(4, 5), normal(5, 4), from_logits=True)
    g.add("large_logits", np.eye(3, dtype="float32"), np.array([[90, 0, -90], [80, -10, 0], [0, 1, 60]], "float32"),
          from_logits=True)
    g.add("label_smoothing", one_hot(4, 5), rows(5, 4), label_smoothing=0.1)
    g.add("logits_label_smoothing", one_hot(4, 5), normal(5, 4), from_logits=True, label_smoothing=0.1)
    g.add("weighted", one_hot(4, 5), rows(5, 4), weights(5))
    g.add("rank3", one_hot(5, 3, 4), rows(3, 4, 5))
    g.add("masked", one_hot(5, 3, 4), rows(3, 4, 5), mask=MASK)
    g.add("masked_weighted", one_hot(5, 3, 4), rows(3, 4, 5), weights(3, 4), MASK)
    g.save()


def sparse():
    g = LossGroup("sparse_categorical_crossentropy", losses.SparseCategoricalCrossentropy)
    g.add("rank1_labels", labels(4, 5), rows(5, 4))
    g.add("column_labels", labels(4, 5, 1), rows(5, 4))
    g.add("float_labels", lambda case: case.ids(4, 5).astype("float32"), rows(5, 4))
    g.add("step_labels", labels(5, 3, 4), rows(3, 4, 5))
    g.add("step_column_labels", labels(5, 3, 4, 1), rows(3, 4, 5))
    g.add("logits", labels(4, 5), normal(5, 4), from_logits=True)
    g.add("step_logits", labels(5, 3, 4), normal(3, 4, 5), from_logits=True)
    g.add("large_logits", np.array([0, 1, 2], "int32"), np.array([[90, 0, -90], [80, -10, 0], [0, 1, 60]], "float32"),
          from_logits=True)
    g.add("weighted", labels(4, 5), rows(5, 4), weights(5))
    g.add("step_weighted", labels(5, 3, 4), rows(3, 4, 5), weights(3, 4))
    g.add("masked", labels(5, 3, 4), rows(3, 4, 5), mask=MASK)
    g.add("masked_weighted", labels(5, 3, 4), rows(3, 4, 5), weights(3, 4), MASK)
    some = np.array([[0, 2, 1, 0], [3, 3, 0, 0], [4, 1, 2, 3]], "int32")
    g.add("ignore_class", some, rows(3, 4, 5), ignore_class=0)
    g.add("ignore_negative_class", np.array([1, -1, 3, -1, 0], "int32"), rows(5, 4), ignore_class=-1)
    g.add("ignore_class_logits", some, normal(3, 4, 5), from_logits=True, ignore_class=0)
    g.add("ignore_class_weighted", some, rows(3, 4, 5), weights(3, 4), ignore_class=0)
    g.add("ignore_class_masked", some, rows(3, 4, 5), mask=MASK, ignore_class=0)
    g.save()


def signs(*shape):
    return lambda case: case.ids(2, *shape).astype("float32") * 2 - 1


def formulas():
    """Every other loss, each option away from its default; What the configuration doesn't hold stands under `unsaved`."""
    def group(make, *cases):
        g = LossGroup(to_snake_case(make.__name__), make)
        for name, y_true, y_pred, options in cases:
            g.add(name, y_true, y_pred, **options)
        g.save()

    positive = between(5, 3)
    errors = [("rank2", normal(5, 3), normal(5, 3), {}), ("true_rank1", normal(5), normal(5, 1), {}),
              ("weighted", normal(5, 3), normal(5, 3), {"sample_weight": weights(5)}),
              ("masked", normal(3, 4, 2), normal(3, 4, 2), {"mask": MASK})]
    group(losses.MeanAbsolutePercentageError, *errors)
    group(losses.MeanSquaredLogarithmicError, *errors[1:], ("positive", positive, positive, {}))
    group(losses.LogCosh, *errors, ("far", np.float32([[9, -9, 0.1]]), np.float32([[-30, 30, 0]]), {}))
    group(losses.Huber, *errors, ("delta", normal(5, 3), normal(5, 3), {"delta": 0.4}))
    group(losses.CosineSimilarity, *errors[:1], *errors[2:], ("axis", normal(5, 3), normal(5, 3), {"axis": 0}))
    group(losses.Poisson, ("counts", labels(5, 5, 3), positive, {}), ("weighted", labels(5, 5, 3), positive, {"sample_weight": weights(5)}))
    group(losses.KLDivergence, ("rows", rows(5, 4), rows(5, 4), {}), ("zeros", one_hot(4, 5), rows(5, 4), {}),
          ("masked", rows(3, 4, 5), rows(3, 4, 5), {"mask": MASK}))
    margins = [("signs", signs(5, 3), normal(5, 3), {}), ("bits", bits(5, 3), normal(5, 3), {}), ("other", normal(5, 3), normal(5, 3), {}),
               ("weighted", signs(5, 3), normal(5, 3), {"sample_weight": weights(5)})]
    group(losses.Hinge, *margins)
    group(losses.SquaredHinge, *margins)
    group(losses.CategoricalHinge, ("one_hot", one_hot(4, 5), normal(5, 4), {}), ("masked", one_hot(5, 3, 4), normal(3, 4, 5), {"mask": MASK}))
    group(losses.BinaryFocalCrossentropy, ("probabilities", bits(5, 3), between(5, 3), {}),
          ("logits", bits(5, 3), normal(5, 3), {"from_logits": True}),
          ("balanced", bits(5, 3), between(5, 3), {"apply_class_balancing": True, "alpha": 0.4, "gamma": 1.5}),
          ("smoothed_weighted", bits(5, 3), between(5, 3), {"label_smoothing": 0.2, "sample_weight": weights(5)}),
          ("axis", bits(5, 3), between(5, 3), {"axis": 0}))
    group(losses.CategoricalFocalCrossentropy, ("probabilities", one_hot(4, 5), rows(5, 4), {}),
          ("logits", one_hot(4, 5), normal(5, 4), {"from_logits": True}),
          ("options", one_hot(4, 5), rows(5, 4), {"alpha": 0.4, "gamma": 1.5, "label_smoothing": 0.1}),
          ("axis", lambda case: np.eye(4, dtype="float32")[:, case.ids(4, 5)], lambda case: case.probabilities(5, 4).T.copy(), {"axis": 0}))
    group(losses.CategoricalGeneralizedCrossEntropy, ("labels", labels(4, 5), rows(5, 4), {}), ("q", labels(4, 5), rows(5, 4), {"q": 0.8}),
          ("weighted", labels(4, 5), rows(5, 4), {"sample_weight": weights(5)}))
    for make in (losses.Dice, losses.Tversky):
        group(make, ("whole", bits(2, 3, 4, 1), between(2, 3, 4, 1), {}),
              ("images", bits(2, 3, 4, 2), between(2, 3, 4, 2), {"axis": (1, 2, 3)}),
              ("images_weighted", bits(2, 3, 4, 1), between(2, 3, 4, 1), {"axis": (1, 2, 3), "sample_weight": weights(2)}),
              *([("options", bits(2, 3, 4, 1), between(2, 3, 4, 1), {"alpha": 0.3, "beta": 0.9})] if make is losses.Tversky else []))
    unit = lambda case: (lambda x: x / np.linalg.norm(x, axis=1, keepdims=True))(case.normal(8, 4))
    several = np.int32([0, 1, 2, 0, 1, 0, 2, 3])
    group(losses.Circle, ("unit_rows", several, unit, {"gamma": 4.0}), ("column", several[:, None], unit, {"gamma": 8.0, "margin": 0.25}),
          ("defaults", several, unit, {}), ("with_itself", several, unit, {"gamma": 4.0, "remove_diagonal": False}))
    spelled = np.int32([[1, 2, 2, 0], [3, 0, 0, 0], [4, 1, 3, 2]])
    group(losses.CTC, ("labels", spelled, normal(3, 7, 5), {}), ("just_enough", np.int32([[1, 1], [2, 1]]), normal(2, 3, 4), {}),
          ("weighted", spelled, normal(3, 9, 5), {"sample_weight": weights(3)}), ("long", labels_from_one(6, 2, 9), normal(2, 30, 7), {}))


def labels_from_one(classes, *shape):
    return lambda case: case.ids(classes, *shape) + 1


regression()
binary()
categorical()
sparse()
formulas()
