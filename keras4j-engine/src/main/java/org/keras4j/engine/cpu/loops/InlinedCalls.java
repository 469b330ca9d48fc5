package org.keras4j.engine.cpu.loops;

import module java.base;

import static java.lang.constant.ConstantDescs.*;

/// Calls of this package's vector methods that the compiler inlines in kernels of any size.
///
/// A vector passed to a call that isn't inlined becomes an object: ten times slower. Four limits of HotSpot matter:
///
/// | limit                                            | so                                                                |
/// |--------------------------------------------------|-------------------------------------------------------------------|
/// | C1 always inlines the Vector API, and gives up on a method with more than about 100 such calls: then C2 never sees it | kernels don't call the API themselves, but *flat copies* of our methods, which have the bodies of what those call in themselves; in kernels of many calls the copies are padded until they are too large (over 35 bytes) for C1 to inline |
/// | C2 doesn't inline a larger method that was compiled by itself, as padded copies are while C1's kernel calls them | kernels of few calls use copies without padding, which C1 inlines |
/// | C2 inlines nothing once a method has grown by 18,000 nodes, about three sigmoids; exempt are the Vector API and calls of a constant method handle | kernels call by `invokedynamic` |
/// | C2 inlines no method over 325 bytes              | of larger ones the kernel has the method's own body in itself, and treats as said what that calls |
///
/// C2 inlines no rare calls either; what stands outside the innermost loop is therefore copied into the kernel. Methods with
/// a loop, which are for rare cases, stay calls.
final class InlinedCalls {
    private static final String PACKAGE = InlinedCalls.class.getPackageName();
    /// HotSpot's `C1MaxInlineSize`, `FreqInlineSize` and, a little less than, `DesiredMethodLimit`.
    private static final int TOO_LARGE_FOR_C1 = 36;
    private static final int LARGEST = 325;
    static final int TOTAL_BYTES = 7500;
    private static final DirectMethodHandleDesc LINK = MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC,
            InlinedCalls.class.describeConstable().orElseThrow(), "link",
            MethodTypeDesc.of(CD_CallSite, CD_MethodHandles_Lookup, CD_String, CD_MethodType, CD_String, CD_String));
    private static final ConcurrentMap<ClassDesc, Map<String, CodeModel>> BODIES = new ConcurrentHashMap<>();
    private static final ConcurrentMap<Copy, Flat> FLAT = new ConcurrentHashMap<>();
    /// About a third of what C1 gives up on: a method of ours makes up to three calls of the API.
    private static final int MANY_CALLS = 32;

    /// Of flat copies.
    enum Size { OWN, PADDED }

    /// A static method; one of another package is called as it is.
    record Callee(ClassDesc owner, String name, MethodTypeDesc type) {
        private Optional<CodeModel> body() {
            return owner.packageName().equals(PACKAGE)
                    ? Optional.ofNullable(BODIES.computeIfAbsent(owner, InlinedCalls::read).get(name + type.descriptorString()))
                    : Optional.empty();
        }

        void invoke(CodeBuilder c) {
            c.invokestatic(owner, name, type);
        }
    }

    private record Copy(Callee callee, Size size) {}

    /// A flat copy in a hidden class of its own.
    private record Flat(MethodHandle handle, int bytes) {}

    private final Size size;
    private int bytes;
    private int count;

    InlinedCalls(Size size) {
        this.size = size;
    }

    /// How many bytes they make C2 inline.
    int bytes() {
        return bytes;
    }

    boolean areTooManyForC1() {
        return count > MANY_CALLS;
    }

    /// Calls a method, its arguments being on the stack, from the innermost loop. Local variables from `free` on are its own.
    void call(CodeBuilder c, Callee callee, int free) {
        if (callee.body().isEmpty()) {
            callee.invoke(c);
            return;
        }
        int length = flat(new Copy(callee, size)).bytes();
        if (length <= LARGEST) {
            c.invokedynamic(DynamicCallSiteDesc.of(LINK, callee.name(), callee.type(), callee.owner().displayName(), size.name()));
            bytes += length;
            count++;
        } else {
            copy(c, callee, free, this::call);
        }
    }

    /// Does what a call would do, with the bodies of all methods.
    static void flatten(CodeBuilder c, Callee callee, int free) {
        if (callee.body().isEmpty()) {
            callee.invoke(c);
        } else {
            copy(c, callee, free, InlinedCalls::flatten);
        }
    }

    /// Bootstrap method of those calls.
    static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, String owner, String size) {
        var callee = new Callee(ClassDesc.of(PACKAGE, owner), name, type.describeConstable().orElseThrow());
        return new ConstantCallSite(flat(new Copy(callee, Size.valueOf(size))).handle());
    }

    private static Flat flat(Copy copy) {
        return FLAT.computeIfAbsent(copy, _ -> {
            byte[] plain = flatClass(copy.callee(), 0);
            int missing = copy.size() == Size.PADDED ? TOO_LARGE_FOR_C1 - codeLength(plain) : 0;
            byte[] padded = missing > 0 ? flatClass(copy.callee(), missing) : plain;
            try {
                var hidden = MethodHandles.lookup().defineHiddenClass(padded, true);
                var type = copy.callee().type().resolveConstantDesc(hidden);
                return new Flat(hidden.findStatic(hidden.lookupClass(), copy.callee().name(), type), codeLength(padded));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static byte[] flatClass(Callee callee, int padding) {
        return ClassFile.of().build(ClassDesc.of(PACKAGE, "Flat"), type -> type.withMethodBody(callee.name(), callee.type(),
                ClassFile.ACC_STATIC, c -> {
                    for (int i = 0; i < padding; i++) {
                        c.nop();
                    }
                    int slot = 0;
                    for (var parameter : callee.type().parameterList()) {
                        c.loadLocal(TypeKind.from(parameter), slot);
                        slot += TypeKind.from(parameter).slotSize();
                    }
                    flatten(c, callee, slot);
                    c.return_(TypeKind.from(callee.type().returnType()));
                }));
    }

    static int codeLength(byte[] classFile) {
        return ClassFile.of().parse(classFile).methods().stream().flatMap(method -> method.code().stream())
                .mapToInt(code -> ((CodeAttribute) code).codeLength()).max().orElseThrow();
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
