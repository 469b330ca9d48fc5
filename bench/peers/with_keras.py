"""Programs of Keras on one of its back ends: `train_on_batch`, the compiled train function without data loading."""
import os

from peer import Program


def start(options):
    """Chooses the back end; to be called before Keras is imported elsewhere."""
    backend = {"keras-tf": "tensorflow", "keras-torch": "torch", "keras-jax": "jax"}[options.peer]
    os.environ["KERAS_BACKEND"] = backend
    library = __import__(backend)
    if backend == "torch":
        library.set_num_threads(options.threads)
    elif backend == "tensorflow":
        library.config.threading.set_intra_op_parallelism_threads(options.threads)
        library.config.threading.set_inter_op_parallelism_threads(1)
    import keras
    if options.dtype == "bfloat16":
        keras.config.set_dtype_policy("mixed_bfloat16")
    return {"keras": keras.__version__, backend: library.__version__}


def training(model, x, y, versions, loss="sparse_categorical_crossentropy"):
    import keras
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=loss)
    model.train_on_batch(x, y)  # builds
    x, y = resident(x), resident(y)
    return Program(lambda: model.train_on_batch(x, y), versions)


def resident(array):
    """The batch, or a list of several inputs, where the back end computes, so that a step copies nothing."""
    import keras
    if isinstance(array, list):
        return [resident(part) for part in array]
    if keras.backend.backend() == "torch":
        import torch
        return torch.from_numpy(array)
    return keras.ops.convert_to_tensor(array)
