package org.keras4j.datasets;

import module java.base;

/// Rows of whole numbers of different lengths in an `.npz` file, where NumPy has them pickled.
final class ObjectArrays {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /// More than any file of Keras has.
    private static final int MOST_BYTES = 1 << 29;

    private ObjectArrays() {}

    /// @throws IllegalArgumentException naming the file and the member, when it isn't such an array
    static List<int[]> rows(Path file, String name) {
        String place = file + " > " + name;
        try (var zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name + ".npy");
            if (entry == null) {
                throw new IllegalArgumentException(place + ": expected this array, got none.");
            }
            byte[] bytes;
            try (var in = zip.getInputStream(entry)) {
                bytes = in.readNBytes(MOST_BYTES);
            }
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            var magic = new byte[MAGIC.length];
            in.get(magic);
            int version = in.get();
            in.get();
            var header = new byte[version == 1 ? in.getShort() & 0xffff : Math.clamp(in.getInt(), 0, in.remaining())];
            in.get(header);
            if (!Arrays.equals(magic, MAGIC) || !new String(header, StandardCharsets.ISO_8859_1).contains("'|O'")) {
                throw new IllegalArgumentException(place + ": expected an array of objects, got another.");
            }
            return ((List<?>) Objects.requireNonNull(Pickle.read(in, place))).stream()
                    .map(row -> ((List<?>) row).stream().mapToInt(number -> ((Long) number).intValue()).toArray()).toList();
        } catch (BufferUnderflowException | ClassCastException e) {
            throw new IllegalArgumentException(place + ": expected rows of whole numbers, got something else.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(place + ": can't be read.", e);
        }
    }
}
