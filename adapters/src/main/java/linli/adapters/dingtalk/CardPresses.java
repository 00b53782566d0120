package linli.adapters.dingtalk;

import static linli.adapters.Fields.LONGEST_ID;

import java.time.Instant;
import java.util.List;
import linli.adapters.EventId;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Sender;
import linli.adapters.StrictJson;

/**
 * Buttons pressed on interactive cards.
 *
 * <p>Source: open.dingtalk.com/document/orgapp/event-callback-card.
 */
final class CardPresses {

  private static final StrictJson JSON = new StrictJson(16);
  private static final int LONGEST_CONTENT = 64 * 1024;

  /** Conversations are told with their kind in front: {@code dtv1.card//IM_GROUP.cid…}. */
  private static final String GROUP = "IM_GROUP";

  private CardPresses() {}

  /**
   * One event, or none when it is no button of ours.
   *
   * @param frame the id of what it came in, the same when it is repeated
   */
  static List<InboundEvent> read(Fields json, String frame, Instant now) {
    var content = json.optionalText("content", LONGEST_CONTENT);
    if (!json.kind("type").equals("actionCallback") || content == null) {
      return List.of();
    }
    var params =
        JSON.object(content, "$.data.content")
            .optionalObject("cardPrivateData")
            .optionalObject("params");
    if (!params.has("key")) {
      return List.of();
    }
    var person = json.looseId("userId", LONGEST_ID);
    var card = json.looseId("outTrackId", LONGEST_ID);
    return List.of(
        new InboundEvent(
            EventId.of(frame, card, person),
            Kind.MESSAGE,
            conversation(json, person),
            new Sender(person, null),
            null,
            false,
            card,
            List.of(),
            null,
            params.looseId("key", LONGEST_ID),
            now));
  }

  private static Conversation conversation(Fields json, String person) {
    var space = json.optionalLooseId("spaceId", LONGEST_ID);
    if (space == null || !(json.kind("spaceType") + space).contains(GROUP)) {
      return Conversation.alone(person);
    }
    return Conversation.group(space.substring(space.lastIndexOf('.') + 1), null);
  }
}
