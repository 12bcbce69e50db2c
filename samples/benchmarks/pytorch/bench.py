"""PyTorch in Python, measured like the libraries for Java: the same networks, weights, images and metrics.

Prints lines as they do: peer network metric median unit low high. See the harness for what the metrics mean.
"""

import argparse
import math
import pathlib
import re
import statistics
import sys
import time

import torch
from torch import nn

BATCH = 32
STEPS = 3
TOLERANCE = 1e-4
SHAPES = {"lenet": (1, 28, 28), "mlp": (1, 28, 28), "resnet18": (3, 224, 224), "resnet50": (3, 224, 224)}
COLOUR = (3, 32, 32)
UNTRAINED = ["vgg", "resnet18", "resnet50"]  # the first has dropout, the others are large


class Sum(nn.Module):
    def __init__(self, shortcut, path):
        super().__init__()
        self.shortcut, self.path = shortcut, path

    def forward(self, x):
        return self.shortcut(x) + self.path(x)


class Join(nn.Module):
    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def convolved(inputs, filters, kernel):
    return nn.Sequential(nn.Conv2d(inputs, filters, kernel, padding=kernel // 2), nn.ReLU())


def normalized(inputs, filters, kernel, stride):
    convolution = nn.Conv2d(inputs, filters, kernel, stride, kernel // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(filters))


def mixed(inputs, one, reduce3, three, reduce5, five, pooled):
    return Join(
        convolved(inputs, one, 1),
        nn.Sequential(convolved(inputs, reduce3, 1), convolved(reduce3, three, 3)),
        nn.Sequential(convolved(inputs, reduce5, 1), convolved(reduce5, five, 5)),
        nn.Sequential(nn.MaxPool2d(3, 1, 1), convolved(inputs, pooled, 1)),
    )


def averaged(channels, classes=10):
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]


def lenet():
    return nn.Sequential(
        convolved(1, 6, 5), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def vgg():
    return nn.Sequential(
        convolved(3, 32, 3), convolved(32, 32, 3), nn.MaxPool2d(2),
        convolved(32, 64, 3), convolved(64, 64, 3), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(4096, 256), nn.ReLU(), nn.Dropout(0.5), nn.Linear(256, 10))


def resnet20():
    layers, inputs = [normalized(3, 16, 3, 1), nn.ReLU()], 16
    for width in 16, 32, 64:
        for _ in range(3):
            stride = width // inputs
            shortcut = nn.Identity() if stride == 1 else normalized(inputs, width, 1, stride)
            path = nn.Sequential(normalized(inputs, width, 3, stride), nn.ReLU(), normalized(width, width, 3, 1))
            layers += [Sum(shortcut, path), nn.ReLU()]
            inputs = width
    return nn.Sequential(*layers, *averaged(64))


def residual(blocks, expansion, path):
    """For ImageNet."""
    layers, inputs = [normalized(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for stage, count in enumerate(blocks):
        width = 64 << stage
        for block in range(count):
            stride = 2 if stage and not block else 1
            outputs = expansion * width
            shortcut = nn.Identity() if inputs == outputs else normalized(inputs, outputs, 1, stride)
            layers += [Sum(shortcut, path(inputs, width, stride)), nn.ReLU()]
            inputs = outputs
    return nn.Sequential(*layers, *averaged(inputs, 1000))


def resnet18():
    return residual([2, 2, 2, 2], 1, lambda inputs, width, stride: nn.Sequential(
        normalized(inputs, width, 3, stride), nn.ReLU(), normalized(width, width, 3, 1)))


def resnet50():
    return residual([3, 4, 6, 3], 4, lambda inputs, width, stride: nn.Sequential(
        normalized(inputs, width, 1, 1), nn.ReLU(), normalized(width, width, 3, stride), nn.ReLU(),
        normalized(width, 4 * width, 1, 1)))


def inception():
    return nn.Sequential(
        convolved(3, 32, 3), nn.MaxPool2d(2), mixed(32, 16, 16, 32, 8, 16, 16), mixed(80, 32, 32, 64, 8, 24, 24),
        *averaged(144))


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))


NETWORKS = {each.__name__: each for each in (lenet, vgg, resnet20, inception, mlp, resnet18, resnet50)}


class Specimen:
    """The files of a network; those of the harness, without a header, 32-bit floats."""

    def __init__(self, folder, network):
        self.folder, self.network = pathlib.Path(folder), network

    def read(self, ending):
        data = bytearray((self.folder / (self.network + ending)).read_bytes())
        return torch.frombuffer(data, dtype=torch.float32)

    def images(self, count, layout):
        shape = SHAPES.get(self.network, COLOUR)
        images = self.read(".images")[: count * math.prod(shape)].clone().view(count, *shape)
        if layout == torch.channels_last:  # with one channel contiguous() would leave the strides, and PyTorch goes by them
            return images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
        return images

    def model(self, layout):
        model = NETWORKS[self.network]()
        weights, start = self.read(".weights"), 0
        for tensor in model.state_dict().values():
            if tensor.is_floating_point():  # not the number of batches
                tensor.copy_(weights[start : start + tensor.numel()].view_as(tensor))
                start += tensor.numel()
        assert start == weights.numel(), f"{weights.numel() - start} weights are left"
        return model.to(memory_format=layout)

    def difference(self, logits, ending):
        expected = self.read(ending).view(-1, logits.shape[1])[: len(logits)]
        return (torch.log_softmax(logits, 1) - expected.log()).abs().max().item()


class Measurement:
    def __init__(self, options, network):
        self.options = options
        self.layout = torch.channels_last if options.channels_last else torch.contiguous_format
        self.specimen = Specimen(options.specimens, network)

    def measure(self, metric):
        how, name, samples = re.fullmatch(r"(check-|memory-)?([a-z]+)(\d*)", metric).groups()
        if name in ("pair", "settle"):  # of libraries for Java only
            return
        task = self.training if name == "train" else self.prediction
        task(how, metric, int(samples or 1))

    def training(self, how, metric, samples):
        if how == "check-":
            if self.specimen.network in UNTRAINED:
                return
            samples = BATCH
        model = self.specimen.model(self.layout).train()
        images, labels = self.specimen.images(samples, self.layout), torch.arange(samples) % 10
        sgd = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)
        loss = nn.CrossEntropyLoss()

        def step():
            sgd.zero_grad(set_to_none=True)
            loss(model(images), labels).backward()
            sgd.step()

        if how != "check-":
            self.time(how, metric, samples, step)
        else:
            for _ in range(STEPS):
                step()
            with torch.no_grad():
                difference = self.specimen.difference(model.eval()(images), ".trained")
            self.print(metric, [difference], "nats")

    def prediction(self, how, metric, samples):
        model = self.specimen.model(self.layout).eval()
        images = self.specimen.images(samples, self.layout)
        with torch.inference_mode():
            difference = self.specimen.difference(model(images), ".probabilities")
            assert difference < TOLERANCE, f"this is another network: off by {difference}"
            if how == "check-":
                self.print(metric, [difference], "nats")
            else:
                self.time(how, metric, samples, lambda: model(images))

    def time(self, how, metric, samples, task):
        options = self.options
        task()
        rate(options.warm, task)
        if how == "memory-":
            self.print(metric, [peak()], "MB")
        elif metric == "one":
            self.print(metric, latencies(options.window * options.windows, task), "us")
        else:
            self.print(metric, [samples * rate(options.window, task) for _ in range(options.windows)], "img/s")

    def print(self, metric, values, unit):
        numbers = statistics.median(values), min(values), max(values)
        median, low, high = (f"{number:.4g}" for number in numbers)
        print(self.options.peer, self.specimen.network, metric, median, unit, low, high, flush=True)


def first(measurement):
    with torch.inference_mode():
        model = measurement.specimen.model(measurement.layout).eval()
        return model(measurement.specimen.images(1, measurement.layout)).argmax().item()


def rate(seconds, task):
    start, runs = time.perf_counter(), 0
    while not runs or time.perf_counter() - start < seconds:
        task()
        runs += 1
    return runs / (time.perf_counter() - start)


def latencies(seconds, task):
    begin, calls = time.perf_counter(), []
    while len(calls) < 20_000 and (len(calls) < 15 or time.perf_counter() - begin < seconds):
        start = time.perf_counter()
        task()
        calls.append(1e6 * (time.perf_counter() - start))
    return calls


def peak():
    kibibytes = re.search(r"VmHWM:\s*(\d+)", pathlib.Path("/proc/self/status").read_text()).group(1)
    return int(kibibytes) * 1024 / 1e6


def version():
    """Tells the BLAS too, which makes a great difference."""
    libraries = pathlib.Path("/proc/self/maps").read_text()
    blas = next((name for name in ("openblas", "mkl", "blis") if name in libraries), "reference BLAS, which is slow")
    return f"PyTorch {torch.__version__} in Python with {blas}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("networks")
    parser.add_argument("metrics")
    parser.add_argument("--specimens", required=True)
    parser.add_argument("--peer", default="pytorch")
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--warm", type=float, default=1)
    parser.add_argument("--window", type=float, default=0.7)
    parser.add_argument("--windows", type=int, default=7)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for network in options.networks.split(","):
        for metric in options.metrics.split(","):
            if metric == "version":
                print(version())
            elif metric == "cold":
                print(first(Measurement(options, network)))
            else:
                Measurement(options, network).measure(metric)


if __name__ == "__main__":
    sys.exit(main())
