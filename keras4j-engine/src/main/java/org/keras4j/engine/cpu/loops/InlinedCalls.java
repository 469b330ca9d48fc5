package org.keras4j.engine.cpu.loops;

import module java.base;

import static java.lang.constant.ConstantDescs.*;

/// Calls of this package's vector methods that the compiler inlines in kernels of any size.
///
/// A vector passed to a call that isn't inlined becomes an object: five times slower. And the compiler inlines no more
/// once a method has grown by 18,000 nodes, about three sigmoids. Exempt are the Vector API itself and what is called
/// through a constant method handle. So kernels call by `invokedynamic` a flat copy of the method, which has the bodies of
/// the methods it calls in itself; where that would exceed the size of an inlined method (325 bytes), the kernel has the
/// method's own body in itself, and calls as said what that calls. Methods with a loop, which are for rare cases, stay calls.
final class InlinedCalls {
    private static final String PACKAGE = InlinedCalls.class.getPackageName();
    private static final int FREQ_INLINE_SIZE = 325;
    private static final DirectMethodHandleDesc LINK = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC,
            InlinedCalls.class.describeConstable().orElseThrow(), "link",
            MethodTypeDesc.of(CD_CallSite, CD_MethodHandles_Lookup, CD_String, CD_MethodType, CD_String));
    private static final ConcurrentMap<ClassDesc, Map<String, CodeModel>> BODIES = new ConcurrentHashMap<>();
    private static final ConcurrentMap<Callee, Flat> FLAT = new ConcurrentHashMap<>();

    private record Callee(ClassDesc owner, String name, MethodTypeDesc type) {
        Optional<CodeModel> body() {
            return owner.packageName().equals(PACKAGE)
                    ? Optional.ofNullable(BODIES.computeIfAbsent(owner, InlinedCalls::read).get(name + type.descriptorString()))
                    : Optional.empty();
        }

        void invoke(CodeBuilder c) {
            c.invokestatic(owner, name, type);
        }
    }

    /// A flat copy in a hidden class of its own.
    private record Flat(MethodHandle handle, int bytes) {}

    private InlinedCalls() {}

    /// Calls a static method of this package, its arguments being on the stack. Local variables from `free` on are its own.
    static void call(CodeBuilder c, ClassDesc owner, String name, MethodTypeDesc type, int free) {
        call(c, new Callee(owner, name, type), free);
    }

    private static void call(CodeBuilder c, Callee callee, int free) {
        if (callee.body().isEmpty()) {
            callee.invoke(c);
        } else if (flat(callee).bytes() <= FREQ_INLINE_SIZE) {
            c.invokedynamic(DynamicCallSiteDesc.of(LINK, callee.name(), callee.type(), callee.owner().displayName()));
        } else {
            copy(c, callee, free, InlinedCalls::call);
        }
    }

    /// Bootstrap method of those calls.
    static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, String owner) {
        return new ConstantCallSite(flat(new Callee(ClassDesc.of(PACKAGE, owner), name, type.describeConstable().orElseThrow())).handle());
    }

    private static Flat flat(Callee callee) {
        return FLAT.computeIfAbsent(callee, _ -> {
            var classes = ClassFile.of();
            byte[] bytes = classes.build(ClassDesc.of(PACKAGE, "Flat"), type -> type.withMethodBody(callee.name(), callee.type(),
                    ClassFile.ACC_STATIC, c -> {
                        int slot = 0;
                        for (var parameter : callee.type().parameterList()) {
                            c.loadLocal(TypeKind.from(parameter), slot);
                            slot += TypeKind.from(parameter).slotSize();
                        }
                        flatten(c, callee, slot);
                        c.return_(TypeKind.from(callee.type().returnType()));
                    }));
            var code = (CodeAttribute) classes.parse(bytes).methods().getFirst().code().orElseThrow();
            try {
                var hidden = MethodHandles.lookup().defineHiddenClass(bytes, true);
                var type = callee.type().resolveConstantDesc(hidden);
                return new Flat(hidden.findStatic(hidden.lookupClass(), callee.name(), type), code.codeLength());
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void flatten(CodeBuilder c, Callee callee, int free) {
        if (callee.body().isEmpty()) {
            callee.invoke(c);
        } else {
            copy(c, callee, free, InlinedCalls::flatten);
        }
    }

    private interface Calls {
        void call(CodeBuilder c, Callee callee, int free);
    }

    /// The body of `callee`, with its local variables from `free` on.
    private static void copy(CodeBuilder c, Callee callee, int free, Calls calls) {
        var body = (CodeAttribute) callee.body().orElseThrow();
        int slot = free + callee.type().parameterList().stream().mapToInt(t -> TypeKind.from(t).slotSize()).sum();
        for (var parameter : callee.type().parameterList().reversed()) {
            slot -= TypeKind.from(parameter).slotSize();
            c.storeLocal(TypeKind.from(parameter), slot);
        }
        var labels = new HashMap<Label, Label>();
        var end = c.newLabel();
        for (var element : body) {
            switch (element) {
                case LoadInstruction load -> c.loadLocal(load.typeKind(), free + load.slot());
                case StoreInstruction store -> c.storeLocal(store.typeKind(), free + store.slot());
                case BranchInstruction branch -> c.branch(branch.opcode(), labels.computeIfAbsent(branch.target(), _ -> c.newLabel()));
                case LabelTarget target -> c.labelBinding(labels.computeIfAbsent(target.label(), _ -> c.newLabel()));
                case ReturnInstruction _ -> c.goto_(end);
                case InvokeInstruction call when call.opcode() == Opcode.INVOKESTATIC -> calls.call(c,
                        new Callee(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol()), free + body.maxLocals());
                case Instruction other -> c.with(other);
                default -> { }
            }
        }
        c.labelBinding(end);
    }

    private static Map<String, CodeModel> read(ClassDesc owner) {
        var name = owner.displayName() + ".class";
        try (var file = InlinedCalls.class.getResourceAsStream(name)) {
            var bodies = new HashMap<String, CodeModel>();
            for (var method : ClassFile.of().parse(file.readAllBytes()).methods()) {
                method.code().filter(code -> method.flags().has(AccessFlag.STATIC) && !hasLoop(code)).ifPresent(code ->
                        bodies.put(method.methodName().stringValue() + method.methodType().stringValue(), code));
            }
            return bodies;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static boolean hasLoop(CodeModel code) {
        var passed = new HashSet<Label>();
        for (var element : code) {
            switch (element) {
                case LabelTarget target -> passed.add(target.label());
                case BranchInstruction branch when passed.contains(branch.target()) -> {
                    return true;
                }
                default -> { }
            }
        }
        return false;
    }
}
