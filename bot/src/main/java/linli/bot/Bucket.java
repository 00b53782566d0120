package linli.bot;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import linli.bot.media.Blobs;
import linli.bot.media.S3Blobs;

/** The object store that the configuration names, if it names one, for a command. */
final class Bucket implements AutoCloseable {

  private final Vertx vertx;
  private final S3Blobs blobs;

  private Bucket(Vertx vertx, S3Blobs blobs) {
    this.vertx = vertx;
    this.blobs = blobs;
  }

  static Bucket of(LinliConfig config) {
    if (config.media().s3() == null) {
      return new Bucket(null, null);
    }
    var vertx = Vertx.vertx();
    return new Bucket(vertx, new S3Blobs(vertx, config.media().s3(), Clock.systemUTC()));
  }

  Optional<Blobs> blobs() {
    return Optional.ofNullable(blobs);
  }

  @Override
  public void close() {
    if (vertx != null) {
      blobs.close();
      vertx.close().await();
    }
  }
}
