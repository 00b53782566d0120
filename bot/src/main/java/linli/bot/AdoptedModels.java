package linli.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linli.bot.store.CannotStart;
import linli.nlp.Models;

/** The models that the service understands with: those adopted into its data, else the build's. */
final class AdoptedModels {

  private static final String FOLDER = "models";

  private AdoptedModels() {}

  /**
   * @throws CannotStart when the folder is there but its models cannot be read
   */
  static Models in(Path data) {
    var folder = data.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return Models.shipped();
    }
    try {
      return Models.in(folder);
    } catch (IOException unreadable) {
      throw new CannotStart(
          "%s: expected types.bin, intents.bin and hazards.bin of this release: %s"
              .formatted(folder.toAbsolutePath(), unreadable.getMessage()));
    }
  }
}
