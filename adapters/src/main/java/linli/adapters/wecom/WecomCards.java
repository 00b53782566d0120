package linli.adapters.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import linli.adapters.OutboundMessage;
import linli.adapters.VendorJson;

/**
 * Template cards (模板卡片) with buttons.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/101032.
 */
final class WecomCards {

  /** What fits on a card, in characters. */
  private static final int LONGEST_TEXT = 112;

  static final int MOST_BUTTONS = 6;

  private WecomCards() {}

  static boolean hasButtons(OutboundMessage message) {
    return !message.buttons().isEmpty() && message.buttons().size() <= MOST_BUTTONS;
  }

  /** Whether the whole message is a card. */
  static boolean fits(OutboundMessage message) {
    return hasButtons(message) && message.text().length() <= LONGEST_TEXT;
  }

  /** As much of it as fits on a card. */
  static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /** The card names our message as its task, so a click tells which one it belongs to. */
  static ObjectNode buttons(OutboundMessage message, String text) {
    var card =
        VendorJson.object()
            .put("card_type", "button_interaction")
            .put("task_id", message.id().toString())
            .put("sub_title_text", text);
    var buttons = card.putArray("button_list");
    for (var button : message.buttons()) {
      buttons.addObject().put("text", button.label()).put("key", button.key());
    }
    return card;
  }
}
