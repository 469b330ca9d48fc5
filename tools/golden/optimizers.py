"""Golden numbers of the optimizers and schedules: variables and slots after each of five steps with given gradients."""
import numpy as np
from golden import Group, config, plain

import keras
from keras import optimizers
from keras.optimizers import schedules

STEPS = 5
THREE = {"kernel": (3, 4), "bias": (4,), "scale": ()}
FIVE = THREE | {"tall": (5, 2), "filters": (2, 3, 2)}


class OptimizerGroup(Group):
    def __init__(self, name, make, shapes=THREE, alone=None):
        super().__init__("optimizers", name)
        self.alone = alone
        self.make = make
        self.shapes = shapes

    def add(self, name, scale=1.0, zero=False, missing=None, infinite=False, **options):
        """Five steps on variables of these shapes. The second's gradient is 0 in steps 1 and 3 with `zero`, never there with
        `missing` (its index), and has an infinity in step 2 with `infinite`."""
        with self.case(name) as case:
            optimizer = self.make(**options)
            values = [case.normal(*shape) for shape in self.shapes.values()]
            variables = [keras.Variable(v, name=n) for v, n in zip(values, self.shapes)]
            optimizer.build(variables)
            gradients = [case.normal(STEPS, *v.shape, scale=scale) for v in values]
            if zero:
                gradients[1][[1, 3]] = 0
            if infinite:
                gradients[1][2, 0] = np.inf
                case.fields["alone"] = "what is infinite can't be compared"
            if self.alone:
                case.fields["alone"] = self.alone
            case.fields.update(names=list(self.shapes), missing=missing)
            case.fields.update(class_name=type(optimizer).__name__, config=config(optimizer), tolerance=2e-5 if self.alone else 1e-5,
                               arrays={"start": case.put_all("start", values), "gradients": case.put_all("gradient", gradients)})
            slots = optimizer.variables
            rates, values_after, slots_after = [], [[] for _ in variables], [[] for _ in slots]
            for step in range(STEPS):
                rates.append(plain(optimizer.learning_rate))
                optimizer.apply([None if i == missing else keras.ops.convert_to_tensor(g[step]) for i, g in enumerate(gradients)],
                                variables)
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


def others():
    """Those that came later: each with its options, decayed and clipped, scheduled, and with what the base class does."""
    for name, make, rate, options in (
            ("rmsprop", optimizers.RMSprop, 0.05, {"momentum": {"momentum": 0.5}, "centered": {"centered": True, "rho": 0.5},
                                                   "all": {"momentum": 0.9, "centered": True, "epsilon": 0.01}}),
            ("adagrad", optimizers.Adagrad, 0.1, {"accumulator": {"initial_accumulator_value": 0.5, "epsilon": 0.01}}),
            ("adadelta", optimizers.Adadelta, 1.0, {"rho": {"rho": 0.5, "epsilon": 0.01}}),
            ("adamax", optimizers.Adamax, 0.05, {"betas": {"beta_1": 0.5, "beta_2": 0.8, "epsilon": 0.01}}),
            ("nadam", optimizers.Nadam, 0.05, {"betas": {"beta_1": 0.5, "beta_2": 0.8, "epsilon": 0.01}}),
            ("lion", optimizers.Lion, 0.05, {"betas": {"beta_1": 0.5, "beta_2": 0.8}}),
            ("lamb", optimizers.Lamb, 0.05, {"betas": {"beta_1": 0.5, "beta_2": 0.8, "epsilon": 0.01}}),
            ("ftrl", optimizers.Ftrl, 0.1, {"penalties": {
                "initial_accumulator_value": 0.5, "l1_regularization_strength": 0.1, "l2_regularization_strength": 0.2,
                "l2_shrinkage_regularization_strength": 0.05, "beta": 0.3}, "power": {"learning_rate_power": -0.7}}),
            ("adafactor", optimizers.Adafactor, 0.05, {
                "options": {"beta_2_decay": -0.5, "epsilon_1": 1e-4, "epsilon_2": 0.5, "clip_threshold": 0.5},
                "rate_as_given": {"relative_step": False}, "relative": {"learning_rate": 5.0}}),
            ("muon", optimizers.Muon, 0.05, {
                "excluded": {"exclude_layers": ["tall"], "adam_lr_ratio": 0.5, "adam_weight_decay": 0.1},
                "plain": {"nesterov": False, "rms_rate": None, "ns_steps": 3, "weight_decay": None, "adam_weight_decay": None}})):
        of_class(name, make, rate, options, FIVE if name in ("adafactor", "muon", "lamb") else THREE)


def schedule_free():
    of_class("schedule_free_adamw", optimizers.ScheduleFreeAdamW, 0.05,
             {"warmup": {"warmup_steps": 3}, "betas": {"beta_1": 0.5, "beta_2": 0.8, "epsilon": 0.01}},
             alone="TensorFlow and PyTorch read the old momentum after it has changed")


def of_class(name, make, rate, options, shapes=THREE, alone=None):
    g = OptimizerGroup(name, make, shapes, alone)
    g.add("default")
    for case, own in options.items():
        g.add(case, **{"learning_rate": rate} | own)
    g.add("clipnorm_weight_decay", scale=2, zero=True, learning_rate=rate, clipnorm=1.0, weight_decay=0.1)
    g.add("scheduled", learning_rate=schedules.CosineDecay(rate, 4, alpha=0.1))
    g.add("average_of_accumulated", learning_rate=rate, use_ema=True, ema_momentum=0.5, gradient_accumulation_steps=2)
    g.save()


def base():
    """What the base class does, on SGD with momentum."""
    g = OptimizerGroup("base", lambda **options: optimizers.SGD(**{"learning_rate": 0.1, "momentum": 0.5} | options))
    g.add("average", use_ema=True, ema_momentum=0.75)
    g.add("average_taken_over", use_ema=True, ema_momentum=0.75, ema_overwrite_frequency=2)
    g.add("accumulated", gradient_accumulation_steps=2)
    g.add("accumulated_by_three_clipped_decayed", scale=2, gradient_accumulation_steps=3, global_clipnorm=1.0, weight_decay=0.1)
    g.add("accumulated_scheduled", gradient_accumulation_steps=2, learning_rate=schedules.ExponentialDecay(0.1, 2, 0.5))
    g.add("accumulated_averaged", gradient_accumulation_steps=2, use_ema=True, ema_overwrite_frequency=2)
    g.add("scaled", loss_scale_factor=8.0)
    g.add("scaled_clipped", scale=4, loss_scale_factor=2.0, clipvalue=1.0)
    g.add("missing", missing=1, weight_decay=0.1)
    g.add("missing_clipped", missing=0, global_clipnorm=0.5)
    g.add("missing_averaged", missing=1, use_ema=True, ema_overwrite_frequency=2)
    g.add("missing_accumulated", missing=1, gradient_accumulation_steps=2)
    g.save()


def loss_scale():
    g = OptimizerGroup("loss_scale", lambda inner, **options: optimizers.LossScaleOptimizer(inner, **options))
    g.add("default", scale=2.0 ** 15, inner=optimizers.SGD(0.1, momentum=0.5))
    g.add("grows", scale=32, inner=optimizers.Adam(0.05), initial_scale=16.0, dynamic_growth_steps=2)
    g.add("shrinks", scale=32, infinite=True, inner=optimizers.Adam(0.05, use_ema=True), initial_scale=16.0, dynamic_growth_steps=2)
    g.add("clipped", scale=32, inner=optimizers.SGD(schedules.ExponentialDecay(0.1, 2, 0.5), clipnorm=0.5), initial_scale=16.0)
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
    add("cosine_restarts_alike", schedules.CosineDecayRestarts(0.1, 4, t_mul=1.0, m_mul=0.8, alpha=0.1), *some)
    add("cosine_restarts_shrinking", schedules.CosineDecayRestarts(0.1, 3, t_mul=1.5, m_mul=0.9), *some)
    g.save()


if keras.backend.backend() == "jax":
    schedule_free()
else:
    sgd()
    adams()
    others()
    base()
    loss_scale()
    learning_rates()
