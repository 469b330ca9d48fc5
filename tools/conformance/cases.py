"""Everything a file can hold: layers, models, optimizers, losses, metrics, number formats, forms of files."""
import function_cases  # noqa: F401
import layer_cases  # noqa: F401
import model_cases  # noqa: F401
import training_cases  # noqa: F401
