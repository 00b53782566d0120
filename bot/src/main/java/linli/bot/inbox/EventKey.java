package linli.bot.inbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The key of an event: unique for its channel and id, and says nothing about either. */
public final class EventKey {

  private EventKey() {}

  /** First 128 bits of SHA-256 over channel, U+0000 and event id. */
  public static UUID of(String channel, String eventId) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(channel.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      var hash = ByteBuffer.wrap(digest.digest(eventId.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
