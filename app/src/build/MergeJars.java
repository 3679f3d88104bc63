import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/// Makes one jar of the program and its libraries, with what runs on Linux only, and puts their
/// licences beside it; the program's jar comes first:
///
///     java -cp asm.jar MergeJars.java OUT.jar LEGAL_DIRECTORY JAR...
///
/// Left out: constants of other operating systems and processors, appenders that need libraries
/// which are not here, generators of code that JNR is configured not to use, module descriptors, names of local variables, annotations of types, and the
/// line numbers of libraries. Of classes that come for several releases of Java the newest stays.
/// Our own classes lose the call sites that a start would have to link ([PlainCallSites]).
final class MergeJars {
    private static final int RELEASE = 25;
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String PROCESSOR = System.getProperty("os.arch");
    private static final String VERSIONS = "META-INF/versions/";

    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Map<String, Integer> releases = new LinkedHashMap<>();
    private final Path legal;

    private MergeJars(Path legal) {
        this.legal = legal;
    }

    public static void main(String... arguments) throws IOException {
        MergeJars merged = new MergeJars(Path.of(arguments[1]));
        for (int i = 2; i < arguments.length; i++) merged.add(Path.of(arguments[i]));
        merged.transform();
        merged.write(Path.of(arguments[0]));
    }

    private void add(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.isDirectory()) add(path, entry.getName(), jar.getInputStream(entry));
            }
        }
    }

    private void add(Path jar, String name, InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        int release = 0;
        if (name.startsWith(VERSIONS)) {
            int slash = name.indexOf('/', VERSIONS.length());
            release = Integer.parseInt(name.substring(VERSIONS.length(), slash));
            name = name.substring(slash + 1);
        }
        if (isLicence(name)) {
            String product = jar.getFileName().toString().replaceFirst("-[0-9].*", "");
            Path file = legal.resolve(product).resolve(name.substring(name.lastIndexOf('/') + 1));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return;
        }
        if (release > RELEASE || !needed(name)) return;
        if (name.startsWith("META-INF/services/")) {
            entries.merge(name, bytes, MergeJars::lines);
            return;
        }
        Integer before = releases.get(name);
        if (before != null && before == release && !name.startsWith("META-INF/")) {
            throw new IOException(jar + ": " + name + " is in another jar, too");
        }
        if (before == null || release > before) {
            releases.put(name, release);
            entries.put(name, bytes);
        }
    }

    private static byte[] lines(byte[] one, byte[] other) {
        String text = new String(one, StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) text += "\n";
        return (text + new String(other, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLicence(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1).toUpperCase();
        return (name.startsWith("META-INF/") || !name.contains("/"))
                && (last.startsWith("LICENSE")
                        || last.startsWith("NOTICE")
                        || last.startsWith("COPYING"));
    }

    private static boolean needed(String name) {
        if (name.equals("module-info.class") || name.equals("META-INF/MANIFEST.MF")) return false;
        if (name.startsWith("META-INF/maven/") || name.startsWith("META-INF/proguard/"))
            return false;
        if (name.startsWith("META-INF/native-image/")) return false;
        if (name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)")) return false;
        if (name.matches("jnr/constants/platform/[^/]+/.*")) {
            return name.matches("jnr/constants/platform/(linux(/" + PROCESSOR + ")?|fake)/[^/]+");
        }
        if (name.matches(
                "org/apache/logging/log4j/core/(tools|async|appender/(db|mom|nosql|rewrite|rolling|routing))/.*")) {
            return false;
        }
        if (name.startsWith("META-INF/native/")) return false; // unpacked beside the jar
        // Generators of machine code and of classes, which jnr.ffi.asm.enabled=false leaves unused.
        if (name.matches("(jnr/(x86|a64)asm|org/objectweb/asm)/.*")) return false;
        if (name.matches("jnr/ffi/provider/jffi/platform/[^/]+/[^/]+/.*")) {
            return name.matches("jnr/ffi/provider/jffi/platform/[^/]+/linux/.*");
        }
        return true;
    }

    private void transform() {
        // A constant pool of its own: what is left out would still be named in the old one.
        ClassFile classes =
                ClassFile.of(
                        ClassFile.ConstantPoolSharingOption.NEW_POOL,
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(this::bytes)
                                        .orElse(ClassHierarchyResolver.defaultResolver())));
        ClassTransform names =
                ClassTransform.transformingMethodBodies(
                                (code, element) -> {
                                    switch (element) {
                                        case LocalVariable _,
                                                LocalVariableType _,
                                                RuntimeVisibleTypeAnnotationsAttribute _ -> {}
                                        default -> code.with(element);
                                    }
                                })
                        .andThen(MergeJars::withoutTypeAnnotations);
        ClassTransform lines =
                names.andThen(
                        ClassTransform.transformingMethodBodies((code, element) -> {
                            if (!(element instanceof LineNumber)) code.with(element);
                        }));
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (!entry.getKey().endsWith(".class")) continue;
            ClassModel model = classes.parse(entry.getValue());
            if (entry.getKey().startsWith("dev/upkeep/")) {
                entry.setValue(PlainCallSites.rewritten(classes.transformClass(model, names)));
                continue;
            }
            try {
                entry.setValue(classes.transformClass(model, lines));
            } catch (IllegalArgumentException missing) {
                // It refers to a library that is not here, as the bridges of loggers do: it stays
                // as it is.
            }
        }
    }

    /// `@Nullable` and its kin are for the compiler; the cache would keep them.
    private static void withoutTypeAnnotations(ClassBuilder builder, ClassElement element) {
        switch (element) {
            case RuntimeVisibleTypeAnnotationsAttribute _ -> {}
            case FieldModel field ->
                    builder.transformField(
                            field,
                            (to, part) -> {
                                if (!(part instanceof RuntimeVisibleTypeAnnotationsAttribute))
                                    to.with(part);
                            });
            case MethodModel method ->
                    builder.transformMethod(
                            method,
                            (to, part) -> {
                                if (!(part instanceof RuntimeVisibleTypeAnnotationsAttribute))
                                    to.with(part);
                            });
            default -> builder.with(element);
        }
    }

    private InputStream bytes(ClassDesc type) {
        String name = type.descriptorString();
        byte[] found = entries.get(name.substring(1, name.length() - 1) + ".class");
        return found == null ? null : new ByteArrayInputStream(found);
    }

    private void write(Path to) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.upkeep.app.Main");
        main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        manifest.write(head);
        try (OutputStream file = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.setLevel(Deflater.BEST_COMPRESSION);
            put(jar, JarFile.MANIFEST_NAME, head.toByteArray());
            for (Map.Entry<String, byte[]> entry : entries.entrySet())
                put(jar, entry.getKey(), entry.getValue());
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }
}
