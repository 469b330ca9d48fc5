"""Gradients by any of the backends that Keras has gradients with."""
import keras

BACKEND = keras.backend.backend()


def evaluate(function, inputs, variables):
    """Calls `function(tensors) -> (scalar, results)`; returns the results and the scalar's gradients to inputs and variables.

    An integer input has the gradient None, an unused one zeros.
    """
    tensors = [keras.ops.convert_to_tensor(x) for x in inputs]
    floats = [i for i, t in enumerate(tensors) if keras.backend.is_float_dtype(keras.backend.standardize_dtype(t.dtype))]
    results, found = GRADIENTS[BACKEND](function, tensors, floats, variables)
    of_inputs = dict(zip(floats, found))
    return results, [of_inputs.get(i) for i in range(len(tensors))], list(found[len(floats):])


def tensorflow(function, tensors, floats, variables):
    import tensorflow as tf
    sources = [tensors[i] for i in floats] + [v.value for v in variables]
    with tf.GradientTape() as tape:
        for i in floats:
            tape.watch(tensors[i])
        scalar, results = function(tensors)
    gradients = tape.gradient(scalar, sources, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    return results, [tf.convert_to_tensor(g) for g in gradients]


def torch(function, tensors, floats, variables):
    import torch
    for i in floats:
        tensors[i] = tensors[i].detach().clone().requires_grad_()
    sources = [tensors[i] for i in floats] + [v.value for v in variables]
    scalar, results = function(tensors)
    if not sources:
        return results, []
    gradients = torch.autograd.grad(scalar, sources, allow_unused=True)
    return results, [torch.zeros_like(s) if g is None else g for g, s in zip(gradients, sources)]


def jax(function, tensors, floats, variables):
    """The third opinion; statistics that the call updates are lost with its scope."""
    import jax

    def scalar_of(sources):
        for i, t in zip(floats, sources):
            tensors[i] = t
        with keras.StatelessScope(state_mapping=zip(variables, sources[len(floats):])):
            return function(tensors)

    sources = [tensors[i] for i in floats] + [v.value for v in variables]
    gradients, results = jax.grad(scalar_of, has_aux=True)(sources)
    return results, gradients


GRADIENTS = {"tensorflow": tensorflow, "torch": torch, "jax": jax}
