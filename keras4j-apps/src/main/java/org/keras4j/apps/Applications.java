package org.keras4j.apps;

import module java.base;
import org.keras4j.apps.books.BooksApplication;
import org.keras4j.apps.cluster.ClusterApplication;
import org.keras4j.apps.linreg.LinregApplication;
import org.keras4j.apps.metrics.MetricsApplication;
import org.keras4j.apps.mnist.MnistApplication;
import org.keras4j.apps.multibooks.MultiBooksApplication;
import org.keras4j.apps.poem.PoemApplication;
import org.keras4j.apps.qa.QaApplication;
import org.keras4j.apps.resnet.ResnetApplication;
import org.keras4j.apps.satellite.SatelliteApplication;
import org.keras4j.apps.translate.TranslateApplication;
import org.keras4j.apps.zoo.ZooApplication;

/// The applications that exist, in the order of the list that users see.
public final class Applications {

    private static final List<Application> ALL = List.of(
            new MnistApplication(),
            new BooksApplication(),
            new LinregApplication(),
            new MetricsApplication(),
            new ZooApplication(),
            new ClusterApplication(),
            new MultiBooksApplication(),
            new QaApplication(),
            new TranslateApplication(),
            new ResnetApplication(),
            new SatelliteApplication(),
            new PoemApplication());

    private Applications() {}

    public static List<Application> all() {
        return ALL;
    }
}
