package org.keras4j.cli;

import module java.base;
import org.keras4j.apps.Application;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Report;
import org.keras4j.apps.EarlierRun;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.data.DataPlaces;
import picocli.CommandLine.Command;

/// `keras4j apps`: what there is, which data each would use, and how its newest run scored.
@Command(name = "apps", mixinStandardHelpOptions = true, description = "Lists the applications, the state of their data, and their last score.")
final class AppsCommand implements Callable<Integer> {
    private final List<Application> applications;
    private final PrintStream results;

    AppsCommand(List<Application> applications, PrintStream results) {
        this.applications = applications;
        this.results = results;
    }

    @Override
    public Integer call() {
        int width = applications.stream().mapToInt(a -> a.name().length()).max().orElse(0);
        String indent = " ".repeat(width + 2);
        for (var application : applications) {
            results.println(application.name() + indent.substring(application.name().length()) + application.description());
            results.println(indent + "data: " + state(application));
            EarlierRun.newestReport(application.name()).flatMap(file -> Report.headline(file).map(score -> score + "  " + file.getParent()))
                    .ifPresent(score -> results.println(indent + "last: " + score));
        }
        return Main.OK;
    }

    private static String state(Application application) {
        try {
            return application.dataState(RunOptions.DEFAULTS, DataPlaces.ofThisMachine());
        } catch (DataException e) {
            return e.getMessage();
        }
    }
}
