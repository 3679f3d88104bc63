package dev.upkeep.app.process;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Objects;

/// Takes over a signal of the process. The class behind it, `sun.misc.Signal`, is reached by
/// reflection: the compiler reports every mention of it and knows no way to accept one.
final class ProcessSignal {

    private ProcessSignal() {}

    /// Runs `action` on a thread of its own whenever the signal comes.
    ///
    /// @param name without `SIG`: `HUP`
    static void handle(String name, Runnable action) {
        install(signal -> signal.getConstructor(String.class).newInstance(name), action);
    }

    /// As the other, for signals that have a number but no name in Java: the real-time ones. The
    /// virtual machine handles every number up to SIGRTMAX; only its table of names is shorter.
    static void handle(int number, Runnable action) {
        install(
                signal -> {
                    Object made = signal.getConstructor(String.class).newInstance("HUP");
                    Field inner = signal.getDeclaredField("iSignal");
                    inner.setAccessible(true);
                    Object behind = Objects.requireNonNull(inner.get(made));
                    set(behind, "number", number);
                    set(behind, "name", "RT" + number);
                    return made;
                },
                action);
    }

    private static void set(Object behind, String field, Object value)
            throws ReflectiveOperationException {
        Field found = behind.getClass().getDeclaredField(field);
        found.setAccessible(true);
        found.set(behind, value);
    }

    private static void install(Maker maker, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, _, _) -> { // its only method is `handle`
                                action.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handler).invoke(null, maker.make(signal), proxy);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("sun.misc.Signal is not what it was", e);
        }
    }

    private interface Maker {
        Object make(Class<?> signal) throws ReflectiveOperationException;
    }
}
