package org.keras4j.callbacks;

import module java.base;

/// A file that TensorBoard reads: records of TFRecord (length, its checksum, message, its checksum), each an `Event` of `event.proto`.
/// Each record is written whole and at once; in between the file is closed.
final class EventFile {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int HISTOGRAM_BUCKETS = 30;

    private final Path path;

    /// A new file in this folder, which is made.
    ///
    /// @throws UncheckedIOException naming the folder, when that fails
    EventFile(Path folder) {
        long seconds = System.currentTimeMillis() / 1000;
        path = folder.resolve("events.out.tfevents." + seconds + ".keras4j." + ProcessHandle.current().pid() + "." + COUNT.getAndIncrement() + ".v2");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Callback.unwritable("TensorBoard", path, e);
        }
        record(event(0).text(3, "brain.Event:2"));
    }

    void scalar(String tag, double value, long step) {
        summary(new Wire().text(1, tag).number(2, (float) value), step);
    }

    /// How many of the numbers lie in each of 30 equal parts of their range.
    void histogram(String tag, double[] values, long step) {
        double[] finite = DoubleStream.of(values).filter(Double::isFinite).toArray();
        DoubleSummaryStatistics all = DoubleStream.of(finite).summaryStatistics();
        if (all.getCount() == 0) {
            return;
        }
        double width = Math.max((all.getMax() - all.getMin()) / HISTOGRAM_BUCKETS, Double.MIN_NORMAL);
        var limits = new double[HISTOGRAM_BUCKETS];
        var counts = new double[HISTOGRAM_BUCKETS];
        Arrays.setAll(limits, i -> i == HISTOGRAM_BUCKETS - 1 ? all.getMax() : all.getMin() + width * (i + 1));
        for (double value : finite) {
            counts[(int) Math.min(HISTOGRAM_BUCKETS - 1, (value - all.getMin()) / width)]++;
        }
        var histogram = new Wire().number(1, all.getMin()).number(2, all.getMax()).number(3, (double) all.getCount()).number(4, all.getSum())
                .number(5, DoubleStream.of(finite).map(x -> x * x).sum()).numbers(6, limits).numbers(7, counts);
        summary(new Wire().text(1, tag).message(5, histogram), step);
    }

    private void summary(Wire value, long step) {
        record(event(step).message(5, new Wire().message(1, value)));
    }

    private static Wire event(long step) {
        return new Wire().number(1, System.currentTimeMillis() / 1e3).integer(2, step);
    }

    private void record(Wire message) {
        byte[] data = message.toBytes();
        byte[] length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
        byte[] record = ByteBuffer.allocate(16 + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(length).putInt(masked(length)).put(data).putInt(masked(data)).array();
        try {
            Files.write(path, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Callback.unwritable("TensorBoard", path, e);
        }
    }

    /// TFRecord's checksum: that of a checksum would be special otherwise.
    static int masked(byte[] data) {
        var crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
