package org.keras4j.saving;

import module java.base;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.models.Model;
import org.keras4j.saving.hdf5.Group;
import org.keras4j.saving.hdf5.Hdf5;

/// A whole model in a `.keras` file: a ZIP archive of `metadata.json`, `config.json` and `model.weights.h5`, as Keras 3 writes it, and
/// `keras4j.json` with what exact resumption needs besides ([TrainingState]), which Keras ignores.
public final class KerasFile {
    /// The version whose files these are.
    public static final String KERAS_VERSION = "3.15.1";
    static final String SUFFIX = ".keras";
    private static final System.Logger LOG = System.getLogger(KerasFile.class.getName());
    static final String METADATA = "metadata.json";
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.weights.h5";
    private static final String STATE = "keras4j.json";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private KerasFile() {}

    // ---- saving ----------------------------------------------------------------------------------------------------

    /// Writes it whole or not at all.
    ///
    /// @throws UncheckedIOException when it can't be written; the file that was there before stays
    public static void save(Model model, Path file) {
        if (!file.toString().endsWith(SUFFIX)) {
            throw new IllegalArgumentException(file + ": expected a name that ends in .keras, as Keras demands. Give it that name, or use saveWeights for "
                    + "the weights alone.");
        }
        AtomicFile.write(file, content(model, TrainingState.of(model)));
    }

    static AtomicFile.Content content(Model model, TrainingState state) {
        String config = ModelJson.text(model);
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("keras_version", KERAS_VERSION);
        metadata.put("date_saved", LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss")));
        Hdf5.Image weights = Hdf5.image(Weights.tree(model));
        return out -> {
            var zip = new ZipOutputStream(out);
            store(zip, METADATA, Json.text(metadata));
            store(zip, CONFIG, config);
            store(zip, WEIGHTS, weights::writeTo);
            for (var file : Assets.files(model).entrySet()) {
                store(zip, file.getKey(), to -> to.write(file.getValue()));
            }
            store(zip, STATE, Json.text(state.toJson()));
            zip.finish();
        };
    }

    private static void store(ZipOutputStream zip, String name, String text) throws IOException {
        store(zip, name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Stored members have their size and checksum in front, so the content is made twice.
    private static void store(ZipOutputStream zip, String name, AtomicFile.Content content) throws IOException {
        var measure = new Measure();
        content.writeTo(measure);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(measure.bytes);
        entry.setCrc(measure.checksum.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    private static final class Measure extends OutputStream {
        private final CRC32 checksum = new CRC32();
        private long bytes;

        @Override
        public void write(int b) {
            checksum.update(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            checksum.update(b, from, length);
            bytes += length;
        }
    }

    // ---- loading ---------------------------------------------------------------------------------------------------

    /// The model with its weights; compiled as it was, with the state of its optimizer, if it was and that is wanted.
    ///
    /// @throws FormatException naming file, member and place, when it isn't such a file
    /// @throws UncheckedIOException when it can't be read
    public static Model load(Path file, Load options) {
        try (Members members = Members.open(file, options.limits())) {
            String version = version(members, options.limits());
            Model model = in(CONFIG, () -> described(members.text(CONFIG, options.limits()), version, options));
            Group weights = weights(members);
            Weights.expectState(weights, model);
            give(model, weights, Matching.STRICT);
            Assets.restore(model, members, weights, options.limits());
            state(members, options.limits()).applyTo(model);
            return model;
        } catch (FormatException e) {
            throw e.in(file.toString());
        }
    }

    private static Model described(byte[] text, String version, Load options) {
        try {
            return ModelJson.read(text, options);
        } catch (FormatException e) {
            throw isNewer(version) ? new FormatException(e.getMessage() + " The file was written by Keras " + version + ", newer than " + KERAS_VERSION + ".", e) : e;
        }
    }

    static void loadWeights(Model model, Path file, Matching matching, LoadLimits limits) {
        try (Members members = Members.open(file, limits)) {
            give(model, weights(members), matching);
        } catch (FormatException e) {
            throw e.in(file.toString());
        }
    }

    private static Group weights(Members members) {
        members.require(WEIGHTS);
        return in(WEIGHTS, () -> Hdf5.read(members.read(WEIGHTS)));
    }

    private static void give(Model model, Group weights, Matching matching) {
        try {
            Weights.load(WeightSource.of(weights), model, matching);
        } catch (FormatException e) {
            throw e.in(WEIGHTS);
        }
    }

    static TrainingState state(Members members, LoadLimits limits) {
        return members.has(STATE) ? in(STATE, () -> TrainingState.of(Json.object(members.text(STATE, limits)))) : TrainingState.NONE;
    }

    private static String version(Members members, LoadLimits limits) {
        Map<?, ?> metadata = in(METADATA, () -> Json.object(members.text(METADATA, limits)));
        String version = String.valueOf(metadata.get("keras_version"));
        if (!version.matches("[0-3]\\..*")) {
            throw new FormatException(METADATA + ": expected a file of Keras 3, got one of Keras " + version + ". Save it with Keras 3, or get a newer Keras4J.");
        }
        if (isNewer(version)) {
            LOG.log(System.Logger.Level.WARNING, "The file was written by Keras " + version + ", newer than " + KERAS_VERSION
                    + ": what is new there isn't known here.");
        }
        return version;
    }

    private static boolean isNewer(String version) {
        int[] theirs = numbers(version);
        return Arrays.compare(theirs, numbers(KERAS_VERSION)) > 0;
    }

    private static int[] numbers(String version) {
        return Pattern.compile("\\d{1,8}").matcher(version).results().limit(3).mapToInt(number -> Integer.parseInt(number.group())).toArray();
    }

    private static <T> T in(String member, Supplier<T> read) {
        try {
            return read.get();
        } catch (FormatException e) {
            throw e.in(member);
        }
    }
}
