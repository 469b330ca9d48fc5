"""A group of layer cases: outputs, gradients of sum(output * w) to inputs and trainable weights, statistics after a training call."""
import numpy as np
from golden import Group, config, plain
from gradients import evaluate

import keras
from keras.src.backend.common.masking import get_keras_mask, set_keras_mask


class LayerGroup(Group):
    def __init__(self, name):
        super().__init__("layers", name)

    def add(self, name, make, *inputs, training=False, masks=None, initial_state=None, tolerance=1e-5, names=None, **options):
        """Runs one case. Inputs are arrays, or functions of the case that draw them from its generator.

        `masks` has one array or None for each input; `initial_state` draws the list of states. A cell of a recurrent
        layer is called with these, and its outputs are the output and then the states. `names` are the arguments that the inputs are
        given as, if not all in one list; `options` are further arguments of the call.
        """
        with self.case(name) as case:
            self.run(case, make(), inputs, training, masks, initial_state(case) if initial_state else [], tolerance, names, options)

    @staticmethod
    def run(case, layer, inputs, training, masks, states, tolerance, names, options):
        xs = [x(case) if callable(x) else x for x in inputs]
        masks = masks or [None] * len(xs)

        def call(tensors, training):
            for x, mask in zip(tensors, masks):
                if mask is not None:
                    set_keras_mask(x, keras.ops.convert_to_tensor(mask))
            x = tensors[0] if len(xs) == 1 else tensors[: len(xs)]
            state = {("states" if is_cell(layer) else "initial_state"): tensors[len(xs):]} if states else {}
            if names:
                return keras.tree.flatten(layer(**dict(zip(names, tensors)), training=training, **options))
            return keras.tree.flatten(layer(x, training=training, **state, **options))

        shapes = [y.shape for y in call([keras.ops.convert_to_tensor(a) for a in xs + states], False)]  # builds
        case.weights(layer)
        f = case.fields
        f.update(class_name=keras.saving.serialize_keras_object(layer)["class_name"], config=config(layer), tolerance=tolerance)
        f["call"] = {"training": training,
                     "masks": [None if m is None else case.put(f"mask{i}", np.asarray(m)) for i, m in enumerate(masks)],
                     "initial_state": case.put_all("state", states), **({"options": options} if options else {})}
        arrays = f["arrays"] = {"inputs": case.put_all("x", xs), "weights": case.named("weight", layer.weights)}
        w = [case.normal(*shape) for shape in shapes]

        def weighted(tensors):
            ys = call(tensors, training)
            total = sum(keras.ops.sum(y * keras.ops.convert_to_tensor(v)) for y, v in zip(ys, w))
            return total, (ys, [get_keras_mask(y) for y in ys])

        (ys, y_masks), gradients, weight_gradients = evaluate(weighted, xs + states, layer.trainable_weights)
        arrays["outputs"] = case.put_all("y", ys)
        # What parts of a layer of attention leave on the weights isn't a mask of them.
        arrays["output_masks"] = [None if m is None or names and i > 0 else case.put(f"y_mask{i}", m) for i, m in enumerate(y_masks)]
        arrays["output_weights"] = case.put_all("w", w)
        dx, dstate = gradients[: len(xs)], gradients[len(xs):]
        arrays["input_gradients"] = [None if g is None else case.put(f"dx{i}", g) for i, g in enumerate(dx)]
        arrays["initial_state_gradients"] = case.put_all("dstate", dstate)
        arrays["weight_gradients"] = [{"path": v.path, "array": None if is_rounding(g) else case.put(f"dweight{i}", g)}
                                      for i, (v, g) in enumerate(zip(layer.trainable_weights, weight_gradients))]
        arrays["non_trainable_after"] = case.named("after", layer.non_trainable_weights) if training else []


def is_rounding(gradient):
    """Whether it is 0 but for rounding, as for the bias of keys: no two back ends round alike."""
    return 0 < np.abs(plain(gradient)).max() < 1e-6


def is_cell(layer):
    return hasattr(layer, "state_size") and not isinstance(layer, keras.layers.RNN)


def normal(*shape, scale=1.0):
    return lambda case: case.normal(*shape, scale=scale)


def ids(limit, *shape):
    return lambda case: case.ids(limit, *shape)
