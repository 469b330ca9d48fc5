package org.keras4j.engine.cpu.foreign;

import module java.base;

/// How a primitive is to be run. Always repeatable bit by bit (oneDNN's own default may use atomic adds), and always with the
/// caller's scratchpad (its default crashes when a primitive runs on another thread than it was made on).
public record Attributes(List<PostOp> postOps) {
    public static final Attributes PLAIN = new Attributes(List.of());
    public static final Attributes RELU = PLAIN.then(new PostOp.Activation(Eltwise.RELU, 0, 0));

    private static final int SCRATCHPAD_USER = 1;
    private static final int FLOAT32_IN_FULL = 0;
    private static final int DTYPE_OF_DESTINATION = 0;

    public Attributes {
        postOps = List.copyOf(postOps);
    }

    /// These with a further post-op, the last to be applied.
    public Attributes then(PostOp postOp) {
        return new Attributes(Stream.concat(postOps.stream(), Stream.of(postOp)).toList());
    }

    /// Whether nothing is applied, or a ReLU: what kernels of ours do, too.
    public boolean isAtMostRelu() {
        return equals(PLAIN) || equals(RELU);
    }

    /// What results below it become, where at most a ReLU is applied: 0, or −∞ without one.
    public float least() {
        return equals(RELU) ? 0 : Float.NEGATIVE_INFINITY;
    }

    /// A `dnnl_primitive_attr_t` that lives as long as the arena.
    MemorySegment toC(Arena arena) {
        MemorySegment attributes = Dnnl.make(arena, "dnnl_primitive_attr_destroy", "dnnl_primitive_attr_create");
        Dnnl.call("dnnl_primitive_attr_set_deterministic", attributes, 1);
        Dnnl.call("dnnl_primitive_attr_set_scratchpad_mode", attributes, SCRATCHPAD_USER);
        // Whatever ONEDNN_DEFAULT_FPMATH_MODE says: the same program gives the same numbers.
        Dnnl.call("dnnl_primitive_attr_set_fpmath_mode", attributes, FLOAT32_IN_FULL);
        MemorySegment chain = Dnnl.make(arena, "dnnl_post_ops_destroy", "dnnl_post_ops_create");
        for (PostOp postOp : postOps) {
            switch (postOp) {
                case PostOp.Activation(var function, float alpha, float beta) ->
                        Dnnl.call("dnnl_post_ops_append_eltwise", chain, function.code, alpha, beta);
                case PostOp.Sum(float scale) ->
                        Dnnl.call("dnnl_post_ops_append_sum", chain, scale, 0, DTYPE_OF_DESTINATION);
            }
        }
        Dnnl.call("dnnl_primitive_attr_set_post_ops", attributes, chain);
        return attributes;
    }
}
