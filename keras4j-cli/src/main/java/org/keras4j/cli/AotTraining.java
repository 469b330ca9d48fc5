package org.keras4j.cli;

import module java.base;
import org.keras4j.apps.Applications;

/// Lets the launcher make its cache of loaded classes, once, in a process of its own behind the first application that
/// succeeded: later starts take half the time. The launcher says by a property that the cache is missing.
final class AotTraining {
    private AotTraining() {}

    static void afterSuccess(String[] words) {
        String launcher = System.getProperty("keras4j.launcher");
        boolean applicationRan = words.length > 0
                && Applications.all().stream().anyMatch(a -> a.name().equals(words[0]))
                && !List.of(words).contains("--help");
        if (launcher == null || !applicationRan) {
            return;
        }
        try {
            var training = new ProcessBuilder(launcher, words[0], "train", "--epochs", "1", "--quiet", "--no-download");
            training.environment().put("KERAS4J_AOT", "train");
            training.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            training.start().getOutputStream().close();
        } catch (IOException e) {
            // Only later starts are slower for it.
            System.getLogger("org.keras4j.cli").log(System.Logger.Level.DEBUG, "no AOT cache was made", e);
        }
    }
}
