"""Golden numbers of the metrics: the result after each of several batches."""
import numpy as np
from golden import Group, config

from keras import metrics
from keras.src.trainers.compile_utils import get_metric
from keras.src.utils.naming import to_snake_case


class MetricGroup(Group):
    def __init__(self, name):
        super().__init__("metrics", name)

    def add(self, name, metric, *batches, resolved_from=None, unsaved=None):
        """One case; a batch is a dict of what `update_state` takes; `metric` may be a function of the first batch."""
        with self.case(name) as case:
            batches = [{k: np.asarray(v(case) if callable(v) else v) for k, v in batch.items()} for batch in batches]
            metric = metric(batches[0]) if callable(metric) and not isinstance(metric, metrics.Metric) else metric
            case.fields.update(class_name=type(metric).__name__, config=config(metric), resolved_from=resolved_from,
                               unsaved=unsaved or {}, tolerance=1e-5, batches=[])
            for i, batch in enumerate(batches):
                metric.update_state(**batch)
                kept = {k: case.put(f"{k}{i}", a) for k, a in batch.items()}
                case.fields["batches"].append({**kept, "result": case.put(f"result{i}", metric.result())})


def normal(*shape):
    return lambda case: case.normal(*shape)


def between(*shape):
    return lambda case: case.uniform(0, 1, *shape)


def ids(limit, *shape):
    return lambda case: case.ids(limit, *shape)


def bits(*shape):
    return lambda case: case.ids(2, *shape).astype("float32")


def rows(*shape):
    return lambda case: case.probabilities(*shape)


def one_hot(classes, *shape):
    return lambda case: np.eye(classes, dtype="float32")[case.ids(classes, *shape)]


def batches(y_true, y_pred, *sizes, weight=None):
    """Batches of these many samples; `y_true`, `y_pred` and `weight` take the size."""
    out = [{"y_true": y_true(n), "y_pred": y_pred(n)} for n in sizes]
    return [{**b, "sample_weight": weight(n)} for b, n in zip(out, sizes)] if weight else out


def weight(n):
    return lambda case: case.uniform(0.2, 3, n)


def mean():
    g = MetricGroup("mean")
    g.add("scalars", metrics.Mean(), *({"values": np.float32(v)} for v in (1.5, 2.0, -4.0)))
    g.add("batches", metrics.Mean(), {"values": normal(4)}, {"values": normal(3)}, {"values": normal(1)})
    g.add("rank2", metrics.Mean(), {"values": normal(4, 2)}, {"values": normal(3, 2)})
    g.add("weighted", metrics.Mean(), *({"values": normal(n), "sample_weight": weight(n)} for n in (4, 3)))
    g.add("weighted_rank2", metrics.Mean(), *({"values": normal(n, 2), "sample_weight": weight(n)} for n in (4, 3)))
    g.add("scalar_weights", metrics.Mean(), {"values": np.float32(2), "sample_weight": np.float32(3)},
          {"values": np.float32(5), "sample_weight": np.float32(1)})
    g.add("weight_zero", metrics.Mean(), {"values": normal(3), "sample_weight": np.zeros(3, "float32")})
    g.save()


def errors():
    for name, make in (("mean_squared_error", metrics.MeanSquaredError), ("mean_absolute_error", metrics.MeanAbsoluteError)):
        g = MetricGroup(name)
        g.add("rank2", make(), *batches(lambda n: normal(n, 3), lambda n: normal(n, 3), 4, 3, 1))
        g.add("true_rank1", make(), *batches(lambda n: normal(n), lambda n: normal(n, 1), 4, 3))
        g.add("weighted", make(), *batches(lambda n: normal(n, 3), lambda n: normal(n, 3), 4, 3, weight=weight))
        g.add("rank3", make(), *batches(lambda n: normal(n, 4, 2), lambda n: normal(n, 4, 2), 3, 2))
        g.save()


def accuracies():
    g = MetricGroup("binary_accuracy")
    for name, options in (("default", {}), ("threshold", {"threshold": 0.3})):
        g.add(name, metrics.BinaryAccuracy(**options), *batches(lambda n: bits(n, 1), lambda n: between(n, 1), 5, 7, 2))
        g.add(f"{name}_weighted", metrics.BinaryAccuracy(**options),
              *batches(lambda n: bits(n, 1), lambda n: between(n, 1), 5, 7, weight=weight))
    g.add("on_the_threshold", metrics.BinaryAccuracy(), {"y_true": np.float32([[1], [0]]), "y_pred": np.float32([[0.5], [0.5]])})
    g.add("several_columns", metrics.BinaryAccuracy(), *batches(lambda n: bits(n, 4), lambda n: between(n, 4), 3, 4))
    g.add("true_rank1", metrics.BinaryAccuracy(), *batches(lambda n: bits(n), lambda n: between(n, 1), 5, 4))
    g.save()

    g = MetricGroup("categorical_accuracy")
    make = metrics.CategoricalAccuracy
    g.add("default", make(), *batches(lambda n: one_hot(3, n), lambda n: rows(n, 3), 8, 5, 1))
    g.add("weighted", make(), *batches(lambda n: one_hot(3, n), lambda n: rows(n, 3), 8, 5, weight=weight))
    g.add("steps", make(), *batches(lambda n: one_hot(3, n, 4), lambda n: rows(n, 4, 3), 3, 2))
    g.add("ties", make(), {"y_true": np.eye(3, dtype="float32"), "y_pred": np.full((3, 3), 1 / 3, "float32")})
    g.save()

    g = MetricGroup("sparse_categorical_accuracy")
    make = metrics.SparseCategoricalAccuracy
    g.add("default", make(), *batches(lambda n: ids(3, n), lambda n: rows(n, 3), 8, 5, 1))
    g.add("column_labels", make(), *batches(lambda n: ids(3, n, 1), lambda n: rows(n, 3), 8, 5))
    g.add("weighted", make(), *batches(lambda n: ids(3, n), lambda n: rows(n, 3), 8, 5, weight=weight))
    g.add("steps", make(), *batches(lambda n: ids(3, n, 4), lambda n: rows(n, 4, 3), 3, 2))
    g.add("steps_weighted", make(), *batches(lambda n: ids(3, n, 4), lambda n: rows(n, 4, 3), 3, 2,
                                             weight=lambda n: lambda case: case.uniform(0.2, 3, n, 4)))
    g.add("ties", make(), {"y_true": np.arange(3, dtype="int32"), "y_pred": np.full((3, 3), 1 / 3, "float32")})
    g.save()


def resolution():
    """Which class the name "accuracy" stands for, by the shapes of labels and predictions."""
    g = MetricGroup("accuracy")

    def add(name, y_true, y_pred, typed="accuracy"):
        g.add(name, lambda batch: get_metric(typed, batch["y_true"], batch["y_pred"]),
              *batches(y_true, y_pred, 6, 3), resolved_from=typed)

    add("one_column", lambda n: bits(n, 1), lambda n: between(n, 1))
    add("one_column_rank1_labels", lambda n: bits(n), lambda n: between(n, 1))
    add("one_column_steps", lambda n: bits(n, 4, 1), lambda n: between(n, 4, 1))
    add("one_hot_labels", lambda n: one_hot(3, n), lambda n: rows(n, 3))
    add("two_columns_one_hot", lambda n: one_hot(2, n), lambda n: rows(n, 2))
    add("class_labels", lambda n: ids(3, n), lambda n: rows(n, 3))
    add("class_labels_column", lambda n: ids(3, n, 1), lambda n: rows(n, 3))
    add("class_labels_steps", lambda n: ids(3, n, 4), lambda n: rows(n, 4, 3))
    add("acc", lambda n: ids(3, n), lambda n: rows(n, 3), typed="acc")
    g.save()


def signs(*shape):
    return lambda case: case.ids(2, *shape).astype("float32") * 2 - 1


def group(make, *cases):
    """A file of one class; a case is a name, options, targets, predictions and perhaps weights, each by the size of a batch."""
    g = MetricGroup(to_snake_case(make.__name__))
    for name, options, y_true, y_pred, *weights in cases:
        metric = make(**options)
        kept = config(metric)
        g.add(name, metric, *batches(y_true, y_pred, 6, 4, 1 if "single" in name else 5, weight=weights[0] if weights else None),
              unsaved={k: v for k, v in options.items() if k not in kept})
    g.save()


def samples(draw, *shape):
    """Numbers for so many samples of this shape."""
    return lambda n: draw(n, *shape)


def classes(draw, count, *shape):
    return lambda n: draw(count, n, *shape)


def losses():
    numbers = [("rank2", {}, samples(normal, 3), samples(normal, 3)), ("single_true_rank1", {}, samples(normal), samples(normal, 1)),
               ("weighted", {}, samples(normal, 3), samples(normal, 3), weight)]
    positive = [("rank2", {}, samples(between, 3), samples(between, 3)), ("weighted", {}, samples(between, 3), samples(between, 3), weight)]
    for make in (metrics.MeanAbsolutePercentageError, metrics.MeanSquaredLogarithmicError, metrics.LogCoshError):
        group(make, *numbers)
    group(metrics.RootMeanSquaredError, *numbers, ("rank3", {}, samples(normal, 4, 2), samples(normal, 4, 2)))
    group(metrics.CosineSimilarity, numbers[0], numbers[2], ("axis", {"axis": 1}, samples(normal, 4, 2), samples(normal, 4, 2)))
    group(metrics.PearsonCorrelation, ("rank2", {}, samples(normal, 5), samples(normal, 5)), ("weighted", {}, samples(normal, 5), samples(normal, 5), weight),
          ("axis", {"axis": 1}, samples(normal, 4, 2), samples(normal, 4, 2)))
    group(metrics.ConcordanceCorrelation, ("rank2", {}, samples(normal, 5), samples(normal, 5)), ("weighted", {}, samples(normal, 5), samples(normal, 5), weight))
    group(metrics.KLDivergence, ("rows", {}, samples(rows, 4), samples(rows, 4)), ("weighted", {}, samples(rows, 4), samples(rows, 4), weight))
    group(metrics.Poisson, *positive)
    for make in (metrics.Hinge, metrics.SquaredHinge):
        group(make, ("signs", {}, samples(signs, 2), samples(normal, 2)), ("bits_weighted", {}, samples(bits, 2), samples(normal, 2), weight))
    group(metrics.CategoricalHinge, ("one_hot", {}, classes(one_hot, 3), samples(normal, 3)))
    group(metrics.BinaryCrossentropy, ("options", {"label_smoothing": 0.1}, samples(bits, 2), samples(between, 2)),
          ("logits", {"from_logits": True, "label_smoothing": 0.0}, samples(bits, 2), samples(normal, 2), weight))
    group(metrics.CategoricalCrossentropy, ("options", {"label_smoothing": 0.1}, classes(one_hot, 3), samples(rows, 3)),
          ("logits", {"from_logits": True, "label_smoothing": 0.0}, classes(one_hot, 3), samples(normal, 3), weight))
    group(metrics.SparseCategoricalCrossentropy, ("labels", {}, classes(ids, 3), samples(rows, 3)), ("column", {}, classes(ids, 3, 1), samples(rows, 3)),
          ("logits", {"from_logits": True}, classes(ids, 3, 2), samples(normal, 2, 3), weight), ("ignore_class", {"ignore_class": 1}, classes(ids, 3), samples(rows, 3)))
    g = MetricGroup("sum")
    g.add("scalars", metrics.Sum(), *({"values": np.float32(v)} for v in (1.5, 2.0, -4.0)))
    g.add("rank2", metrics.Sum(), {"values": normal(4, 2)}, {"values": normal(3, 2)})
    g.add("weighted", metrics.Sum(), *({"values": normal(n), "sample_weight": weight(n)} for n in (4, 3)))
    g.add("weighted_rank2", metrics.Sum(), *({"values": normal(n, 2), "sample_weight": weight(n)} for n in (4, 3)))
    g.save()
    group(metrics.Accuracy, ("numbers", {}, classes(ids, 3), classes(ids, 3)), ("columns_weighted", {}, classes(ids, 3, 2), classes(ids, 3, 2), weight))
    group(metrics.TopKCategoricalAccuracy, ("two", {"k": 2}, classes(one_hot, 7), samples(normal, 7)), ("five_weighted", {}, classes(one_hot, 7), samples(normal, 7), weight),
          ("steps", {"k": 3}, classes(one_hot, 7, 4), samples(normal, 4, 7)))
    group(metrics.SparseTopKCategoricalAccuracy, ("two", {"k": 2}, classes(ids, 7), samples(normal, 7)), ("five_weighted", {}, classes(ids, 7), samples(normal, 7), weight),
          ("steps", {"k": 3}, classes(ids, 7, 4), samples(normal, 4, 7)),
          ("sorted_ids", {"k": 2, "from_sorted_ids": True}, classes(ids, 5), lambda n: lambda case: np.stack([case.random.permutation(5) for _ in range(n)]).astype("int32")))
    group(metrics.R2Score, ("column", {}, samples(normal, 1), samples(normal, 1)), ("weighted", {}, samples(normal, 3), samples(normal, 3), weight),
          ("each", {"class_aggregation": None}, samples(normal, 3), samples(normal, 3)),
          ("by_variance", {"class_aggregation": "variance_weighted_average"}, samples(normal, 3), samples(normal, 3)),
          ("adjusted", {"num_regressors": 3}, samples(normal, 3), samples(normal, 3)))


def outcomes():
    flat, soft = samples(bits), samples(between)
    table, scores = samples(bits, 3), samples(between, 3)
    for make in (metrics.TruePositives, metrics.FalsePositives, metrics.TrueNegatives, metrics.FalseNegatives):
        group(make, ("default", {}, flat, soft), ("several", {"thresholds": [0.2, 0.5, 0.9]}, table, scores), ("weighted", {"thresholds": 0.3}, table, scores, weight))
    for make in (metrics.Precision, metrics.Recall):
        group(make, ("default_single", {}, flat, soft), ("one", {"thresholds": 0.3}, table, scores), ("several", {"thresholds": [0.2, 0.5, 0.9]}, table, scores, weight),
              ("even", {"thresholds": [0.0, 0.5, 1.0]}, table, scores), ("top_k", {"top_k": 2}, table, scores), ("top_k_threshold", {"top_k": 2, "thresholds": 0.5}, table, scores, weight),
              ("class_id", {"class_id": 1}, table, scores), ("class_id_top_k", {"class_id": 2, "top_k": 1}, table, scores, weight),
              ("steps", {}, samples(bits, 4, 1), samples(between, 4, 1)))
    for make, key in ((metrics.SensitivityAtSpecificity, "specificity"), (metrics.SpecificityAtSensitivity, "sensitivity"),
                      (metrics.PrecisionAtRecall, "recall"), (metrics.RecallAtPrecision, "precision")):
        group(make, ("default", {key: 0.6}, flat, soft), ("few", {key: 0.5, "num_thresholds": 5}, table, scores, weight), ("one", {key: 0.4, "num_thresholds": 1}, table, scores),
              ("class_id", {key: 0.5, "class_id": 1}, table, scores), ("never", {key: 1.0}, table, scores))
    curves = [(f"{curve.lower()}_{how}", {"curve": curve, "summation_method": how}, flat, soft)
              for curve in ("ROC", "PR", "PRGAIN") for how in ("interpolation", "minoring", "majoring")]
    group(metrics.AUC, *curves, ("weighted", {}, table, scores, weight), ("pr_weighted", {"curve": "PR", "num_thresholds": 7}, table, scores, weight),
          ("thresholds", {"thresholds": [0.1, 0.35, 0.8]}, flat, soft), ("even_thresholds", {"thresholds": [0.25, 0.5, 0.75]}, flat, soft),
          ("multi_label", {"multi_label": True}, table, scores), ("multi_label_weighted", {"multi_label": True, "num_labels": 3, "label_weights": [0.5, 2.0, 1.0]}, table, scores, weight),
          ("multi_label_pr", {"multi_label": True, "curve": "PR"}, table, scores), ("multi_label_thresholds", {"multi_label": True, "thresholds": [0.1, 0.35, 0.8]}, table, scores),
          ("label_weights", {"label_weights": [0.5, 2.0, 1.0]}, table, scores), ("logits", {"from_logits": True}, flat, samples(normal)),
          ("rounded", {}, flat, lambda n: lambda case: (case.ids(11, n) / 10).astype("float32")))
    for make, extra in ((metrics.FBetaScore, {"beta": 2.0}), (metrics.F1Score, {})):
        group(make, *((str(average).lower(), {"average": average, **extra}, classes(one_hot, 3), samples(rows, 3)) for average in (None, "micro", "macro", "weighted")),
              ("threshold", {"threshold": 0.4, "average": "macro", **extra}, table, scores, weight), ("default", {}, table, scores))


def overlaps():
    two, three = classes(ids, 2, 4), classes(ids, 3, 4)
    whole = lambda n: lambda case: case.ids(3, n, 4)
    group(metrics.IoU, ("some", {"num_classes": 3, "target_class_ids": [0, 2]}, three, three), ("weighted", {"num_classes": 2, "target_class_ids": [1]}, two, two, whole),
          ("one_hot", {"num_classes": 3, "target_class_ids": [1, 2], "sparse_y_true": False, "sparse_y_pred": False}, classes(one_hot, 3, 4), samples(rows, 4, 3)))
    group(metrics.MeanIoU, ("all", {"num_classes": 3}, three, three), ("absent", {"num_classes": 5}, three, three), ("ignored", {"num_classes": 3, "ignore_class": 1}, three, three),
          ("outside", {"num_classes": 2}, three, three))
    group(metrics.BinaryIoU, ("default", {}, samples(bits, 4), samples(between, 4)), ("threshold", {"threshold": 0.3, "target_class_ids": [1]}, samples(bits, 4), samples(between, 4)))
    group(metrics.OneHotIoU, ("some", {"num_classes": 3, "target_class_ids": [0, 2]}, classes(one_hot, 3, 4), samples(rows, 4, 3)),
          ("sparse", {"num_classes": 3, "target_class_ids": [1], "sparse_y_pred": True}, classes(one_hot, 3, 4), three))
    group(metrics.OneHotMeanIoU, ("all", {"num_classes": 3}, classes(one_hot, 3, 4), samples(rows, 4, 3)),
          ("axis", {"num_classes": 3, "axis": 1}, lambda n: lambda case: np.swapaxes(np.eye(3, dtype="float32")[case.ids(3, n, 4)], 1, 2),
           lambda n: lambda case: np.swapaxes(case.probabilities(n, 4, 3), 1, 2).copy()))


mean()
errors()
accuracies()
resolution()
losses()
outcomes()
overlaps()
