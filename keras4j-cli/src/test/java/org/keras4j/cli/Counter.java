package org.keras4j.cli;

import module java.base;
import org.keras4j.apps.Application;
import org.keras4j.apps.DataException;
import org.keras4j.apps.Job;
import org.keras4j.apps.RunFolder;
import org.keras4j.apps.RunOptions;
import org.keras4j.apps.Setting;
import org.keras4j.apps.data.DataPlaces;
import org.keras4j.engine.tensor.UnwritableException;

/// An application that does next to nothing, in all the ways in which one can end.
record Counter(String name) implements Application {

    enum Mood { CALM, EAGER }

    record Own(
            @Setting(value = "what to count to, 100 %natural", label = "N", least = 0, most = 1000) int limit,
            @Setting("how to count") Mood mood,
            @Setting("count backwards") boolean backwards,
            @Setting("what else to count") List<String> also) {}

    @Override
    public String description() {
        return "Counts";
    }

    @Override
    public Set<Verb> verbs() {
        return EnumSet.of(Verb.TRAIN, Verb.EVALUATE, Verb.PREDICT);
    }

    @Override
    public Record ownOptions() {
        return new Own(3, Mood.CALM, false, List.of());
    }

    @Override
    public String dataState(RunOptions options, DataPlaces places) {
        if (name.equals("lost")) {
            throw new DataException("/data/numbers: there is no such folder.");
        }
        return "numbers, as ever";
    }

    /// Words are allowed everywhere.
    @Override
    public void run(Job job) {
        count(job);
    }

    @Override
    public void train(Job job, RunFolder folder) {
        count(job);
    }

    @Override
    public void evaluate(Job job) {
        count(job);
    }

    @Override
    public void predict(Job job) {
        count(job);
    }

    @Override
    public void demo(Job job) {
        count(job);
    }

    private void count(Job job) {
        var own = (Own) job.own();
        job.output().tell("counting");
        switch (job.arguments().isEmpty() ? "" : job.arguments().getFirst()) {
            case "missing" -> throw new DataException("/data/numbers: there is no such file.");
            case "absent" -> throw new DataException("one: cannot be read: one", new UncheckedIOException(new NoSuchFileException("one")));
            case "garbled" -> throw new UncheckedIOException(new NoSuchFileException("\ufffd.csv"));
            case "unwritable" -> throw new UnwritableException("one: cannot be written (no folder).", new NoSuchFileException("one"));
            case "index" -> throw new IndexOutOfBoundsException("Index 7 out of bounds for length 3");
            case "silent" -> throw new IllegalStateException();
            case "null" -> throw new NullPointerException("numbers");
            case "broken" -> throw new IllegalStateException("first line\n  second line");
            case "folder" -> RunFolder.create(job.options(), name());
            case "forever" -> forever(job);
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            default -> job.output().say(job.verb() + " " + words(job) + " " + own + " seed " + job.options().seed());
        }
    }

    private List<String> words(Job job) {
        var words = new ArrayList<String>();
        if (!job.arguments().isEmpty()) {
            job.answer(name, "words", words::add);
        }
        return words;
    }

    private void forever(Job job) {
        job.output().say("started");
        try {
            while (!job.stopRequested().getAsBoolean()) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!job.arguments().contains("deaf")) {
            job.output().say("written");
            return;
        }
        LockSupport.park();
        forever(job);
    }
}
