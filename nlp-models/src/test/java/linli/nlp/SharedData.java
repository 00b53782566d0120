package linli.nlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The measuring data beside the checkout ({@code ../shared/data}, or {@code -Dlinli.shared=…}).
 * Tests that want it are skipped where it is absent.
 */
public final class SharedData {
  private SharedData() {}

  public static Path folder() {
    String given = System.getProperty("linli.shared");
    Optional<Path> found =
        given != null
            ? Optional.of(Path.of(given, "data"))
            : Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(path -> path.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    if (found.isEmpty()) {
      System.out.println("skipped: no ../shared/data beside this checkout");
    }
    Assumptions.assumeTrue(found.isPresent(), "no ../shared/data beside this checkout");
    return found.get();
  }

  /** The rows below the header, each so many columns wide. */
  public static List<String[]> rows(String name, int columns) {
    try {
      return Files.readAllLines(folder().resolve(name)).stream()
          .skip(1)
          .map(line -> Arrays.copyOf(line.split("\t", -1), columns))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean isEmpty(String column) {
    return column == null || column.isEmpty();
  }
}
