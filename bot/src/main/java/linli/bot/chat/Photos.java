package linli.bot.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import linli.bot.media.Format;
import linli.bot.media.Kind;

/** What the cast sent from this machine, in memory as their words are: the last ones. */
final class Photos {

  /** The picture that the page brings along. */
  static final String DEMO = "1";

  private static final int KEPT = 12;

  private final Map<String, byte[]> photos = Collections.synchronizedMap(new Last());

  Photos() {
    photos.put(DEMO, new Assets().bytes(Assets.PHOTO));
  }

  /** The name under which it can be sent and looked at. */
  String add(byte[] bytes) {
    var id = UUID.randomUUID().toString();
    photos.put(id, bytes);
    return id;
  }

  Optional<byte[]> find(String id) {
    return Optional.ofNullable(photos.get(id));
  }

  /** The type of a picture that a browser can show; empty for everything else. */
  static Optional<String> type(byte[] bytes) {
    return Format.of(bytes).filter(format -> format.kind() == Kind.IMAGE).map(Format::contentType);
  }

  private static final class Last extends LinkedHashMap<String, byte[]> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
      if (size() > KEPT) {
        keySet().stream().filter(id -> !id.equals(DEMO)).findFirst().ifPresent(this::remove);
      }
      return false;
    }
  }
}
