"""Golden configurations and outputs of functional models whose graph has functions of keras.ops beside layers."""
from golden import Group, config
from wirings import WIRINGS

import keras
from keras import ops

g = Group("models", "raw_ops")
for name, wire in WIRINGS.items():
    with g.case(name) as case:
        x, z = keras.Input((4, 6), name="x"), keras.Input((4, 6), name="z")
        model = keras.Model([x, z], list(wire(x, z)), name=name)
        given = [case.normal(3, 4, 6), case.normal(3, 4, 6)]
        case.fields.update(class_name="Functional", config=config(model), tolerance=1e-5, inputs=case.put_all("x", given),
                           outputs=case.put_all("y", [ops.cast(y, "float32") for y in keras.tree.flatten(model([ops.convert_to_tensor(a) for a in given]))]))
g.save()
