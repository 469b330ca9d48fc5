package org.keras4j.ops;

import module java.base;
import org.keras4j.config.Named;
import org.keras4j.engine.graph.GraphBuilder;
import org.keras4j.engine.graph.ShapeException;
import org.keras4j.engine.graph.Type;
import org.keras4j.engine.graph.Value;
import org.keras4j.engine.graph.Window;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Shape;

/// Functions of images `[batch, rows, columns, channels]`, by the names of `keras.ops.image`.
public final class Images {
    private Images() {}

    /// What stands where an image has no pixels.
    public enum FillMode {
        /// A number.
        CONSTANT,
        /// The outermost pixel.
        NEAREST,
        /// The image again.
        WRAP,
        /// The image in a mirror that stands on its outermost pixels.
        MIRROR,
        /// The image in a mirror that stands behind them.
        REFLECT;

        /// By Keras' name: `reflect`.
        public static FillMode of(String name) {
            return Named.of("fill_mode", FillMode.class, name);
        }

        /// Of any whole place one within.
        private Value within(Value place, long size) {
            return switch (this) {
                case CONSTANT, NEAREST -> Ops.clip(place, 0, size - 1);
                case WRAP -> Ops.mod(place, size);
                case MIRROR -> {
                    Value turn = Ops.mod(place, Math.max(1, 2 * (size - 1)));
                    yield Ops.minimum(turn, Ops.subtract(2 * (size - 1), turn));
                }
                case REFLECT -> {
                    Value turn = Ops.mod(place, 2 * size);
                    yield Ops.minimum(turn, Ops.subtract(2 * size - 1, turn));
                }
            };
        }
    }

    // ---- sizes -----------------------------------------------------------------------------------------------------

    /// Images `[batch, rows, columns, channels]` in another size: floating, but for [Interpolation#NEAREST], which keeps the type.
    ///
    /// @throws ShapeException for another rank
    public static Value resize(Value images, long rows, long columns, Interpolation interpolation) {
        return resize(images, rows, columns, interpolation, Interpolation.Smoothing.NONE);
    }

    /// Images of another size, smoothed first where they get smaller, or not: Keras' `antialias`.
    public static Value resize(Value images, long rows, long columns, Interpolation interpolation, Interpolation.Smoothing smoothing) {
        requireImages("resize", images);
        return resizeAxis(resizeAxis(images, 1, rows, interpolation, smoothing), 2, columns, interpolation, smoothing);
    }

    /// One axis of any array; of integers it is float32, unless pixels are only repeated.
    public static Value resizeAxis(Value x, int axis, long to, Interpolation interpolation, Interpolation.Smoothing smoothing) {
        return interpolation.resized(interpolation == Interpolation.NEAREST ? x : Ops.floating(x), axis, to, smoothing);
    }

    /// What is at x along each of these axes goes to `scale · x + translation`, where pixels are at the middle of their squares; zeros
    /// where nothing goes. Of integers the result is rounded and held between the smallest and the largest.
    ///
    /// @param scale `[axes]`, as `translation`
    /// @param interpolation any but [Interpolation#NEAREST]
    public static Value scaleAndTranslate(Value images, Shape shape, Value scale, Value translation, int[] axes, Interpolation interpolation,
                                          Interpolation.Smoothing smoothing) {
        if (shape.rank() != images.rank() || !scale.shape().equals(Shape.of(axes.length)) || !translation.shape().equals(Shape.of(axes.length))) {
            throw new ShapeException("scaleAndTranslate", "a size for each axis of " + images.type() + ", and a scale and a translation for each of "
                    + axes.length + " axes", shape + ", " + scale.type() + " and " + translation.type(), "Name the axes that move.");
        }
        Value y = Ops.floating(images);
        for (int i = 0; i < axes.length; i++) {
            int axis = images.shape().axis(axes[i]);
            y = interpolation.moved(y, axis, shape.size(axis), Ops.slice(scale, 0, i, i + 1), Ops.slice(translation, 0, i, i + 1), smoothing);
        }
        return images.dtype().isFloating() ? y : Ops.cast(Ops.clip(Ops.round(y), Ops.floating(Ops.min(images)), Ops.floating(Ops.max(images))), images.dtype());
    }

    /// The part of that size that starts there.
    public static Value cropImages(Value images, long top, long left, long rows, long columns) {
        requireImages("cropImages", images);
        return Ops.slice(Ops.slice(images, 1, top, top + rows), 2, left, left + columns);
    }

    /// Zeros around.
    public static Value padImages(Value images, long top, long left, long bottom, long right) {
        requireImages("padImages", images);
        return Ops.pad(images, new long[] {0, top, left, 0}, new long[] {0, bottom, right, 0});
    }

    // ---- colours ---------------------------------------------------------------------------------------------------

    /// 0.2989 · red + 0.5870 · green + 0.1140 · blue: one channel. Images of one channel stay as they are.
    public static Value rgbToGrayscale(Value images) {
        if (images.shape().size(-1) == 1) {
            return images;
        }
        Value weights = Ops.constant(images, NDArray.of(0.2989f, 0.5870f, 0.1140f));
        return Ops.cast(Ops.expandDims(Ops.sum(Ops.multiply(Ops.floating(images), weights), -1), -1), images.dtype());
    }

    /// Red, green and blue from 0 to 1 as hue, saturation and value from 0 to 1.
    public static Value rgbToHsv(Value images) {
        List<Value> rgb = Ops.unstack(images, -1);
        Value red = rgb.get(0);
        Value green = rgb.get(1);
        Value blue = rgb.get(2);
        Value value = Ops.max(images, -1);
        Value range = Ops.subtract(value, Ops.min(images, -1));
        Value zero = Ops.zerosLike(value);
        Value one = Ops.onesLike(value);
        Value saturation = Ops.where(Ops.greater(value, 0), Ops.divide(range, Ops.where(Ops.greater(value, 0), value, one)), zero);
        Value sixth = Ops.divide(1.0 / 6, Ops.where(Ops.greater(range, 0), range, one));
        Value hue = Ops.where(Ops.equal(value, red), Ops.multiply(sixth, Ops.subtract(green, blue)),
                Ops.where(Ops.equal(value, green), Ops.add(Ops.multiply(sixth, Ops.subtract(blue, red)), 2.0 / 6),
                        Ops.add(Ops.multiply(sixth, Ops.subtract(red, green)), 4.0 / 6)));
        Value turned = Ops.add(Ops.where(Ops.greater(range, 0), hue, zero), Ops.cast(Ops.less(hue, 0), hue.dtype()));
        return Ops.stack(List.of(turned, saturation, value), -1);
    }

    /// The way back: hue, saturation and value from 0 to 1 as red, green and blue from 0 to 1.
    public static Value hsvToRgb(Value images) {
        List<Value> hsv = Ops.unstack(images, -1);
        Value hue = Ops.multiply(Ops.mod(hsv.get(0), 1), 6);
        Value saturation = hsv.get(1);
        List<Value> shares = List.of(
                Ops.clip(Ops.subtract(Ops.abs(Ops.subtract(hue, 3)), 1), 0, 1),
                Ops.clip(Ops.subtract(2, Ops.abs(Ops.subtract(hue, 2))), 0, 1),
                Ops.clip(Ops.subtract(2, Ops.abs(Ops.subtract(hue, 4))), 0, 1));
        return Ops.stack(shares.stream().map(share -> Ops.multiply(hsv.get(2),
                Ops.add(Ops.subtract(1, saturation), Ops.multiply(saturation, share)))).toList(), -1);
    }

    // ---- moved -----------------------------------------------------------------------------------------------------

    /// Images whose pixel at (x, y) is that of the given one at `((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k)` with
    /// `k = c0·x + c1·y + 1`.
    ///
    /// @param transforms `[batch, 8]`: a0, a1, a2, b0, b1, b2, c0, c1
    /// @param interpolation [Interpolation#NEAREST] or [Interpolation#BILINEAR]
    public static Value affineTransform(Value images, Value transforms, Interpolation interpolation, FillMode mode, double fill) {
        requireImages("affineTransform", images);
        Shape grid = Shape.of(images.shape().size(0), images.shape().size(1), images.shape().size(2));
        Type numbers = new Type(DType.FLOAT32, grid);
        Value y = images.builder().iota(1, numbers);
        Value x = images.builder().iota(2, numbers);
        List<Value> t = Ops.unstack(Ops.cast(transforms, DType.FLOAT32), 1).stream().map(part -> Ops.reshape(part, -1, 1, 1)).toList();
        Value k = Ops.add(Ops.add(Ops.multiply(t.get(6), x), Ops.multiply(t.get(7), y)), 1);
        return sampled(images, Ops.divide(Ops.add(Ops.add(Ops.multiply(t.get(3), x), Ops.multiply(t.get(4), y)), t.get(5)), k),
                Ops.divide(Ops.add(Ops.add(Ops.multiply(t.get(0), x), Ops.multiply(t.get(1), y)), t.get(2)), k), interpolation, mode, fill);
    }

    /// Images seen from elsewhere: what was at the one four points is at the others, with lines that stay straight.
    ///
    /// @param from `[batch, 4, 2]`: the columns and rows of four points, and `to` of where they go
    /// @param interpolation [Interpolation#NEAREST] or [Interpolation#BILINEAR]
    public static Value perspectiveTransform(Value images, Value from, Value to, Interpolation interpolation, double fill) {
        requireImages("perspectiveTransform", images);
        Value start = Ops.cast(from, DType.FLOAT32);
        Value end = Ops.cast(to, DType.FLOAT32);
        Value x = Ops.slice(start, 2, 0, 1);
        Value y = Ops.slice(start, 2, 1, 2);
        Value place = Ops.concatenate(List.of(end, Ops.onesLike(x)), 2);            // (x', y', 1)
        Value none = Ops.zerosLike(place);
        Value ofColumns = Ops.concatenate(List.of(place, none, Ops.negative(Ops.multiply(x, end))), 2);
        Value ofRows = Ops.concatenate(List.of(none, place, Ops.negative(Ops.multiply(y, end))), 2);
        Value transform = Ops.solve(Ops.concatenate(List.of(ofColumns, ofRows), 1), Ops.concatenate(List.of(x, y), 1));
        return affineTransform(images, Ops.reshape(transform, -1, 8), interpolation, FillMode.CONSTANT, fill);
    }

    /// Images as on rubber (Simard et al. 2003): each pixel is what stood `alpha` · a smooth random field away. Rows and columns have fields
    /// of their own, normal numbers times `sigma` under a bell of that standard deviation.
    public static Value elasticTransform(Call c, long seed, Value images, double alpha, double sigma, Interpolation interpolation, FillMode mode, double fill) {
        GraphBuilder g = images.builder();
        requireImages("elasticTransform", images);
        Value noise = c.normal(seed, images.shape().slice(0, 3).concat(Shape.of(2)), DType.FLOAT32);
        return elasticTransform(images, noise, g.scalar(DType.FLOAT32, alpha), g.scalar(DType.FLOAT32, sigma), (long) (6 * sigma) | 1, interpolation, mode, fill);
    }

    /// Images whose pixels are moved by smoothed noise of your own, with scalars that a program computes.
    ///
    /// @param noise `[batch, rows, columns, 2]`: what moves rows, and what moves columns; of mean 0 and variance 1
    /// @param window the side of the bell in pixels: an odd number, about six of `sigma`
    public static Value elasticTransform(Value images, Value noise, Value alpha, Value sigma, long window, Interpolation interpolation, FillMode mode, double fill) {
        requireImages("elasticTransform", images);
        List<Value> moved = Ops.unstack(Ops.multiply(gaussianBlur(Ops.multiply(noise, sigma), window, window, sigma, sigma), alpha), -1);
        Type places = new Type(DType.FLOAT32, images.shape().slice(0, 3));
        return sampled(images, Ops.add(images.builder().iota(1, places), moved.getFirst()), Ops.add(images.builder().iota(2, places), moved.getLast()), interpolation, mode, fill);
    }

    /// The pixels at these places.
    ///
    /// @param y the rows `[batch, rows', columns']`, and `x` the columns, as fractions
    public static Value sampled(Value images, Value y, Value x, Interpolation interpolation, FillMode mode, double fill) {
        return switch (interpolation) {
            case NEAREST -> Ops.cast(at(images, nearest(y), nearest(x), mode, fill), images.dtype());
            case BILINEAR -> {
                Value top = Ops.floor(y);
                Value left = Ops.floor(x);
                Value down = Ops.expandDims(Ops.subtract(y, top), -1);
                Value right = Ops.expandDims(Ops.subtract(x, left), -1);
                Value upper = between(at(images, top, left, mode, fill), at(images, top, Ops.add(left, 1), mode, fill), right);
                Value lower = between(at(images, Ops.add(top, 1), left, mode, fill), at(images, Ops.add(top, 1), Ops.add(left, 1), mode, fill), right);
                Value pixels = between(upper, lower, down);
                yield Ops.cast(images.dtype().isFloating() ? pixels : Ops.round(pixels), images.dtype());
            }
            case BICUBIC, LANCZOS3, LANCZOS5 -> throw new IllegalArgumentException("Images: expected nearest or bilinear, got " + interpolation + ".");
        };
    }

    /// Halves go away from 0.
    private static Value nearest(Value place) {
        return Ops.multiply(Ops.sign(place), Ops.floor(Ops.add(Ops.abs(place), 0.5)));
    }

    private static Value between(Value a, Value b, Value share) {
        return Ops.add(Ops.multiply(a, Ops.subtract(1, share)), Ops.multiply(b, share));
    }

    /// The pixels at whole places.
    private static Value at(Value images, Value y, Value x, FillMode mode, double fill) {
        long rows = images.shape().size(1);
        long columns = images.shape().size(2);
        Value row = Ops.cast(y, DType.INT32);
        Value column = Ops.cast(x, DType.INT32);
        Value image = images.builder().iota(0, row.type());
        Value number = Ops.add(Ops.multiply(Ops.add(Ops.multiply(image, rows), mode.within(row, rows)), columns), mode.within(column, columns));
        Value pixels = Ops.floating(Ops.take(Ops.reshape(images, Shape.of(images.shape().size(0) * rows * columns, images.shape().size(3))), number));
        if (mode != FillMode.CONSTANT) {
            return pixels;
        }
        Value inside = Ops.logicalAnd(Ops.equal(mode.within(row, rows), row), Ops.equal(mode.within(column, columns), column));
        return Ops.where(Ops.broadcastTo(Ops.expandDims(inside, -1), pixels.shape()), pixels, Ops.fullLike(pixels, fill));
    }

    /// The numbers of an array of any rank at these places.
    ///
    /// @param coordinates `[rank, …]`: the place along each axis, as fractions; the result has the shape of the rest
    /// @param interpolation [Interpolation#NEAREST], where halves go to even places, or [Interpolation#BILINEAR]: a line along each axis
    public static Value mapCoordinates(Value x, Value coordinates, Interpolation interpolation, FillMode mode, double fill) {
        if (coordinates.rank() < 2 || coordinates.shape().size(0) != x.rank()) {
            throw new ShapeException("mapCoordinates", "coordinates [" + x.rank() + ", …], as the array has axes", coordinates.type(), "Stack one array of places for each axis.");
        }
        List<Value> places = Ops.unstack(Ops.floating(coordinates), 0);
        Value numbers = switch (interpolation) {
            case NEAREST -> at(x, places.stream().map(Ops::round).toList(), mode, fill);
            case BILINEAR -> IntStream.range(0, 1 << x.rank()).mapToObj(corner -> share(x, places, corner, mode, fill)).reduce(Ops::add).orElseThrow();
            case BICUBIC, LANCZOS3, LANCZOS5 -> throw new IllegalArgumentException("mapCoordinates: expected nearest or bilinear, got " + interpolation + ".");
        };
        return Ops.cast(x.dtype().isFloating() ? numbers : Ops.round(numbers), x.dtype());
    }

    /// The number at one corner of the cell around each place, times how near it is.
    ///
    /// @param corner whose bits say along which axes it is the later one
    private static Value share(Value x, List<Value> places, int corner, FillMode mode, double fill) {
        var whole = new ArrayList<Value>();
        Value near = null;
        for (int axis = 0; axis < places.size(); axis++) {
            Value lower = Ops.floor(places.get(axis));
            Value upper = Ops.subtract(places.get(axis), lower);
            boolean isLater = (corner >> axis & 1) == 1;
            whole.add(isLater ? Ops.add(lower, 1) : lower);
            Value along = isLater ? upper : Ops.subtract(1, upper);
            near = near == null ? along : Ops.multiply(near, along);
        }
        Value number = at(x, whole, mode, fill);
        return near == null ? number : Ops.multiply(number, near);
    }

    /// The numbers at whole places along each axis.
    private static Value at(Value x, List<Value> places, FillMode mode, double fill) {
        Value index = x.builder().fill(0, places.getFirst().type().with(DType.INT32));
        Value inside = x.builder().fill(1, index.type().with(DType.BOOL));
        long[] strides = x.shape().strides();
        for (int axis = 0; axis < places.size(); axis++) {
            long size = x.shape().size(axis);
            Value place = Ops.cast(places.get(axis), DType.INT32);
            index = Ops.add(index, Ops.multiply(mode.within(place, size), strides[axis]));
            inside = Ops.logicalAnd(inside, Ops.equal(mode.within(place, size), place));
        }
        Value numbers = Ops.floating(Ops.take(Ops.ravel(x), index));
        return mode == FillMode.CONSTANT ? Ops.where(inside, numbers, Ops.fullLike(numbers, fill)) : numbers;
    }

    // ---- windows ---------------------------------------------------------------------------------------------------

    /// Each window of `size` × `size`, side by side, as channels: `[batch, rows', columns', size · size · channels]`.
    public static Value extractPatches(Value images, long size) {
        return extractPatches(images, Window.valid(Shape.of(size, size), Shape.of(size, size)));
    }

    /// Each window, as channels: `[batch, rows', columns', window · channels]`.
    public static Value extractPatches(Value images, Window window) {
        requireImages("extractPatches", images);
        return patches("extractPatches", images, window);
    }

    /// Each window over volumes `[batch, planes, rows, columns, channels]`, as channels: `[batch, planes', rows', columns', window · channels]`.
    public static Value extractPatches3d(Value volumes, Window window) {
        return patches("extractPatches3d", volumes, window);
    }

    private static Value patches(String function, Value images, Window window) {
        int axes = window.rank();
        Shape places = window.over(function, images.type(), images.shape().size(-1) * window.size().elements());
        Value y = images;
        for (int axis = axes; axis >= 1; axis--) {
            y = Ops.windows(y, axis, window.axes().get(axis - 1));
        }
        int last = 2 * axes + 1;
        int[] order = IntStream.rangeClosed(0, last).map(i -> i == 0 || i == last ? i : i <= axes ? 2 * i - 1 : 2 * (i - axes)).toArray();
        return Ops.reshape(Ops.transpose(y, order), places);
    }

    /// Each channel under a bell of this size and standard deviation, with zeros around the image.
    public static Value gaussianBlur(Value images, long rows, long columns, double sigmaRows, double sigmaColumns) {
        GraphBuilder g = images.builder();
        return gaussianBlur(images, rows, columns, g.scalar(DType.FLOAT32, sigmaRows), g.scalar(DType.FLOAT32, sigmaColumns));
    }

    /// Each channel under a bell of this size, with zeros around the image, whose standard deviations are scalars that a program computes.
    public static Value gaussianBlur(Value images, long rows, long columns, Value sigmaRows, Value sigmaColumns) {
        requireImages("gaussianBlur", images);
        Value down = under(images, Ops.reshape(bell(rows, sigmaRows), rows, 1), Window.valid(Shape.of(rows, 1)).same(images.shape()));
        return under(down, Ops.reshape(bell(columns, sigmaColumns), 1, columns), Window.valid(Shape.of(1, columns)).same(images.shape()));
    }

    /// How fast each channel changes downwards and to the right: `[batch, rows, columns, channels, 2]` (Sobel & Feldman 1968). Around
    /// an image are zeros, as Keras has it on JAX and PyTorch; on TensorFlow it is a mirror.
    public static Value sobelEdges(Value images) {
        requireImages("sobelEdges", images);
        NDArray kernels = NDArray.of(Shape.of(3, 3, 1, 2), -1f, -1, -2, 0, -1, 1, 0, -2, 0, 0, 0, 2, 1, -1, 2, 0, 1, 1);
        long channels = images.shape().size(3);
        Value kernel = Ops.broadcastTo(Ops.constant(images, kernels), Shape.of(3, 3, channels, 2));
        Value pixels = Ops.floating(images);
        Value edges = Ops.depthwiseConv(pixels, Ops.cast(kernel, pixels.dtype()), Window.valid(Shape.of(3, 3)).same(images.shape()));
        return Ops.reshape(edges, images.shape().insert(4, 2));
    }

    /// The structural similarity of each image to its partner, from −1 to 1 for equal ones: `[batch]` (Wang, Bovik, Sheikh & Simoncelli
    /// 2004), with the paper's window of 11 × 11 pixels under a bell of standard deviation 1.5 and its constants 0.01 and 0.03.
    ///
    /// @param largest the number a pixel may have at most
    public static Value ssim(Value a, Value b, double largest) {
        return ssim(a, b, largest, 11, 1.5, 0.01, 0.03);
    }

    /// The structural similarity of two images (SSIM), with a window and constants of your own.
    ///
    /// @param a     images `[batch, rows, columns, channels]`
    /// @param b     of the same shape
    /// @param size  of the window, each way: of no more pixels than the images have
    /// @param sigma the standard deviation of its bell, in pixels
    /// @throws ShapeException when the shapes differ, or the images are smaller than the window
    public static Value ssim(Value a, Value b, double largest, long size, double sigma, double k1, double k2) {
        requireImages("ssim", a);
        if (!a.shape().equals(b.shape()) || Math.min(a.shape().size(1), a.shape().size(2)) < size) {
            throw new ShapeException("ssim", "two batches of one shape, of images of " + size + " pixels or more each way", a.type() + " and " + b.type(),
                    "Resize them, or take a smaller window.");
        }
        Value x = Ops.floating(a);
        Value y = Ops.floating(b);
        Value bell = bell(size, a.builder().scalar(DType.FLOAT32, sigma));
        Value products = Ops.concatenate(List.of(x, y, Ops.square(x), Ops.square(y), Ops.multiply(x, y)), 0);
        Value down = under(products, Ops.reshape(bell, size, 1), Window.valid(Shape.of(size, 1)));
        List<Value> means = Ops.split(under(down, Ops.reshape(bell, 1, size), Window.valid(Shape.of(1, size))), 5, 0);
        Value squares = Ops.add(Ops.square(means.get(0)), Ops.square(means.get(1)));
        Value product = Ops.multiply(means.get(0), means.get(1));
        double c1 = Math.pow(k1 * largest, 2);
        double c2 = Math.pow(k2 * largest, 2);
        Value brightness = Ops.divide(Ops.add(Ops.multiply(product, 2), c1), Ops.add(squares, c1));
        Value structure = Ops.divide(Ops.add(Ops.multiply(Ops.subtract(means.get(4), product), 2), c2),
                Ops.add(Ops.subtract(Ops.add(means.get(2), means.get(3)), squares), c2));
        return Ops.mean(Ops.multiply(brightness, structure), 1, 2, 3);
    }

    /// Each channel under the same weights `[rows, columns]`.
    private static Value under(Value images, Value weights, Window window) {
        Shape size = weights.shape();
        Value kernel = Ops.reshape(Ops.cast(weights, images.dtype()), size.concat(Shape.of(1, 1)));
        return Ops.depthwiseConv(images, Ops.broadcastTo(kernel, size.concat(Shape.of(images.shape().size(3), 1))), window);
    }

    private static Value bell(long size, Value sigma) {
        Value x = Ops.subtract(sigma.builder().iota(0, Type.of(DType.FLOAT32, size)), (size - 1) / 2.0);
        Value bell = Ops.exp(Ops.multiply(Ops.square(Ops.divide(x, Ops.cast(sigma, DType.FLOAT32))), -0.5));
        return Ops.divide(bell, Ops.sum(bell));
    }

    private static void requireImages(String function, Value images) {
        if (images.rank() != 4) {
            throw new ShapeException(function, "images [batch, rows, columns, channels]", images.type(), "Reshape them first.");
        }
    }
}
