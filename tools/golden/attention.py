"""Golden numbers of the layers of attention, and of EinsumDense."""
import numpy as np
from layer_group import LayerGroup, normal

from keras import layers as L

QUERY_MASK = np.array([[1, 1, 1], [1, 1, 0]], bool)
VALUE_MASK = np.array([[1, 1, 1, 1], [1, 0, 1, 0]], bool)
SOME = np.array([[[1, 0, 1, 1], [1, 1, 0, 0], [0, 0, 0, 1]], [[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1]]], bool)


def heads(name, make):
    g = LayerGroup(name)

    def add(case, *inputs, names=("query", "value"), masks=None, options=None, call=None):
        g.add(case, lambda: make(**(options or {})), *inputs, names=names, masks=masks, **(call or {}))

    query, value, key = normal(2, 3, 5), normal(2, 4, 5), normal(2, 4, 5)
    add("default", query, value)
    add("key", query, value, key, names=("query", "value", "key"))
    add("no_bias", query, value, options={"use_bias": False})
    add("gate", query, value, options={"use_gate": True})
    add("causal", query, value, call={"use_causal_mask": True})
    add("scores", query, value, call={"return_attention_scores": True})
    add("causal_scores", query, value, call={"use_causal_mask": True, "return_attention_scores": True})
    add("attention_mask", query, value, lambda case: SOME, names=("query", "value", "attention_mask"))
    add("value_mask", query, value, masks=[None, VALUE_MASK])
    # What a row that is masked altogether gives: a mean of all values.
    add("hidden_queries", query, value, masks=[QUERY_MASK, VALUE_MASK])
    # Such rows are 0 where the weights are computed one by one.
    add("masks", query, value, masks=[QUERY_MASK, VALUE_MASK], options={"dropout": 0.1})
    add("all_masks", query, value, key, lambda case: SOME, names=("query", "value", "key", "attention_mask"),
        masks=[QUERY_MASK, VALUE_MASK, None, None], options={"dropout": 0.1}, call={"use_causal_mask": True})
    add("window", query, value, options={"sliding_window": 2})
    return g


def multi_head():
    g = heads("multi_head_attention", lambda **options: L.MultiHeadAttention(2, 3, **options))
    names = ("query", "value")
    g.add("sizes", lambda: L.MultiHeadAttention(3, 2, value_dim=4, output_shape=7, dropout=0.1), normal(2, 3, 5), normal(2, 4, 6), names=names)
    g.add("output_of_two", lambda: L.MultiHeadAttention(2, 2, output_shape=(3, 2)), normal(2, 3, 4), normal(2, 3, 4), names=names)
    g.add("two_axes", lambda: L.MultiHeadAttention(2, 3), normal(2, 3, 2, 4), normal(2, 2, 3, 4), names=names)
    g.add("one_axis_of_two", lambda: L.MultiHeadAttention(2, 3, attention_axes=(2,)), normal(2, 3, 2, 4), normal(2, 3, 5, 4), names=names,
          return_attention_scores=True)
    g.save()


def grouped_query():
    g = heads("grouped_query_attention", lambda **options: L.GroupQueryAttention(3, 4, 2, **options))
    g.save()


def plain():
    for name, make in (("attention", L.Attention), ("additive_attention", L.AdditiveAttention)):
        g = LayerGroup(name)
        inputs = normal(2, 3, 5), normal(2, 4, 5)
        g.add("default", make, *inputs)
        g.add("key", make, *inputs, normal(2, 4, 5))
        g.add("scaled", lambda: make(use_scale=True), *inputs)
        g.add("not_scaled", lambda: make(use_scale=False), *inputs)
        g.add("masks", make, *inputs, masks=[QUERY_MASK, VALUE_MASK])
        g.add("value_mask", make, *inputs, masks=[None, VALUE_MASK])
        g.add("causal", make, *inputs, use_causal_mask=True)
        g.add("causal_masks_scores", make, *inputs, masks=[QUERY_MASK, VALUE_MASK], use_causal_mask=True, return_attention_scores=True)
        if name == "attention":
            g.add("concat", lambda: make(score_mode="concat"), *inputs)
            g.add("concat_scaled", lambda: make(score_mode="concat", use_scale=True), *inputs)
        g.save()


def einsum_dense():
    g = LayerGroup("einsum_dense")
    g.add("dense", lambda: L.EinsumDense("ab,bc->ac", 4, bias_axes="c", activation="relu"), normal(3, 5))
    g.add("no_bias", lambda: L.EinsumDense("abc,cd->abd", (None, 4)), normal(2, 3, 5))
    g.add("heads", lambda: L.EinsumDense("abc,cde->abde", (None, 2, 3), bias_axes="de"), normal(2, 4, 5))
    g.add("heads_back", lambda: L.EinsumDense("abde,dec->abc", (None, 4), bias_axes="c"), normal(2, 3, 2, 5))
    g.add("bias_of_two", lambda: L.EinsumDense("abc,cd->abd", (3, 4), bias_axes="bd"), normal(2, 3, 5))
    g.add("bias_of_first", lambda: L.EinsumDense("abc,cd->abd", (3, 4), bias_axes="b"), normal(2, 3, 5))
    g.add("dots_left", lambda: L.EinsumDense("...x,xy->...y", 4, bias_axes="y"), normal(2, 3, 5))
    g.add("dots_right", lambda: L.EinsumDense("ab...,bc->ac...", 4, bias_axes="c"), normal(2, 5, 3))
    g.add("other_axis", lambda: L.EinsumDense("abc,bd->adc", (4, None)), normal(2, 3, 5))
    g.save()


multi_head()
grouped_query()
plain()
einsum_dense()
