package linli.bot.proof;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.UUID;
import linli.bot.inbox.EventKey;

/**
 * Something that a neighbour or a member of staff says, and by its kind what must become of it.
 *
 * @param caseNo of the case that staff take, else null
 */
record Message(
    String channel,
    String id,
    String conversation,
    String sender,
    Kind kind,
    String text,
    String replyTo,
    String caseNo) {

  /** What is said, and how many lines must answer it. */
  enum Kind {
    REPORT(1),
    CHAT(1),
    CHATTER(0),
    PROGRESS(1),
    PLUS_ONE(0),
    ACCEPT(1),
    HAZARD(1);

    final int answers;

    Kind(int answers) {
      this.answers = answers;
    }
  }

  UUID key() {
    return EventKey.of(channel, id);
  }

  /** The id of the fixed advice that may go out for it beside the answers. */
  UUID adviceId() {
    return UUID.nameUUIDFromBytes(
        ("advice " + key()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  String place() {
    return channel + " " + conversation;
  }

  JsonObject json() {
    var isPrivate = conversation.startsWith("private:");
    var json =
        new JsonObject()
            .put("id", id)
            .put(
                "conversation",
                new JsonObject()
                    .put("id", conversation)
                    .put("type", isPrivate ? "private" : "group"))
            .put("sender", new JsonObject().put("id", sender))
            .put("text", text)
            .put("mentioned", !isPrivate && kind == Kind.REPORT)
            .put("time", OffsetDateTime.now().withNano(0).toString());
    if (replyTo != null) {
      json.put("replyTo", replyTo);
    }
    return json;
  }
}
