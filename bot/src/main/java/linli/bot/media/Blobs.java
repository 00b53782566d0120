package linli.bot.media;

import java.util.Optional;

/** Where bytes lie, each under the hash of its content. Called on virtual threads; may block. */
public interface Blobs {

  /** Keeps them; the same bytes again change nothing. Throws when they are not kept for sure. */
  void put(String sha256, byte[] bytes, String contentType);

  /** Empty when they are not there. */
  Optional<byte[]> get(String sha256);

  /** Does nothing when they are not there. */
  void delete(String sha256);

  /** The store did not do what it was asked. */
  final class StoreFailed extends RuntimeException {
    public StoreFailed(String what, Throwable cause) {
      super(what, cause);
    }
  }
}
