package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.tensor.DType;
import org.keras4j.ops.Ops;

/// `ops.dot_product_attention` of [RawOps]: `1 / √size` of a head is the scale unless one is said, a bias comes on top of the scores, and what the mask hides, or comes
/// later if it is causal, isn't seen. Several heads of the queries may share one of keys and values.
final class RawAttention {
    private RawAttention() {}

    static Value of(RawArguments a) {
        if (!a.isNull("attn_logits_soft_cap")) {
            throw new IllegalArgumentException(a.place() + ": expected no attn_logits_soft_cap, got " + a.option("attn_logits_soft_cap")
                    + ". Write the product and the softmax by themselves.");
        }
        Value query = a.value(0);
        Value key = shared(a.value(1), query);
        Value value = shared(a.value(2), query);
        double scale = a.given("scale", 5) instanceof Number number ? number.doubleValue() : 1 / Math.sqrt(query.shape().size(-1));
        Value mask = mask(a, query, key);
        Value bias = a.given(3, "bias");
        if (bias != null) {
            return biased(query, key, value, bias, mask, scale);
        }
        return mask == null ? Ops.dotProductAttention(query, key, value, scale) : Ops.dotProductAttention(query, key, value, mask, scale);
    }

    private static Value shared(Value keys, Value query) {
        long heads = keys.shape().size(2);
        long queries = query.shape().size(2);
        if (heads < 1 || queries % heads != 0) {
            throw new ShapeException("dot_product_attention", "as many heads of keys as of queries, or one for each few", keys.type(), "The queries have " + queries + ".");
        }
        return heads == queries ? keys : Ops.repeat(keys, queries / heads, 2);
    }

    private static @Nullable Value mask(RawArguments a, Value query, Value key) {
        Value mask = a.given(4, "mask");
        if (!a.flag("is_causal")) {
            return mask;
        }
        Value past = Ops.tri(query, query.shape().size(1), key.shape().size(1), 0, DType.BOOL);
        return mask == null ? past : Ops.logicalAnd(mask, past);
    }

    private static Value biased(Value query, Value key, Value value, Value bias, @Nullable Value mask, double scale) {
        Value scores = Ops.add(Ops.multiply(Ops.einsum("btnh,bsnh->bnts", query, key), scale), bias);
        Value seen = mask == null ? scores : Ops.where(mask, scores, Ops.fullLike(scores, scores.dtype() == DType.FLOAT16 ? -3e4 : -1e9));
        return Ops.einsum("bnts,bsnh->btnh", Ops.softmax(seen), value);
    }
}
