package org.keras4j.apps;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.engine.tensor.UnwritableException;

/// What has been written into a run's folder: a name a line in `keras4j-files.txt`, each before its file. A later run into the folder first deletes what
/// is named there, so that nothing is read of two runs mixed; what else lies in the folder is the user's, and gets another name where a run needs its own.
public final class RunFiles {
    /// No user has a file of that name, whose lines would be deleted.
    static final String NAME = "keras4j-files.txt";

    private final Path folder;
    private final Mode mode;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<Path> own = new LinkedHashSet<>();
    private final List<Path> renamed = new ArrayList<>();
    private boolean begun;
    private @Nullable RunLock lock;

    /// What becomes of that which is there.
    enum Mode {
        /// It makes room, as late as at the first file: a run that fails before has taken nothing away.
        REPLACE,
        /// It stays, and more comes to it.
        ADD
    }

    RunFiles(Path folder, Mode mode) {
        this.folder = folder.toAbsolutePath().normalize();
        this.mode = mode;
    }

    /// Keeps other runs out of the folder, until it is unlocked.
    ///
    /// @throws IllegalArgumentException if another one writes there
    /// @throws IOException if the folder can't be written
    void lock() throws IOException {
        if (lock == null) {
            Files.createDirectories(folder);
            lock = RunLock.of(folder);
        }
    }

    void unlock() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    /// Notes that these files are about to be written, and makes the folder that they are in. What of the user's lies in their place gets another name.
    ///
    /// @throws IllegalArgumentException if another run writes into the folder
    /// @throws UnwritableException if the note can't be written
    void add(Path... files) {
        try {
            lock();
            begin();
            for (var file : files) {
                Files.createDirectories(file.getParent());
                var absolute = file.toAbsolutePath().normalize();
                own.add(absolute);
                String name = folder.relativize(absolute).toString();
                if (names.add(name)) {
                    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                        renamed.add(Files.move(file, unused(file)));
                    }
                    Files.writeString(folder.resolve(NAME), name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            throw new UnwritableException(folder.resolve(NAME) + ": cannot be written: " + RunFolder.reason(e), e);
        }
    }

    private static Path unused(Path file) {
        return IntStream.iterate(1, i -> i + 1).mapToObj(i -> file.resolveSibling(file.getFileName() + (i == 1 ? ".old" : ".old-" + i)))
                .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS)).findFirst().orElseThrow();
    }

    /// {@return the names by which the user's own files go now that were in the way}
    List<Path> renamed() {
        return List.copyOf(renamed);
    }

    /// {@return the files in a folder, and in those below it, that came since this object is there: by their way from the folder, in that order}
    List<Path> written(Path in) {
        var absolute = in.toAbsolutePath().normalize();
        return own.stream().filter(file -> file.startsWith(absolute)).map(absolute::relativize).toList();
    }

    private void begin() throws IOException {
        var list = folder.resolve(NAME);
        if (begun || !Files.isRegularFile(list)) {
            begun = true;
            return;
        }
        begun = true;
        var former = Files.readAllLines(list);
        switch (mode) {
            case ADD -> names.addAll(former);
            case REPLACE -> {
                for (var name : former) {
                    delete(name);
                }
                Files.delete(list);
            }
        }
    }

    /// With the folder below this one that is empty then. A list that somebody has written in names nothing outside.
    private void delete(String name) throws IOException {
        // No system has such a name, and a path of it can't be made.
        if (name.indexOf('\0') >= 0) {
            return;
        }
        var file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !file.getParent().toRealPath().startsWith(folder.toRealPath())) {
            return;
        }
        Files.delete(file);
        var in = file.getParent();
        if (!in.equals(folder) && isEmpty(in)) {
            Files.delete(in);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
