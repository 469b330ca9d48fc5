"""Programs of PyTorch: eager at its best (fused Adam), or compiled; bfloat16 is autocast."""
import torch
from peer import Program

VERSIONS = {"torch": torch.__version__}


def start(options):
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)


def training(model, loss, x, y, options):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)

    def forward(x, y):
        with torch.autocast("cpu", torch.bfloat16, enabled=options.dtype == "bfloat16"):
            return loss(model(x), y)

    if options.peer == "torch-compile":
        forward = torch.compile(forward)

    def step():
        value = forward(x, y)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        return value

    return Program(step, VERSIONS)


def inference(model, x, options):
    model.eval()

    def step():
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=options.dtype == "bfloat16"):
            return model(x)

    return Program(step, VERSIONS)
