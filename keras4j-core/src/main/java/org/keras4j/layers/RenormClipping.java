package org.keras4j.layers;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.config.KerasValue;

/// Within what bounds batch renormalization corrects (Ioffe 2017): the factor between `rmin` and `rmax`, the offset between
/// `−dmax` and `dmax`; `null` for no bound.
public record RenormClipping(@Nullable Double rmax, @Nullable Double rmin, @Nullable Double dmax) implements KerasValue {
    public static final RenormClipping NONE = new RenormClipping(null, null, null);

    public RenormClipping {
        if (rmax != null && rmin != null && rmax < rmin || dmax != null && dmax < 0) {
            throw new IllegalArgumentException("renorm_clipping: expected rmin ≤ rmax and dmax ≥ 0, got rmin " + rmin + ", rmax " + rmax
                    + ", dmax " + dmax + ".");
        }
    }

    static RenormClipping fromKeras(Object value) {
        var map = (Map<?, ?>) value;
        return new RenormClipping(bound(map, "rmax"), bound(map, "rmin"), bound(map, "dmax"));
    }

    private static @Nullable Double bound(Map<?, ?> map, String key) {
        return map.get(key) instanceof Number number ? number.doubleValue() : null;
    }

    @Override
    public Map<String, Double> kerasValue() {
        var map = new LinkedHashMap<String, Double>();
        put(map, "rmax", rmax);
        put(map, "rmin", rmin);
        put(map, "dmax", dmax);
        return map;
    }

    private static void put(Map<String, Double> map, String key, @Nullable Double bound) {
        if (bound != null) {
            map.put(key, bound);
        }
    }
}
