"""Golden numbers of the optimizers and schedules: variables and slots after each of five steps with given gradients."""
import numpy as np
from golden import Group, config, plain

import keras
from keras import optimizers
from keras.optimizers import schedules

STEPS = 5


class OptimizerGroup(Group):
    def __init__(self, name, make):
        super().__init__("optimizers", name)
        self.make = make

    def add(self, name, scale=1.0, zero=False, **options):
        """Five steps on a matrix, a vector and a number; `zero` makes the vector's gradient 0 in steps 1 and 3."""
        with self.case(name) as case:
            optimizer = self.make(**options)
            values = [case.normal(3, 4), case.normal(4), case.normal()]
            variables = [keras.Variable(v, name=n) for v, n in zip(values, ("kernel", "bias", "scale"))]
            optimizer.build(variables)
            gradients = [case.normal(STEPS, *v.shape, scale=scale) for v in values]
            if zero:
                gradients[1][[1, 3]] = 0
            case.fields.update(class_name=type(optimizer).__name__, config=config(optimizer), tolerance=1e-5,
                               arrays={"start": case.put_all("start", values), "gradients": case.put_all("gradient", gradients)})
            slots = optimizer.variables
            rates, values_after, slots_after = [], [[] for _ in variables], [[] for _ in slots]
            for step in range(STEPS):
                rates.append(plain(optimizer.learning_rate))
                optimizer.apply([keras.ops.convert_to_tensor(g[step]) for g in gradients], variables)
                for variable, after in zip(variables + slots, values_after + slots_after):
                    after.append(plain(variable))
            case.fields["arrays"] |= {
                "learning_rates": case.put("rates", np.array(rates, "float32")),
                "variables": case.put_all("variable", map(np.stack, values_after)),
                "optimizer_variables": [{"path": v.path, "array": case.put(f"slot{i}", np.stack(after))}
                                        for i, (v, after) in enumerate(zip(slots, slots_after))]}


def common(g, rate):
    g.add("default")
    g.add("weight_decay", learning_rate=rate, weight_decay=0.1)
    g.add("clipnorm", scale=2, learning_rate=rate, clipnorm=1.0)
    g.add("clipnorm_not_reached", scale=0.1, learning_rate=rate, clipnorm=5.0)
    g.add("clipvalue", learning_rate=rate, clipvalue=0.5)
    g.add("global_clipnorm", scale=2, learning_rate=rate, global_clipnorm=1.0)
    g.add("global_clipnorm_not_reached", scale=0.1, learning_rate=rate, global_clipnorm=50.0)
    g.add("exponential_decay", learning_rate=schedules.ExponentialDecay(rate, 2, 0.5))
    g.add("piecewise_decay", learning_rate=schedules.PiecewiseConstantDecay([1, 3], [rate, rate / 2, rate / 4]))
    g.add("zero_gradients", zero=True, learning_rate=rate)


def sgd():
    g = OptimizerGroup("sgd", optimizers.SGD)
    common(g, 0.1)
    g.add("momentum", learning_rate=0.1, momentum=0.9)
    g.add("nesterov", learning_rate=0.1, momentum=0.9, nesterov=True)
    g.add("momentum_weight_decay", learning_rate=0.1, momentum=0.5, weight_decay=0.2)
    g.add("nesterov_clipnorm", scale=2, learning_rate=0.1, momentum=0.9, nesterov=True, clipnorm=1.0)
    g.add("momentum_schedule", learning_rate=schedules.InverseTimeDecay(0.2, 2, 1.0), momentum=0.9)
    g.add("momentum_zero_gradients", zero=True, learning_rate=0.1, momentum=0.9)
    g.save()


def adams():
    for name, make in (("adam", optimizers.Adam), ("adam_w", optimizers.AdamW)):
        g = OptimizerGroup(name, make)
        common(g, 0.05)
        g.add("betas", learning_rate=0.05, beta_1=0.5, beta_2=0.8, epsilon=0.01)
        g.add("amsgrad", learning_rate=0.05, amsgrad=True, beta_2=0.5)
        g.add("amsgrad_clipped_decayed", scale=2, learning_rate=0.05, amsgrad=True, weight_decay=0.05, global_clipnorm=2.0)
        g.add("tiny_gradients", scale=1e-6, learning_rate=0.05)
        g.save()


def learning_rates():
    g = Group("optimizers", "schedules")

    def add(name, schedule, *steps):
        with g.case(name) as case:
            steps = np.array(steps, "int32")
            rates = np.array([plain(schedule(keras.ops.convert_to_tensor(s))) for s in steps], "float32")
            case.fields.update(class_name=type(schedule).__name__, config=config(schedule), tolerance=1e-5,
                               arrays={"steps": case.put("steps", steps), "learning_rates": case.put("rates", rates)})

    some = (0, 1, 2, 5, 9, 10, 11, 15, 20, 25, 100)
    add("exponential", schedules.ExponentialDecay(0.1, 10, 0.5), *some)
    add("exponential_staircase", schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True), *some)
    add("piecewise", schedules.PiecewiseConstantDecay([2, 10], [1.0, 0.5, 0.1]), *some)
    add("piecewise_one_boundary", schedules.PiecewiseConstantDecay([5], [1.0, 0.5]), *some)
    add("polynomial", schedules.PolynomialDecay(0.1, 10), *some)
    add("polynomial_power", schedules.PolynomialDecay(0.1, 10, end_learning_rate=0.01, power=2.0), *some)
    add("polynomial_cycle", schedules.PolynomialDecay(0.1, 10, end_learning_rate=0.01, power=0.5, cycle=True), *some)
    add("cosine", schedules.CosineDecay(0.1, 10), *some)
    add("cosine_alpha", schedules.CosineDecay(0.1, 20, alpha=0.1), *some)
    add("cosine_warmup", schedules.CosineDecay(0.0, 10, alpha=0.05, warmup_target=0.2, warmup_steps=5), *some)
    add("inverse_time", schedules.InverseTimeDecay(0.1, 10, 0.5), *some)
    add("inverse_time_staircase", schedules.InverseTimeDecay(0.1, 10, 0.5, staircase=True), *some)
    add("cosine_restarts", schedules.CosineDecayRestarts(0.1, 4), *some)
    g.save()


sgd()
adams()
learning_rates()
