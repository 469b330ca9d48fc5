"""A group of cases with whole models: three steps of `train_on_batch`, or one `fit`; then `evaluate` and `predict`."""
import numpy as np
from golden import Group, plain

import keras

STEPS = 3


class TrainingGroup(Group):
    def __init__(self, name):
        super().__init__("training", name)

    def steps(self, name, make, x, y, alone=None, tolerance=1e-5, **options):
        """Three steps, metrics reset before each. `x` and `y` draw lists of arrays for one batch from the case."""
        with self.case(name) as case:
            model = begin(case, make(), alone, tolerance)
            arrays = case.fields["arrays"]
            batches = [(x(case), y(case), {k: v(case) if callable(v) else v for k, v in options.items()}) for _ in range(STEPS)]
            arrays["x"] = case.put_all("x", map(np.stack, zip(*(b[0] for b in batches))))
            arrays["y"] = case.put_all("y", map(np.stack, zip(*(b[1] for b in batches))))
            case.fields["train_on_batch"] = kept_options(case, [b[2] for b in batches])
            logs, weights = [], [[] for _ in model.weights]
            for batch_x, batch_y, more in batches:
                model.reset_metrics()
                logs.append(model.train_on_batch(one_or_list(batch_x), one_or_list(batch_y), return_dict=True, **more))
                for variable, after in zip(model.weights, weights):
                    after.append(plain(variable))
            arrays["logs"] = {k: case.put(f"log_{k}", np.array([log[k] for log in logs], "float32")) for k in logs[0]}
            case.fields["list_order"] = list_order(model, logs[0])
            arrays["weights_after"] = case.put_all("after", map(np.stack, weights))
            arrays["optimizer_variables_after"] = case.named("slot", model.optimizer.variables)
            end(case, model, batches[0][0], batches[0][1])

    def fit(self, name, make, x, y, tolerance=1e-5, **options):
        """One `fit` without shuffling; options that are functions are arrays drawn from the case."""
        with self.case(name) as case:
            model = begin(case, make(), None, tolerance)
            arrays = case.fields["arrays"]
            xs, ys = x(case), y(case)
            options = {k: v(case) if callable(v) else v for k, v in options.items()}
            arrays["x"], arrays["y"] = case.put_all("x", xs), case.put_all("y", ys)
            case.fields["fit"] = kept_options(case, [options], stacked=False)
            history = model.fit(one_or_list(xs), one_or_list(ys), shuffle=False, verbose=0, **options).history
            arrays["history"] = {k: case.put(f"history_{k}", np.array(v, "float32")) for k, v in history.items()}
            arrays["weights_after"] = case.put_all("after", model.weights)
            end(case, model, xs, ys)


def begin(case, model, alone, tolerance):
    case.weights(model)
    saved = keras.saving.serialize_keras_object(model)
    compile_config = saved["compile_config"]
    compile_config["optimizer"] |= {"module": "keras.optimizers", "registered_name": None}  # PyTorch's back end names its own class
    case.fields.update(class_name=saved["class_name"], config=saved["config"], compile_config=compile_config,
                       tolerance=tolerance, **({"alone": alone} if alone else {}),
                       arrays={"weights": case.named("weight", model.weights)})
    return model


def end(case, model, xs, ys):
    """What the trained model says of the (first) data."""
    arrays = case.fields["arrays"]
    logs = model.evaluate(one_or_list(xs), one_or_list(ys), batch_size=4, verbose=0, return_dict=True)
    arrays["evaluate"] = {k: case.put(f"evaluate_{k}", np.float32(v)) for k, v in logs.items()}
    arrays["predict"] = case.put_all("predict", keras.tree.flatten(model.predict(one_or_list(xs), batch_size=4, verbose=0)))


def kept_options(case, each, stacked=True):
    """Options as JSON; arrays by name, with the step leading where there are steps."""
    kept = {}
    for key, value in each[0].items():
        if isinstance(value, np.ndarray):
            kept[key] = case.put(key, np.stack([e[key] for e in each]) if stacked else value)
        elif isinstance(value, dict):
            kept[key] = {str(k): v for k, v in value.items()}
        elif isinstance(value, tuple):
            kept[key] = case.put_all(key, value)
        else:
            kept[key] = value
    return kept


def list_order(model, logs):
    """The names of what `train_on_batch` returns without `return_dict`, in order."""
    names = model._flatten_metrics_in_order({k: k for k in logs})
    return [names] if isinstance(names, str) else names


def one_or_list(values):
    return values[0] if len(values) == 1 else values
