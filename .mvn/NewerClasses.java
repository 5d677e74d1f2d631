import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Writes those classes of a jar anew that make a start slow. The launcher runs this once, after a
 * build.
 *
 * <ul>
 *   <li>The JVM's cache for fast starts leaves out classes in formats older than Java 6's; picocli's
 *       are. They get the format of Java 21, which changes nothing that they do.
 *   <li>DuckDB's driver begins by starting the JVM's flight recorder, for an event that Leat does
 *       not use. It looks whether there is one; now it looks for one that is not there.
 * </ul>
 */
final class NewerClasses {
  private static final int OLD = ClassFile.JAVA_6_VERSION;
  private static final String MONITOR = "org/duckdb/JfrMemoryMonitor.class";
  private static final String RECORDER = "jdk.jfr.FlightRecorder";

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path made = Path.of(jar + ".newer");
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        var from = new JarFile(jar.toFile());
        var to = new JarOutputStream(Files.newOutputStream(made))) {
      ClassFile format =
          ClassFile.of(
              // With the old pool, code would be copied as it is, without stack maps.
              ConstantPoolSharingOption.NEW_POOL,
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofClassLoading(loader)));
      for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(new JarEntry(entry.getName()));
        to.write(
            entry.getName().equals(MONITOR)
                ? withoutRecorder(format, bytes)
                : entry.getName().endsWith(".class") ? newer(format, bytes) : bytes);
        to.closeEntry();
      }
    }
    Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] newer(ClassFile format, byte[] bytes) {
    var model = format.parse(bytes);
    if (model.majorVersion() >= OLD) {
      return bytes;
    }
    return format.transformClass(
        model,
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion
                    ? ClassFileVersion.of(ClassFile.JAVA_21_VERSION, 0)
                    : element));
  }

  private static byte[] withoutRecorder(ClassFile format, byte[] bytes) {
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.transformingMethodBodies(
            (builder, element) -> {
              if (element instanceof ConstantInstruction constant
                  && constant.constantValue().equals(RECORDER)) {
                builder.loadConstant(RECORDER + " is not started");
              } else {
                builder.with(element);
              }
            }));
  }
}
