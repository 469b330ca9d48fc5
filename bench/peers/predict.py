"""Inference of the convolutional network for MNIST, softmax included: latency at batch 1, images per second at more."""
import sys

from mnist_cnn import torch_images, torch_network
from peer import Program, main


def make(options):
    import numpy as np
    rng = np.random.default_rng(0)
    x = rng.random((options.batch, 28, 28, 1), dtype=np.float32)
    if options.peer == "torch":
        import torch
        import with_torch
        with_torch.start(options)
        return with_torch.inference(torch.nn.Sequential(torch_network(), torch.nn.Softmax(1)), torch_images(x), options)
    if options.dtype != "float32":
        print(f"peer predict onnxruntime: expected --dtype float32, got {options.dtype}.", file=sys.stderr)
        raise SystemExit(2)
    import onnxruntime
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads, settings.inter_op_num_threads = options.threads, 1
    session = onnxruntime.InferenceSession(onnx_model(rng), settings, providers=["CPUExecutionProvider"])
    feed = {"x": np.ascontiguousarray(x.transpose(0, 3, 1, 2))}
    return Program(lambda: session.run(None, feed), {"onnxruntime": onnxruntime.__version__})


def onnx_model(rng):
    """The bytes of the network as ONNX."""
    from onnx import TensorProto, helper, numpy_helper
    weights = []

    def weight(*shape):
        weights.append(numpy_helper.from_array((rng.standard_normal(shape) * 0.05).astype("float32"), f"w{len(weights)}"))
        return weights[-1].name

    def convolution(x, y, filters, channels):
        return [helper.make_node("Conv", [x, weight(filters, channels, 5, 5), weight(filters)], [f"{y}_sum"]),
                helper.make_node("Relu", [f"{y}_sum"], [f"{y}_relu"]),
                helper.make_node("MaxPool", [f"{y}_relu"], [y], kernel_shape=[2, 2], strides=[2, 2])]

    nodes = [*convolution("x", "a", 32, 1), *convolution("a", "b", 64, 32),
             helper.make_node("Flatten", ["b"], ["c"]),
             helper.make_node("Gemm", ["c", weight(1000, 1024), weight(1000)], ["d"], transB=1), helper.make_node("Relu", ["d"], ["e"]),
             helper.make_node("Gemm", ["e", weight(10, 1000), weight(10)], ["f"], transB=1), helper.make_node("Softmax", ["f"], ["y"], axis=1)]
    graph = helper.make_graph(nodes, "mnist-cnn", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 1, 28, 28])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 10])], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9).SerializeToString()


if __name__ == "__main__":
    main("predict", "images/s", 1, ["onnxruntime", "torch"], make, latency=True)
