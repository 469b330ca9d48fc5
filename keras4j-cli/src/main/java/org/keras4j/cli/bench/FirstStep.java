package org.keras4j.cli.bench;

import module java.base;

/// One training step of the network for MNIST on random data, and a word when it is done: what [Start] runs.
final class FirstStep {
    /// By which `bench` runs it.
    static final String NAME = "first-step";
    static final String DONE = "first step done";

    private FirstStep() {}

    static void run(PrintStream results) {
        var network = Network.MNIST_CNN;
        network.model().trainOnBatch(network.batch(network.batch()));
        results.println(DONE);
        results.flush();
    }
}
