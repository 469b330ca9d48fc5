package org.keras4j.cli;

import module java.base;
import org.keras4j.apps.Applications;

/// Lets the launcher make its cache of loaded classes, once, in a process of its own behind the first application that
/// succeeded: later starts take half the time. The launcher says by a property that the cache is missing.
final class AotTraining {
    private AotTraining() {}

    static void afterSuccess(String[] words) {
        String launcher = System.getProperty("keras4j.launcher");
        String typed = String.join(" ", words) + " ";
        var application = Applications.all().stream().filter(a -> typed.startsWith(a.name() + " ")).findFirst();
        if (launcher == null || application.isEmpty()) {
            return;
        }
        var command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(application.get().name().split(" ")));
        command.addAll(application.get().shortRun());
        command.addAll(List.of("--quiet", "--no-download"));
        try {
            var training = new ProcessBuilder(command);
            training.environment().put("KERAS4J_AOT", "train");
            training.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            training.start().getOutputStream().close();
        } catch (IOException e) {
            // Only later starts are slower for it.
            System.getLogger("org.keras4j.cli").log(System.Logger.Level.DEBUG, "no AOT cache was made", e);
        }
    }
}
