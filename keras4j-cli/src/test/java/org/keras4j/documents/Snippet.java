package org.keras4j.documents;

import module java.base;

/// A block of Java in a document.
///
/// - A block of imports alone holds for all blocks after it in its document.
/// - `<!-- given: … -->` right before a block declares what the block leans on and the reader imagines, as members of a class;
///   before the first block it holds for all of the document.
/// - `<!-- only compiled -->` right before a block keeps it from being run.
/// - A block with a `main` of its own is a program, one with a `public` class is only compiled, all others are bodies of methods.
///
/// @param line that of its first line of code, counted from 1
record Snippet(Path document, int line, List<String> code, Context context, Use use) {
    enum Use { RUN, COMPILE }

    /// What stands around a block.
    record Context(List<String> imports, List<String> everywhere, List<String> given) {
        Context with(List<String> moreImports) { return new Context(concat(imports, moreImports), everywhere, List.of()); }
    }

    private static final String FENCE = "```";
    private static final String GIVEN = "<!-- given:";
    private static final String ONLY_COMPILED = "<!-- only compiled -->";
    private static final String END = "-->";

    static List<Snippet> of(Path document) throws IOException {
        List<String> lines = Files.readAllLines(document);
        var found = new ArrayList<Snippet>();
        var context = new Context(List.of(), List.of(), List.of());
        var use = Use.RUN;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(GIVEN)) {
                int from = i;
                while (!lines.get(i).endsWith(END)) {
                    i++;
                }
                String text = String.join("\n", lines.subList(from, i + 1));
                List<String> given = text.substring(GIVEN.length(), text.length() - END.length()).strip().lines().toList();
                context = found.isEmpty() && context.everywhere.isEmpty() ? new Context(context.imports, given, List.of())
                        : new Context(context.imports, context.everywhere, given);
            } else if (line.equals(ONLY_COMPILED)) {
                use = Use.COMPILE;
            } else if (line.equals(FENCE + "java")) {
                int end = i + 1;
                while (!lines.get(end).equals(FENCE)) {
                    end++;
                }
                List<String> code = List.copyOf(lines.subList(i + 1, end));
                if (code.stream().allMatch(text -> text.isBlank() || text.startsWith("import "))) {
                    context = context.with(code);
                } else {
                    found.add(new Snippet(document, i + 2, code, context, use));
                    context = context.with(List.of());
                }
                use = Use.RUN;
                i = end;
            } else if (line.startsWith(FENCE)) {
                do {
                    i++;
                } while (!lines.get(i).equals(FENCE));
            }
        }
        return found;
    }

    /// A file with a program as a block of itself.
    static Snippet ofProgram(Path file) throws IOException {
        return new Snippet(file, 2, Files.readAllLines(file), new Context(List.of(), List.of(), List.of()), Use.RUN);
    }

    /// A program of its own, as `java FILE` runs it.
    boolean isProgram() {
        return code.stream().anyMatch(text -> text.startsWith("void main("));
    }

    boolean isDeclaration() {
        return code.stream().anyMatch(text -> text.startsWith("public "));
    }

    /// Its class, in the unnamed package.
    String className() {
        return document.getFileName().toString().replaceAll("\\W", "_") + "_" + line;
    }

    /// Java of which each line has the number that it has in the document.
    String source() {
        var before = new StringBuilder("\n".repeat(line - 2));
        if (isProgram()) {
            return before + "\n" + String.join("\n", code);
        }
        context.imports.forEach(before::append);
        code.stream().filter(Snippet::isImport).forEach(before::append);
        // All on one line: the code has to begin on the next.
        before.append("import module java.base; ");
        String given = String.join(" ", concat(context.everywhere, context.given));
        // Classes within an interface are static, as they are in a file of their own.
        String opening = isDeclaration() ? "interface %1$s { %2$s\n" : "class %1$s { %1$s() throws Exception {} %2$s void run() throws Exception {\n";
        before.append(opening.formatted(className(), given));
        code.forEach(text -> before.append(isImport(text) ? "" : text).append('\n'));
        return before + (isDeclaration() ? "}" : "}}");
    }

    private static boolean isImport(String text) {
        return text.startsWith("import ");
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    @Override
    public String toString() {
        return document.getFileName() + ":" + line;
    }
}
