package linli.adapters.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import linli.adapters.OutboundMessage;
import linli.adapters.VendorJson;

/**
 * Interactive cards (互动卡片) of one template, which the operator makes in DingTalk's card builder: it
 * shows {@code text} and, from 1 to {@code buttons}, a button {@code labelN} that sends {@code
 * keyN}.
 *
 * <p>Source: open.dingtalk.com/document/orgapp/create-and-deliver-cards.
 */
record DingTalkCards(String template, String robotCode) {

  static final int MOST_BUTTONS = 6;

  /** The card is named after our message, so sent twice it is there once. */
  ObjectNode create(OutboundMessage message, String text) {
    var body =
        VendorJson.object()
            .put("cardTemplateId", template)
            .put("outTrackId", message.id().toString())
            .put("callbackType", "STREAM")
            .put("userIdType", 1);
    body.set("cardData", data(message, text));
    if (message.isPrivate()) {
      body.put("openSpaceId", "dtv1.card//IM_ROBOT." + message.address());
      body.putObject("imRobotOpenSpaceModel").put("supportForward", false);
      body.putObject("imRobotOpenDeliverModel")
          .put("spaceType", "IM_ROBOT")
          .put("robotCode", robotCode);
    } else {
      body.put("openSpaceId", "dtv1.card//IM_GROUP." + message.address());
      body.putObject("imGroupOpenSpaceModel").put("supportForward", false);
      body.putObject("imGroupOpenDeliverModel").put("robotCode", robotCode);
    }
    return body;
  }

  ObjectNode change(OutboundMessage said, String text) {
    var body = VendorJson.object().put("outTrackId", said.id().toString());
    body.set("cardData", data(said, text));
    body.putObject("cardUpdateOptions").put("updateCardDataByKey", true);
    return body;
  }

  /** All values are strings. */
  private static ObjectNode data(OutboundMessage message, String text) {
    var data = VendorJson.object();
    var values = data.putObject("cardParamMap").put("text", text);
    values.put("buttons", Integer.toString(message.buttons().size()));
    var number = 0;
    for (var button : message.buttons()) {
      number++;
      values.put("label" + number, button.label()).put("key" + number, button.key());
    }
    return data;
  }
}
