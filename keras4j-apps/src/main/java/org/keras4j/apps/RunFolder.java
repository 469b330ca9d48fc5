package org.keras4j.apps;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.keras4j.apps.data.CsvTable;
import org.keras4j.apps.data.Origin;
import org.keras4j.engine.tensor.AtomicFile;
import org.keras4j.engine.tensor.UnwritableException;
import org.keras4j.plots.Plot;

/// The folder into which one run writes. It is made, and proved to take files, before the work starts.
///
/// @param path an existing folder
/// @param files what has been written into it
/// @param made the folders that were made for it, the innermost first
public record RunFolder(Path path, RunFiles files, List<Path> made) implements AutoCloseable {
    /// Enough for the model, its optimizer's state and the plots of the largest application.
    private static final int ROOM_BYTES = 24 << 20;
    static final Path RUNS = Path.of("runs");
    /// What a run was, and its scores.
    public static final String REPORT = "report.json";
    private static final String HISTORY = "history.csv";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /// The folder of `--out`, else `runs/APP-TIME`, for a run: once this one has something to write, what an earlier run wrote there is deleted.
    ///
    /// @throws IllegalArgumentException if the run is to learn from what it would replace, another run writes there, or no folder can be there or be written
    /// @throws UncheckedIOException with the path, if it can't be written for another reason, such as too little room
    public static RunFolder create(RunOptions options, String application) {
        if (isSame(options.out(), options.run())) {
            throw new IllegalArgumentException("--out " + options.out() + ": is the folder of --run, which a new run there would replace. Choose another.");
        }
        if (isSame(options.out(), options.data())) {
            throw new IllegalArgumentException("--out " + options.out() + ": is the folder of --data, whose files a run there could replace. Choose another.");
        }
        return made(options, application, RunFiles.Mode.REPLACE);
    }

    /// The same for what is said of an earlier run: it comes to what is there.
    public static RunFolder createForResults(RunOptions options, String application) {
        return made(options, application, RunFiles.Mode.ADD);
    }

    /// The folder of an earlier run, for what is said of it. Others are kept out once there is something to write: it may be one that can only be read.
    public static RunFolder addingTo(EarlierRun run) {
        return new RunFolder(run.path(), new RunFiles(run.path(), RunFiles.Mode.ADD), List.of());
    }

    private static boolean isSame(@Nullable Path folder, @Nullable Path other) {
        return folder != null && other != null && real(folder).equals(real(other));
    }

    /// As the system goes: `..` behind a link leads to what is above the folder that the link leads to.
    private static Path real(Path folder) {
        Path at = folder.toAbsolutePath().getRoot();
        for (Path name : folder.toAbsolutePath()) {
            at = name.toString().equals("..") ? Objects.requireNonNullElse(at.getParent(), at) : at.resolve(name).normalize();
            try {
                at = at.toRealPath();
            } catch (IOException _) {
                // It is yet to be made, or can't be: then that is said when it is tried.
            }
        }
        return at;
    }

    private static RunFolder made(RunOptions options, String application, RunFiles.Mode mode) {
        if (options.out() != null) {
            boolean goesUp = StreamSupport.stream(options.out().spliterator(), false).anyMatch(Path.of("..")::equals);
            return made(goesUp ? real(options.out()) : options.out(), mode);
        }
        var wanted = RUNS.resolve(prefix(application) + LocalDateTime.now().format(TIME));
        while (true) {
            try {
                return made(unused(wanted), mode);
            } catch (RunLock.TakenException _) {
                // By a run of the same second, after this one looked.
            }
        }
    }

    private static RunFolder made(Path folder, RunFiles.Mode mode) {
        var made = Stream.iterate(folder.toAbsolutePath(), Objects::nonNull, Path::getParent).takeWhile(path -> !Files.exists(path)).toList();
        var run = new RunFolder(folder, new RunFiles(folder, mode), made);
        try {
            run.files.lock();
            prove(folder);
            return run;
        } catch (IOException e) {
            run.close();
            throw refused(folder, e);
        }
    }

    private static RuntimeException refused(Path folder, IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return inTheWay(e, folder);
        }
        if (e instanceof AccessDeniedException) {
            return new IllegalArgumentException(folder + ": cannot be written. Choose another folder with --out.", e);
        }
        var above = Stream.iterate(folder.toAbsolutePath().getParent(), Objects::nonNull, Path::getParent).filter(Files::exists).findFirst();
        if (above.isPresent() && !Files.isDirectory(above.get())) {
            return inTheWay(e, above.get());
        }
        if (e instanceof NoSuchFileException) {
            // Without the cause: to the command line it would be a file to read that lacks.
            return new IllegalArgumentException(folder + ": no folder can be made there. Choose another with --out.");
        }
        return new UnwritableException(folder + ": cannot be written (" + reason(e) + "). Choose another folder with --out.", e);
    }

    private static IllegalArgumentException inTheWay(IOException e, Path file) {
        return new IllegalArgumentException(file + ": is needed as a folder, and a file has that name. Choose another with --out.", e);
    }

    /// Lets other runs in, and removes what was made for this one and is still empty: one that was refused, for its data say, leaves no folder.
    @Override
    public void close() {
        files.unlock();
        try {
            for (var path : made) {
                if (Files.isDirectory(path)) {
                    Files.delete(path);
                }
            }
        } catch (DirectoryNotEmptyException _) {
            // Something was written.
        } catch (IOException e) {
            throw new UnwritableException(path + ": cannot be removed, though it is empty (" + reason(e) + "). Remove it yourself.", e);
        }
    }

    /// {@return what is in it so far}
    public EarlierRun soFar() {
        return new EarlierRun(path);
    }

    /// {@return a folder in this one, made with its first file}
    public RunFolder sub(String name) {
        return new RunFolder(file(name), files, List.of());
    }

    /// {@return the place of a file in this folder}
    public Path file(String name) {
        return path.resolve(name);
    }

    /// {@return the place of a file that is about to be written}
    ///
    /// @throws UncheckedIOException if the folder can't be written
    public Path place(String name) {
        files.add(file(name));
        return file(name);
    }

    /// Writes a text in place of what stands there, in one step.
    public Path write(String name, String text) {
        var file = place(name);
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return file;
    }

    /// Writes a plot as PNG and SVG, marked if the data is synthetic.
    public List<Path> plot(String name, Plot plot, Origin origin) {
        var shown = switch (origin) {
            case REAL -> plot;
            case SYNTHETIC -> plot.synthetic();
        };
        files.add(shown.files(path, name).toArray(Path[]::new));
        return shown.save(path, name);
    }

    /// Writes `report.json`, and `history.csv` beside it: a row for each epoch, from 1, a column for each measure.
    /// @param own the application's own options
    public Path report(Report report, Record own) {
        write(HISTORY, history(report.history()));
        return write(REPORT, report.json(own));
    }

    /// {@return what this run has written here, for people: `Written to runs/x: report.json, history.csv, model.keras, samples, and 5 plots (PNG, SVG)`}
    public String written() {
        var all = files.written(path);
        var plots = all.stream().map(Path::toString).filter(name -> name.endsWith(".svg")).map(RunFolder::stem).collect(Collectors.toSet());
        var known = List.of(REPORT, HISTORY);
        var names = all.stream().filter(file -> !plots.contains(stem(file.toString()))).map(file -> file.getName(0).toString()).distinct()
                .sorted(Comparator.comparingInt(name -> known.contains(name) ? known.indexOf(name) : known.size())).collect(Collectors.toCollection(ArrayList::new));
        if (!plots.isEmpty()) {
            boolean pixels = all.stream().anyMatch(file -> file.toString().endsWith(".png") && plots.contains(stem(file.toString())));
            names.add((names.isEmpty() ? "" : "and ") + (plots.size() == 1 ? "a plot" : plots.size() + " plots") + (pixels ? " (PNG, SVG)" : " (SVG)"));
        }
        String renamed = files.renamed().stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
        return "Written to " + path + ": " + String.join(", ", names) + (renamed.isEmpty() ? "" : ". Your own files that were there are now " + renamed);
    }

    private static String stem(String name) {
        return name.replaceAll("\\.(png|svg)$", "");
    }

    private static String history(Map<String, List<Double>> history) {
        int epochs = history.values().stream().mapToInt(List::size).max().orElse(0);
        return CsvTable.text(Stream.concat(Stream.of("epoch"), history.keySet().stream()).toList(), IntStream.range(0, epochs).mapToObj(epoch -> {
            var values = history.values().stream().map(v -> epoch < v.size() ? v.get(epoch).toString() : "");
            return Stream.concat(Stream.of(Integer.toString(epoch + 1)), values).toList();
        }));
    }

    /// How the folders of an application begin: a variant's two words are joined.
    static String prefix(String application) {
        return application.replace(' ', '-') + "-";
    }

    private static Path unused(Path wanted) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> i == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + i))
                .filter(path -> !Files.exists(path))
                .findFirst().orElseThrow();
    }

    /// By writing: permissions, quotas and a full disk all show only then.
    private static void prove(Path folder) throws IOException {
        var probe = Files.createTempFile(folder, "probe.", ".part");
        try (var out = Files.newOutputStream(probe)) {
            var zeros = new byte[1 << 20];
            for (int written = 0; written < ROOM_BYTES; written += zeros.length) {
                out.write(zeros);
            }
        } finally {
            Files.delete(probe);
        }
    }

    static String reason(IOException e) {
        String message = switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "it is not allowed";
            case CharacterCodingException _ -> "it is no text in UTF-8";
            case FileSystemException f -> f.getReason();
            default -> e.getMessage();
        };
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
