import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Replaces call sites that Java links when they are first reached (pattern switches, `equals` and
/// `hashCode` of records, concatenations of text) with calls of plain methods of the same meaning.
/// Linking one costs up to a millisecond of interpreted code, generates classes, and is not kept in
/// an AOT cache; a start reaches several hundred.
final class PlainCallSites {

    private static final String PREFIX = "plain$";
    private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";
    private static final String RECORDS = "java/lang/runtime/ObjectMethods";
    private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";

    private PlainCallSites() {}

    /// A class without such call sites.
    static byte[] rewritten(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        reader.accept(new Rewriter(writer), 0);
        return writer.toByteArray();
    }

    /// The identity of a call site: equal ones share a method.
    private record Site(String kind, String descriptor, List<Object> arguments) {}

    private static final class Rewriter extends ClassVisitor {

        private final Map<Site, String> methods = new LinkedHashMap<>();
        private String owner = "";
        private boolean isInterface;

        private Rewriter(ClassVisitor next) {
            super(ASM9, next);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                String signature,
                String parent,
                String[] of) {
            owner = name;
            isInterface = (access & ACC_INTERFACE) != 0;
            super.visit(version, access, name, signature, parent, of);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            return new MethodVisitor(ASM9, next) {
                @Override
                public void visitInvokeDynamicInsn(
                        String site, String of, Handle bootstrap, Object... arguments) {
                    String kind = kind(site, of, bootstrap, arguments);
                    if (kind == null) {
                        super.visitInvokeDynamicInsn(site, of, bootstrap, arguments);
                        return;
                    }
                    String method =
                            methods.computeIfAbsent(
                                    new Site(kind, of, Arrays.asList(arguments)),
                                    _ -> PREFIX + kind + methods.size());
                    super.visitMethodInsn(INVOKESTATIC, owner, method, of, isInterface);
                }
            };
        }

        @Override
        public void visitEnd() {
            methods.forEach((site, name) -> {
                int access = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
                MethodVisitor code = super.visitMethod(access, name, site.descriptor(), null, null);
                code.visitCode();
                switch (site.kind()) {
                    case "switch" -> typeSwitch(code, site);
                    case "equals" -> equality(code, owner, components(site));
                    case "hashCode" -> hash(code, components(site));
                    default -> concatenation(code, site);
                }
                code.visitMaxs(0, 0);
                code.visitEnd();
            });
            super.visitEnd();
        }
    }

    /// The kind of a call site that is replaced, null for one that stays.
    private static String kind(
            String name, String descriptor, Handle bootstrap, Object[] arguments) {
        boolean types = Arrays.stream(arguments).allMatch(it -> it instanceof Type);
        boolean constants =
                Arrays.stream(arguments)
                        .allMatch(it -> it instanceof String || it instanceof Integer);
        return switch (bootstrap.getOwner()) {
            case SWITCHES -> bootstrap.getName().equals("typeSwitch") && types ? "switch" : null;
            case RECORDS -> name.equals("toString") ? null : name;
            case CONCATENATION ->
                    bootstrap.getName().equals("makeConcatWithConstants") && constants
                            ? "concatenation"
                            : null;
            default -> null;
        };
    }

    /// `SwitchBootstraps.typeSwitch`: the first label from a given one on that the value is an
    /// instance of; -1 for null, the number of labels when there is none.
    private static void typeSwitch(MethodVisitor code, Site site) {
        Label present = new Label();
        code.visitVarInsn(ALOAD, 0);
        code.visitJumpInsn(IFNONNULL, present);
        code.visitInsn(ICONST_M1);
        code.visitInsn(IRETURN);
        code.visitLabel(present);
        code.visitFrame(F_SAME, 0, null, 0, null);
        for (int i = 0; i < site.arguments().size(); i++) {
            Label next = new Label();
            code.visitVarInsn(ILOAD, 1);
            code.visitLdcInsn(i);
            code.visitJumpInsn(IF_ICMPGT, next);
            code.visitVarInsn(ALOAD, 0);
            code.visitTypeInsn(INSTANCEOF, ((Type) site.arguments().get(i)).getInternalName());
            code.visitJumpInsn(IFEQ, next);
            code.visitLdcInsn(i);
            code.visitInsn(IRETURN);
            code.visitLabel(next);
            code.visitFrame(F_SAME, 0, null, 0, null);
        }
        code.visitLdcInsn(site.arguments().size());
        code.visitInsn(IRETURN);
    }

    private static List<Handle> components(Site site) {
        List<Handle> components = new ArrayList<>();
        for (Object argument : site.arguments()) {
            if (argument instanceof Handle getter) {
                components.add(getter);
            }
        }
        return components;
    }

    private static void equality(MethodVisitor code, String owner, List<Handle> components) {
        Label differ = new Label();
        Label other = new Label();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitJumpInsn(IF_ACMPNE, other);
        code.visitInsn(ICONST_1);
        code.visitInsn(IRETURN);
        code.visitLabel(other);
        code.visitFrame(F_SAME, 0, null, 0, null);
        code.visitVarInsn(ALOAD, 1);
        code.visitTypeInsn(INSTANCEOF, owner);
        code.visitJumpInsn(IFEQ, differ);
        for (Handle component : components) {
            code.visitVarInsn(ALOAD, 0);
            get(code, component);
            code.visitVarInsn(ALOAD, 1);
            code.visitTypeInsn(CHECKCAST, owner);
            get(code, component);
            switch (component.getDesc().charAt(0)) {
                case 'Z', 'B', 'S', 'C', 'I' -> code.visitJumpInsn(IF_ICMPNE, differ);
                case 'J' -> {
                    code.visitInsn(LCMP);
                    code.visitJumpInsn(IFNE, differ);
                }
                case 'F' -> {
                    call(code, "java/lang/Float", "compare", "(FF)I");
                    code.visitJumpInsn(IFNE, differ);
                }
                case 'D' -> {
                    call(code, "java/lang/Double", "compare", "(DD)I");
                    code.visitJumpInsn(IFNE, differ);
                }
                default -> {
                    String of = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
                    call(code, "java/util/Objects", "equals", of);
                    code.visitJumpInsn(IFEQ, differ);
                }
            }
        }
        code.visitInsn(ICONST_1);
        code.visitInsn(IRETURN);
        code.visitLabel(differ);
        code.visitFrame(F_SAME, 0, null, 0, null);
        code.visitInsn(ICONST_0);
        code.visitInsn(IRETURN);
    }

    private static void hash(MethodVisitor code, List<Handle> components) {
        code.visitInsn(ICONST_0);
        for (Handle component : components) {
            code.visitIntInsn(BIPUSH, 31);
            code.visitInsn(IMUL);
            code.visitVarInsn(ALOAD, 0);
            get(code, component);
            String of = component.getDesc();
            switch (of) {
                case "Z" -> call(code, "java/lang/Boolean", "hashCode", "(Z)I");
                case "B" -> call(code, "java/lang/Byte", "hashCode", "(B)I");
                case "S" -> call(code, "java/lang/Short", "hashCode", "(S)I");
                case "C" -> call(code, "java/lang/Character", "hashCode", "(C)I");
                case "I" -> {}
                case "J" -> call(code, "java/lang/Long", "hashCode", "(J)I");
                case "F" -> call(code, "java/lang/Float", "hashCode", "(F)I");
                case "D" -> call(code, "java/lang/Double", "hashCode", "(D)I");
                default -> call(code, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I");
            }
            code.visitInsn(IADD);
        }
        code.visitInsn(IRETURN);
    }

    /// `StringConcatFactory`: \1 in the recipe is an argument, \2 a constant.
    private static void concatenation(MethodVisitor code, Site site) {
        String builder = "java/lang/StringBuilder";
        code.visitTypeInsn(NEW, builder);
        code.visitInsn(DUP);
        code.visitMethodInsn(INVOKESPECIAL, builder, "<init>", "()V", false);
        Type[] types = Type.getArgumentTypes(site.descriptor());
        String recipe = (String) site.arguments().getFirst();
        StringBuilder literal = new StringBuilder();
        int argument = 0;
        int local = 0;
        int constant = 1;
        for (char each : recipe.toCharArray()) {
            if (each == '\1') {
                append(code, literal);
                code.visitVarInsn(types[argument].getOpcode(ILOAD), local);
                append(code, types[argument]);
                local += types[argument].getSize();
                argument++;
            } else if (each == '\2') {
                literal.append(site.arguments().get(constant++));
            } else {
                literal.append(each);
            }
        }
        append(code, literal);
        code.visitMethodInsn(INVOKEVIRTUAL, builder, "toString", "()Ljava/lang/String;", false);
        code.visitInsn(ARETURN);
    }

    private static void append(MethodVisitor code, StringBuilder literal) {
        if (!literal.isEmpty()) {
            code.visitLdcInsn(literal.toString());
            append(code, Type.getType(String.class));
            literal.setLength(0);
        }
    }

    private static void append(MethodVisitor code, Type type) {
        String of =
                switch (type.getDescriptor()) {
                    case "Z", "C", "I", "J", "F", "D", "Ljava/lang/String;" -> type.getDescriptor();
                    case "B", "S" -> "I";
                    default -> "Ljava/lang/Object;";
                };
        String descriptor = "(" + of + ")Ljava/lang/StringBuilder;";
        code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/StringBuilder", "append", descriptor, false);
    }

    private static void get(MethodVisitor code, Handle component) {
        code.visitFieldInsn(
                GETFIELD, component.getOwner(), component.getName(), component.getDesc());
    }

    private static void call(MethodVisitor code, String owner, String name, String descriptor) {
        code.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
    }
}
