package linli.bot.replay;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import linli.bot.Features;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.replay.Script.BadScript;
import linli.bot.store.Database;
import linli.bot.store.Emptied;

/** Golden conversations against a service of their own, on a database that is thrown away. */
public final class Replay implements AutoCloseable {

  private static final int POOL_SIZE = 4;
  private static final Duration FETCH_PATIENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Path directory;
  private final Database database;
  private final Features.Knowledge knowledge;
  private final Fetch fetch;

  private Replay(Vertx vertx, Path directory, Database database, Features.Knowledge knowledge) {
    this.vertx = vertx;
    this.directory = directory;
    this.database = database;
    this.knowledge = knowledge;
    this.fetch = new Fetch(vertx, FETCH_PATIENCE, false);
  }

  /** Starts a database in a temporary directory. */
  public static Replay open() throws IOException {
    var vertx = Vertx.vertx();
    var directory = Files.createTempDirectory("linli-replay");
    var database = Database.embedded(vertx, directory, POOL_SIZE);
    database.migrate();
    return new Replay(vertx, directory, database, Features.Knowledge.load());
  }

  /**
   * @return one entry a difference; a script that breaks a rule of the format is one, too
   */
  public List<String> play(Path file, boolean loose) {
    var name = file.getFileName().toString();
    try {
      var script = ScriptReader.read(name, Stage.lines(file));
      Emptied.of(database.pool());
      var stage =
          new Stage(
              database.pool(),
              database.transactions(),
              knowledge,
              file.toAbsolutePath().getParent(),
              FileBlobs.in(directory),
              fetch);
      return new Player(name, stage, loose).play(script);
    } catch (BadScript | BadEstateFile bad) {
      return List.of(bad.getMessage());
    } catch (IOException unreadable) {
      return List.of(file + ": expected a script that can be read");
    }
  }

  @Override
  public void close() throws IOException {
    fetch.close();
    database.close();
    vertx.close().await();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
