package dev.raingauge.monitor.terminal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * The two signals of job control: SIGTSTP, which asks to stop, and SIGCONT. Java has no supported
 * way to them; {@code sun.misc.Signal} of the module {@code jdk.unsupported} is what there is, and
 * it is called by reflection because the compiler warns of its name in a way that cannot be
 * answered. Where it is missing, nothing is caught: the terminal is then restored at the end only.
 */
final class JobSignals {
    static final String STOP = "TSTP";
    static final String CONTINUE = "CONT";

    private JobSignals() {}

    /** From now on the signal does this, on a thread of the virtual machine, instead of its own. */
    static void handle(String name, Runnable act) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours =
                    Proxy.newProxyInstance(
                            JobSignals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, method, _) -> {
                                if (method.getName().equals("handle")) {
                                    act.run();
                                }
                                return null;
                            });
            install(name, handler, ours);
        } catch (ReflectiveOperationException | IllegalArgumentException notToBeHad) {
            // As the comment of the class says.
        }
    }

    /** From now on the signal does what it does in every program. */
    static void handleAsUsual(String name) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            install(name, handler, handler.getField("SIG_DFL").get(null));
        } catch (ReflectiveOperationException | IllegalArgumentException notToBeHad) {
            // It was not handled otherwise before either.
        }
    }

    private static void install(String name, Class<?> handler, Object act)
            throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Method handle = signal.getMethod("handle", signal, handler);
        Object _ = handle.invoke(null, signal.getConstructor(String.class).newInstance(name), act);
    }
}
