"""PyTorch's fused Adam alone, on 1.1 million float32 parameters: yardstick of the fused loop."""
from peer import Program, main


def make(options):
    import torch
    import with_torch
    with_torch.start(options)
    parameters = torch.zeros(1_100_800, requires_grad=True)
    parameters.grad = torch.rand_like(parameters)
    return Program(torch.optim.Adam([parameters], lr=1e-3, fused=True).step, with_torch.VERSIONS)


if __name__ == "__main__":
    main("adam", "updates/s", 1, ["torch"], make)
