import module java.base;
import java.lang.classfile.*;
import static java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import static java.lang.classfile.ClassFile.StackMapsOption;

/// `java ModernClasses.java JAR` gives the classes of a jar that are of Java 5 or older the form of Java 8, in place.
///
/// Java's AOT cache takes no classes of such versions, so each start would read them from the jar and verify them the old way: for picocli, 0.17 s of
/// a start (docs/decisions/0009). What the code does stays as it is. It gets the frames by which newer classes are verified.
class ModernClasses {
    void main(String[] arguments) throws IOException {
        var jar = Path.of(arguments[0]);
        var modern = jar.resolveSibling(jar.getFileName() + ".modern");
        try (var in = new JarFile(jar.toFile());
                var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                var out = new JarOutputStream(Files.newOutputStream(modern))) {
            var types = ClassHierarchyResolver.ofResourceParsing(loader);
            var classes = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(types));
            for (var entry : Collections.list(in.entries())) {
                var copy = new JarEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                out.write(entry.getName().endsWith(".class") ? modern(classes, bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.move(modern, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] modern(ClassFile classes, byte[] bytes) {
        var old = classes.parse(bytes);
        if (old.majorVersion() >= ClassFile.JAVA_6_VERSION) {
            return bytes;
        }
        return classes.transformClass(old, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen((builder, element) ->
                builder.with(element instanceof ClassFileVersion ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0) : element)));
    }
}
