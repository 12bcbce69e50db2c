package dev.kiln.runtime.internal.kernel;

import java.security.AccessController;
import java.security.PrivilegedAction;

/** Threads beside the application that don't keep it alive: neither the JVM nor its classes. */
public final class Background {

    private Background() {}

    /**
     * A daemon that inherits nothing of the thread that makes it. That one may belong to an
     * application that is unloaded earlier; a thread would keep its context class loader, its
     * inheritable thread-locals and, up to JDK 23, the class loaders of all methods on the stack,
     * unless it is made in a privileged action.
     */
    @SuppressWarnings("removal") // does nothing more where there are no privileges
    public static Thread thread(Runnable task, String name) {
        return AccessController.doPrivileged(
                new PrivilegedAction<Thread>() {
                    @Override
                    public Thread run() {
                        Thread thread = new Thread(null, task, name, 0, false);
                        thread.setDaemon(true);
                        thread.setContextClassLoader(Background.class.getClassLoader());
                        return thread;
                    }
                });
    }
}
