package org.keras4j.cli.model;

import module java.base;

/// The file that is to be written, looked at before the work begins.
final class OutputFile {
    private OutputFile() {}

    /// @param option that names it
    /// @param endings that its name may have
    /// @throws IllegalArgumentException if it has none of them, is a folder itself, or its folder can't be written
    static void require(String option, Path output, String... endings) {
        var folder = output.toAbsolutePath().getParent();
        if (Stream.of(endings).noneMatch(output.toString()::endsWith) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalArgumentException(option + " " + output + ": expected a name that ends in " + String.join(" or ", endings) + ", in a folder that can be written.");
        }
        if (Files.isDirectory(output)) {
            throw new IllegalArgumentException(option + " " + output + ": expected a file to write, got a folder. Choose another name.");
        }
    }

    /// The same of one that is made of another file, which it mustn't replace.
    ///
    /// @throws IllegalArgumentException also if it is that file, by whatever name
    static void requireOther(String option, Path output, Path input, String... endings) throws IOException {
        require(option, output, endings);
        if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
            throw new IllegalArgumentException(option + " " + output + ": expected another file than the one that is read, which would be lost. Choose another name.");
        }
    }
}
