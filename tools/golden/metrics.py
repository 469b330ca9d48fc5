"""Golden numbers of the metrics: the result after each of several batches."""
import numpy as np
from golden import Group, config

from keras import metrics
from keras.src.trainers.compile_utils import get_metric


class MetricGroup(Group):
    def __init__(self, name):
        super().__init__("metrics", name)

    def add(self, name, metric, *batches, resolved_from=None):
        """One case; a batch is a dict of what `update_state` takes; `metric` may be a function of the first batch."""
        with self.case(name) as case:
            batches = [{k: np.asarray(v(case) if callable(v) else v) for k, v in batch.items()} for batch in batches]
            metric = metric(batches[0]) if callable(metric) and not isinstance(metric, metrics.Metric) else metric
            case.fields.update(class_name=type(metric).__name__, config=config(metric), resolved_from=resolved_from,
                               tolerance=1e-5, batches=[])
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


mean()
errors()
accuracies()
resolution()
