package org.keras4j.engine.cpu.foreign;

import module java.base;

/// How many threads to use when nobody says.
final class Cores {
    private static final List<String> VARIABLES = List.of("KERAS4J_THREADS", "OMP_NUM_THREADS");

    private Cores() {}

    /// What the environment asks for, else the physical cores that this process may use: a second thread on the same core
    /// only fights for its vector units.
    static int defaultThreads(Map<String, String> environment) {
        return VARIABLES.stream().filter(environment::containsKey).findFirst()
                .map(variable -> threads(variable, environment.get(variable)))
                .orElseGet(Cores::physical);
    }

    private static int threads(String variable, String value) {
        String first = value.split(",")[0].strip();             // OMP_NUM_THREADS may list one count a nesting level
        if (!first.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(variable + ": expected a number of threads, got \"" + value + "\".");
        }
        return Integer.parseInt(first);
    }

    private static int physical() {
        int processors = Runtime.getRuntime().availableProcessors();
        try {
            int cores = physical(Path.of("/proc/self/status"), Path.of("/sys/devices/system/cpu"));
            return Math.clamp(cores, 1, processors);
        } catch (IOException e) {
            return processors;                                  // not Linux, or hidden from us
        }
    }

    /// Groups of siblings among the allowed processors.
    static int physical(Path status, Path processors) throws IOException {
        var siblings = new HashSet<String>();
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("Cpus_allowed_list:")) {
                for (int cpu : numbers(line.substring(line.indexOf(':') + 1))) {
                    siblings.add(Files.readString(processors.resolve("cpu" + cpu + "/topology/thread_siblings_list")));
                }
            }
        }
        return siblings.size();
    }

    /// `0-2,5` is 0, 1, 2, 5.
    private static List<Integer> numbers(String list) {
        return Stream.of(list.strip().split(",")).flatMap(range -> {
            String[] ends = range.split("-");
            return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])).boxed();
        }).toList();
    }
}
