"""The frame of every peer: options, threads, turns of timed steps, and JSON."""
import argparse
import dataclasses
import gc
import json
import os
import statistics
import sys
import time
import typing


@dataclasses.dataclass(frozen=True)
class Program:
    """What a peer does again and again: one step on one resident batch, or one on each of several `batches`."""

    step: typing.Callable[[], object]
    versions: dict[str, str]
    batches: int = 1


def main(name, unit, batch, peers, make, latency=False):
    """Runs the command line of the benchmark `name`.

    `peers` are the names to choose from; `make(options)` builds the Program; `batch` is the default; `latency` adds
    `p50_us` and `p99_us` to the answers.
    """
    options = parse(name, batch, peers)
    bound(options.threads)
    began = time.perf_counter()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    try:
        program = make(options)
    except ModuleNotFoundError as e:
        print(f"peer {name} {options.peer}: expected the package {e.name} of requirements.txt, it is not installed.", file=sys.stderr)
        raise SystemExit(2) from e
    program.step()
    ready = time.perf_counter()
    samples = options.batch * program.batches
    turn(program.step, options.warm)
    gc.collect()
    gc.freeze()

    def answer(durations, median=None):
        middle = statistics.median(durations) if median is None else median
        more = {"p50_us": round(quantile(durations, 0.5) * 1e6, 1), "p99_us": round(quantile(durations, 0.99) * 1e6, 1)} if latency else {}
        return {"name": name, "peer": options.peer, "dtype": options.dtype, "threads": options.threads, "batch": options.batch,
                "unit": unit, "median": rate(samples, middle), "best": rate(samples, min(durations)), **more,
                "steps": len(durations), "first_step_seconds": round(ready - began, 2), "versions": program.versions}

    def say(message):
        print(json.dumps(message), file=answers, flush=True)

    if options.serve:
        say({"ready": True, "name": name, "peer": options.peer, "versions": program.versions})
        serve(say, lambda seconds: answer(turn(program.step, seconds)))
    else:
        turns = [turn(program.step, options.seconds) for _ in range(options.turns)]
        result = answer(sum(turns, []), statistics.median(map(statistics.median, turns)))
        if options.json:
            say(result)
        else:
            print("\n".join(f"{key:>18}: {value}" for key, value in result.items()), file=answers)


def parse(name, batch, peers):
    parser = argparse.ArgumentParser(prog=f"peer {name}")
    parser.add_argument("peer", choices=peers)
    parser.add_argument("--dtype", default="float32", choices=["float32", "bfloat16"])
    parser.add_argument("--threads", type=positive, default=2)
    parser.add_argument("--batch", type=positive, default=batch)
    parser.add_argument("--warm", type=float, default=1.0, help="seconds of steps before the first timed one")
    parser.add_argument("--serve", action="store_true", help="answer each line `run SECONDS` of the standard input")
    parser.add_argument("--seconds", type=float, default=2.0, help="length of a turn, without --serve")
    parser.add_argument("--turns", type=positive, default=5, help="number of turns, without --serve")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines for people")
    return parser.parse_args()


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a positive number, got {text}")
    return number


def bound(threads):
    """Limits the threads of all libraries; to be called before they are imported."""
    for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        os.environ[variable] = str(threads)
    os.environ |= {"TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", "JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""}
    if hasattr(os, "sched_setaffinity"):  # XLA's pool has no setting of its own
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def serve(say, run):
    for line in sys.stdin:
        match line.split():
            case ["run", seconds]:
                try:
                    say(run(float(seconds)))
                except ValueError:
                    say({"error": f"run: expected seconds, got {seconds}."})
            case ["quit"]:
                return
            case []:
                pass
            case _:
                say({"error": f"expected `run SECONDS` or `quit`, got {line.strip()!r}."})


def turn(step, seconds):
    """The durations of the steps that were begun within these seconds; at least one."""
    durations, end = [], time.perf_counter() + seconds
    while not durations or time.perf_counter() < end:
        durations.append(timed(step))
    return durations


def timed(step):
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def quantile(durations, part):
    return sorted(durations)[min(int(len(durations) * part), len(durations) - 1)]


def rate(batch, seconds):
    return round(batch / seconds, 1)
