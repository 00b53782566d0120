package linli.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.store.CannotStart;

/** The estate files that the configuration names. */
final class EstateFiles {

  private EstateFiles() {}

  /** The files in the order of their names. */
  static List<EstateFile> of(LinliConfig config) {
    if (config.estates() == null) {
      return List.of();
    }
    try (var files = Files.list(config.estates())) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".estate.yml"))
          .sorted()
          .map(EstateFiles::read)
          .toList();
    } catch (IOException unreadable) {
      throw new CannotStart(
          "estates: expected a directory that can be read, got " + config.estates());
    }
  }

  /**
   * @throws CannotStart when it is none
   */
  static EstateFile read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return EstateFile.read(in, file.getFileName().toString());
    } catch (IOException unreadable) {
      throw new CannotStart("estates: " + file + " cannot be read");
    } catch (BadEstateFile bad) {
      throw new CannotStart("estates: " + bad.getMessage());
    }
  }
}
