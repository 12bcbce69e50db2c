package dev.kiln.runtime.internal.kernel;

import java.lang.System.Logger.Level;

/**
 * A line for the log, written from a thread of its own a moment later: to start the logging of the
 * JDK takes as long as a first prediction, which shall not wait for it.
 */
final class Notice extends Thread {

    /** Of things that can wait until the application has begun. */
    static final long PAUSE_MILLIS = 100;

    private final String text;

    private Notice(String text) {
        super("kiln: log");
        this.text = text;
        setDaemon(true);
    }

    static void info(String text) {
        new Notice(text).start();
    }

    static void warning(String text, Throwable cause) {
        System.getLogger("dev.kiln").log(Level.WARNING, text, cause);
    }

    @Override
    public void run() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            return;
        }
        System.getLogger("dev.kiln").log(Level.INFO, text);
    }
}
