package org.keras4j.apps;

import module java.base;

/// Keeps two runs from writing into one folder at a time, in this process or in two: their files would be mixed.
///
/// The system's own lock on the file `.keras4j-lock`: it ends with its process, however that ends, so a file that is left over locks nothing. The file
/// names the process, and goes with the lock.
final class RunLock implements AutoCloseable {
    static final String NAME = ".keras4j-lock";
    /// The system's locks are a process's, and go when it closes any channel to the file: so this process asks here, and not the system, for its own.
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path file;
    private final FileChannel channel;

    /// Another run has the lock.
    static final class TakenException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private TakenException(String message) {
            super(message);
        }
    }

    private RunLock(Path folder, Path file, FileChannel channel) {
        this.folder = folder;
        this.file = file;
        this.channel = channel;
    }

    /// Of a folder that is there.
    ///
    /// @throws TakenException if another run has it
    /// @throws IOException if the folder can't be written
    static RunLock of(Path folder) throws IOException {
        var real = folder.toRealPath();
        if (!OWN.add(real)) {
            throw taken(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new RunLock(real, real.resolve(NAME), opened(folder, real.resolve(NAME)));
        } catch (IOException | RuntimeException e) {
            OWN.remove(real);
            throw e;
        }
    }

    private static FileChannel opened(Path folder, Path file) throws IOException {
        while (true) {
            var key = key(file);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (!isLocked(channel)) {
                    throw taken(folder, new String(Channels.newInputStream(channel).readNBytes(20), StandardCharsets.US_ASCII).strip());
                }
                if (key.isPresent() && key.equals(key(file))) {
                    channel.truncate(0).write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
                    return channel;
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            // The file was made just now, or who had it took it away after it was opened here: what is locked may be one without a name, which nobody else finds.
            channel.close();
        }
    }

    /// What tells the file of that name from one that another run makes later, where there is one. Nothing is opened: that would end this process's lock.
    private static Optional<String> key(Path file) throws IOException {
        try {
            return Optional.of(String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Where the file system has no locks, as a network's may, there is none to be had, and each is as good as locked.
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException e) {
            System.getLogger(RunLock.class.getName()).log(System.Logger.Level.DEBUG, "No locks on this file system: two runs into one folder are not kept apart.", e);
            return true;
        }
    }

    /// @param process its number; nothing where it has not said it yet
    private static TakenException taken(Path folder, String process) {
        return new TakenException(folder + ": another run is writing there" + (process.isEmpty() ? "" : ", process " + process)
                + ". Wait for its end, or choose another folder with --out.");
    }

    /// Where the file can't be deleted any more it stays, and locks nothing.
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(RunLock.class.getName()).log(System.Logger.Level.DEBUG, file + " is left over.", e);
        } finally {
            OWN.remove(folder);
        }
    }
}
