package org.keras4j.engine.cpu.foreign;

import module java.base;

/// The name of an argument of a primitive.
public final class Arg {
    public static final Arg SRC = new Arg("src", 1);
    public static final Arg DST = new Arg("dst", 17);
    public static final Arg WEIGHTS = new Arg("weights", 33);
    public static final Arg BIAS = new Arg("bias", 41);
    public static final Arg MEAN = new Arg("mean", 49);
    public static final Arg VARIANCE = new Arg("variance", 50);
    public static final Arg SCALE = new Arg("scale", 51);
    public static final Arg SHIFT = new Arg("shift", 52);
    /// What a forward primitive of training leaves to its backward one, such as where each maximum was.
    public static final Arg WORKSPACE = new Arg("workspace", 64);
    /// Memory that a primitive needs only while it runs.
    public static final Arg SCRATCHPAD = new Arg("scratchpad", 80);
    public static final Arg DIFF_SRC = new Arg("diff src", 129);
    public static final Arg DIFF_DST = new Arg("diff dst", 145);
    public static final Arg DIFF_WEIGHTS = new Arg("diff weights", 161);
    public static final Arg DIFF_BIAS = new Arg("diff bias", 169);
    public static final Arg DIFF_SCALE = new Arg("diff scale", 255);
    public static final Arg DIFF_SHIFT = new Arg("diff shift", 256);

    private final String name;
    final int code;

    private Arg(String name, int code) {
        this.name = name;
        this.code = code;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arg that && code == that.code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    @Override
    public String toString() {
        return name;
    }
}
