package org.keras4j.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

/// What the tests read of an event in a file for TensorBoard: its step, its tag, and the first value of its summary.
record Event(long step, String tag, float value) {
    /// The files in a folder.
    static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.filter(path -> path.getFileName().toString().startsWith("events.out.tfevents.")).toList());
        }
    }

    /// Those of a file, whose checksums are checked.
    static List<Event> of(Path file) throws IOException {
        var events = new ArrayList<Event>();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(EventFile.masked(length));
            var data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(EventFile.masked(data));
            var event = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
            event.position(9);                                        // the time
            assertThat(event.get()).isEqualTo((byte) 0x10);
            long step = event.get();
            boolean summary = event.get() == 0x2a;
            if (summary) {
                varint(event);
                event.get();
                varint(event);
                event.get();
            }
            var tag = new byte[event.get()];
            event.get(tag);
            float value = summary && event.get() == 0x15 ? event.getFloat() : Float.NaN;
            events.add(new Event(step, new String(tag, StandardCharsets.UTF_8), value));
        }
        return events;
    }

    private static void varint(ByteBuffer in) {
        while (in.get() < 0) { }
    }

    @Override
    public String toString() {
        return step + " " + tag;
    }
}
