package org.keras4j.apps.multibooks;

import module java.base;

/// Invents books whose titles tell something: words of their time, of their language, and of what readers like.
final class VolumeGenerator {
    private static final int BOOKS = 1500;
    private static final int PER_AUTHOR = 4;
    private static final List<String> OLD = List.of("Letters", "Memoirs", "Carriage", "Manor", "Curate", "Parlour");
    private static final List<String> NEW = List.of("Network", "Galaxy", "Signal", "Clone", "Orbit", "Vampire");
    private static final List<String> DEAR = List.of("Dragon", "Friendship", "Garden", "Wizard");
    private static final List<String> PLAIN = List.of("Affair", "Report", "Weekend", "Neighbour");
    private static final List<String> FOREIGN = List.of("La Maison", "El Camino", "Die Stadt", "Il Giardino");

    private VolumeGenerator() {}

    static List<Volume> generate(long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, BOOKS).mapToObj(i -> volume(i, random)).toList();
    }

    private static Volume volume(int i, SplittableRandom random) {
        boolean old = random.nextInt(4) == 0;
        boolean dear = random.nextBoolean();
        double spoken = random.nextDouble();
        var language = spoken < 0.75 ? Language.ENGLISH : spoken < 0.9 ? Language.OTHER : Language.UNKNOWN;
        String subject = pick(old ? OLD : NEW, random) + " " + pick(dear ? DEAR : PLAIN, random);
        String title = switch (language) {
            case ENGLISH -> "The " + subject;
            case OTHER -> pick(FOREIGN, random) + " " + subject;
            case UNKNOWN -> subject + " Collection";
        };
        double known = 8 + 2 * random.nextGaussian();
        return new Volume(title, "Author " + i / PER_AUTHOR, new Volume.Counts(Math.exp(known / 3), Math.exp(known), Math.exp(known - 3)),
                (int) ((old ? 1870 : 1995) + 12 * random.nextGaussian()), language, Math.clamp((dear ? 4.15 : 3.75) + 0.15 * random.nextGaussian(), 1, 5));
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
