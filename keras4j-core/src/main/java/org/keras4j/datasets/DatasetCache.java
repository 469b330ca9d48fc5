package org.keras4j.datasets;

import module java.base;
import org.keras4j.data.NumPyShuffle;
import org.keras4j.engine.tensor.DType;
import org.keras4j.engine.tensor.FormatException;
import org.keras4j.engine.tensor.NDArray;
import org.keras4j.engine.tensor.Npz;
import org.keras4j.engine.tensor.Shape;
import tools.jackson.core.type.TypeReference;

/// The built-in data sets of Keras, in the folder that Keras for Python uses too: what one of them fetched the other finds.
///
/// ```java
/// Samples digits = DatasetCache.ofThisMachine().heard((address, bytes, received) -> …).mnist();
/// ```
///
/// Each method throws an [UncheckedIOException] when a file is neither there nor to be had, or its hash is wrong.
///
/// @param folder where the files lie
public record DatasetCache(Path folder, DownloadListener listener) {
    private static final String GOOGLE = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";
    private static final String TORONTO = "https://www.cs.toronto.edu/~kriz/";
    /// Keras' copy of MNIST.
    public static final CachedFile MNIST = new CachedFile("mnist.npz", URI.create(GOOGLE + "mnist.npz"), 11_490_434,
            "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1");
    private static final int SEED = 113;
    private static final double TEST_SHARE = 0.2;

    /// What a data set consists of.
    public record Samples(NDArray xTrain, NDArray yTrain, NDArray xTest, NDArray yTest) {

        /// Those of a file like Keras' `mnist.npz`, wherever it lies, with whatever shapes it has.
        ///
        /// @throws FormatException if it is no such file
        public static Samples read(Path npz) {
            var arrays = Npz.read(npz);
            return new Samples(member(npz, arrays, "x_train"), member(npz, arrays, "y_train"), member(npz, arrays, "x_test"), member(npz, arrays, "y_test"));
        }
    }

    /// Texts as numbers of words, with their classes.
    public record Texts(List<int[]> xTrain, NDArray yTrain, List<int[]> xTest, NDArray yTest) {}

    /// How detailed the classes of CIFAR-100 are: 100 or 20.
    public enum Labels { FINE, COARSE }

    /// `KERAS_HOME/datasets`, or `~/.keras/datasets`.
    public static DatasetCache ofThisMachine() {
        String home = System.getenv("KERAS_HOME");
        Path keras = home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".keras") : Path.of(home);
        return in(keras.resolve("datasets"));
    }

    /// The data sets of that folder; downloads are told to nobody.
    public static DatasetCache in(Path folder) {
        return new DatasetCache(folder, DownloadListener.SILENT);
    }

    /// Tells the listener how far each download is; without one, nothing is told.
    public DatasetCache heard(DownloadListener listener) {
        return new DatasetCache(folder, listener);
    }

    /// Any file from the net, fetched unless it is in this folder. Follows `keras.utils.get_file`.
    ///
    /// @param hash SHA-256 or MD5 of its bytes in hexadecimal; empty for none
    public Path getFile(String name, URI origin, String hash) {
        return new CachedFile(name, origin, -1, hash).in(folder, listener);
    }

    private Path file(String name, String base, String hash) {
        return getFile(name, URI.create(base), hash);
    }

    /// 70,000 handwritten digits, uint8 `[n, 28, 28]`; classes uint8 `[n]` (LeCun et al. 1998).
    public Samples mnist() {
        return Samples.read(MNIST.in(folder, listener));
    }

    /// 70,000 pictures of clothes in the form of MNIST (Xiao et al. 2017). Keras gives no hashes of these files.
    public Samples fashionMnist() {
        var own = new DatasetCache(folder.resolve("fashion-mnist"), listener);
        return new Samples(IdxFile.images(own.unhashed("train-images-idx3-ubyte.gz")), IdxFile.labels(own.unhashed("train-labels-idx1-ubyte.gz")),
                IdxFile.images(own.unhashed("t10k-images-idx3-ubyte.gz")), IdxFile.labels(own.unhashed("t10k-labels-idx1-ubyte.gz")));
    }

    private Path unhashed(String name) {
        return file(name, GOOGLE + name, "");
    }

    /// 60,000 pictures of 10 classes, uint8 `[n, 32, 32, 3]`; classes uint8 `[n, 1]` (Krizhevsky 2009).
    public Samples cifar10() {
        var members = Archive.read(file("cifar-10-batches-py-target_archive", TORONTO + "cifar-10-python.tar.gz",
                "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"));
        List<Cifar> train = IntStream.rangeClosed(1, 5).mapToObj(i -> Cifar.of(members, "cifar-10-batches-py/data_batch_" + i, "labels")).toList();
        Cifar test = Cifar.of(members, "cifar-10-batches-py/test_batch", "labels");
        return new Samples(NDArray.concat(0, train.stream().map(Cifar::images).toList()), NDArray.concat(0, train.stream().map(Cifar::labels).toList()),
                test.images, test.labels);
    }

    /// 60,000 pictures of 100 classes, or of their 20 groups, uint8 `[n, 32, 32, 3]`; classes uint8 `[n, 1]` (Krizhevsky 2009).
    public Samples cifar100(Labels detail) {
        var members = Archive.read(file("cifar-100-python-target_archive", TORONTO + "cifar-100-python.tar.gz",
                "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7"));
        String key = detail.name().toLowerCase(Locale.ROOT) + "_labels";
        Cifar train = Cifar.of(members, "cifar-100-python/train", key);
        Cifar test = Cifar.of(members, "cifar-100-python/test", key);
        return new Samples(train.images, train.labels, test.images, test.labels);
    }

    record Cifar(NDArray images, NDArray labels) {
        static Cifar of(Map<String, byte[]> members, String name, String key) {
            byte[] file = Objects.requireNonNull(members.get(name), () -> name + ": expected it in the archive, got " + members.keySet() + ".");
            Map<?, ?> batch = (Map<?, ?>) Objects.requireNonNull(Pickle.read(ByteBuffer.wrap(file), name));
            var pixels = (NDArray) Objects.requireNonNull(batch.get("data"));
            var labels = (List<?>) Objects.requireNonNull(batch.get(key));
            NDArray images = pixels.reshape(pixels.size(0), 3, 32, 32).transpose(0, 2, 3, 1);
            return new Cifar(images, NDArray.generate(DType.UINT8, Shape.of(labels.size(), 1), i -> ((Long) labels.get((int) i)).doubleValue()));
        }
    }

    /// 50,000 film reviews as numbers of words, the more frequent the smaller; 1 is a good one (Maas et al. 2011).
    public Texts imdb(Words words) {
        Path file = file("imdb.npz", GOOGLE + "imdb.npz", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f");
        List<int[]> train = ObjectArrays.rows(file, "x_train");
        List<int[]> test = ObjectArrays.rows(file, "x_test");
        List<int[]> orders = NumPyShuffle.orders(words.seed(), train.size(), test.size());
        try (var npz = Npz.open(file)) {
            Words.Labelled shown = words.prepared(train, npz.get("y_train"), orders.get(0));
            Words.Labelled held = words.prepared(test, npz.get("y_test"), orders.get(1));
            int most = Math.max(shown.largest(), held.largest());
            return new Texts(words.limited(shown.texts(), most), shown.labels(), words.limited(held.texts(), most), held.labels());
        }
    }

    /// 11,228 news of 46 topics in the same form, of which the last fifth tests.
    public Texts reuters(Words words) {
        Path file = file("reuters.npz", GOOGLE + "reuters.npz", "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916");
        List<int[]> texts = ObjectArrays.rows(file, "x");
        try (var npz = Npz.open(file)) {
            Words.Labelled all = words.prepared(texts, npz.get("y"), NumPyShuffle.order(words.seed(), texts.size()));
            List<int[]> limited = words.limited(all.texts(), all.largest());
            int train = (int) (limited.size() * (1 - TEST_SHARE));
            return new Texts(limited.subList(0, train), all.labels().rows(0, train), limited.subList(train, limited.size()),
                    all.labels().rows(train, limited.size()));
        }
    }

    /// The words of [#imdb] by their frequency, from 1 on. In the reviews each number is larger by [Words]' `from`, which is 3.
    public Map<String, Integer> imdbWordIndex() {
        return wordIndex("imdb_word_index.json", "bfafd718b763782e994055a2d397834f");
    }

    /// The words of [#reuters] by their frequency, from 1 on, as [#imdbWordIndex] has those of [#imdb].
    public Map<String, Integer> reutersWordIndex() {
        return wordIndex("reuters_word_index.json", "4d44cc38712099c9e383dc6e5f11a921");
    }

    private Map<String, Integer> wordIndex(String name, String hash) {
        return JsonFile.read(file(name, GOOGLE + name, hash), new TypeReference<TreeMap<String, Integer>>() {});
    }

    /// The classes of ImageNet, from `models` beside this folder, as in Keras.
    public ImageNet imageNet() {
        var models = new DatasetCache(folder.resolveSibling("models"), listener);
        return ImageNet.read(models.file("imagenet_class_index.json",
                "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json", "c2c37ea517e94d9795004a39431a14cb"));
    }

    /// 20,640 districts, float32 `[n, 8]`, and the median price of a house (Pace & Barry 1997); a fifth tests.
    public Samples californiaHousing() {
        return houses("california_housing.npz", "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f");
    }

    /// 506 districts of 13 numbers. Known for its authors' view of race: kept for comparing with older work, not for new.
    public Samples bostonHousing() {
        return houses("boston_housing.npz", "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5");
    }

    private Samples houses(String name, String hash) {
        Path file = file(name, GOOGLE + name, hash);
        var arrays = Npz.read(file);
        NDArray x = member(file, arrays, "x");
        NDArray y = member(file, arrays, "y");
        int[] order = NumPyShuffle.order(SEED, Math.toIntExact(x.size(0)));
        int train = (int) (order.length * (1 - TEST_SHARE));
        int[] first = Arrays.copyOf(order, train);
        int[] last = Arrays.copyOfRange(order, train, order.length);
        return new Samples(x.take(first), y.take(first), x.take(last), y.take(last));
    }

    private static NDArray member(Path file, Map<String, NDArray> arrays, String name) {
        var array = arrays.get(name);
        if (array == null) {
            throw new FormatException(file + ": expected the array " + name + ", got " + arrays.keySet() + ".");
        }
        return array;
    }
}
