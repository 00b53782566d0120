package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_URL;

import java.util.List;
import linli.adapters.Answer;
import linli.adapters.FreshTime;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Announced;
import linli.adapters.Received.Handshake;
import linli.adapters.Request;
import linli.adapters.StrictXml;
import linli.adapters.Webhook;
import linli.adapters.msgcrypt.MsgCrypt;

/**
 * WeCom customer service (微信客服): residents in WeChat, each alone. The callback only announces that
 * there is something; the messages themselves are fetched.
 */
public final class WecomKfWebhook implements Webhook {

  private final XmlCallback callback;

  /** An ear for the customer service of one corp; receiver and time as in an app. */
  public WecomKfWebhook(MsgCrypt crypt, FreshTime fresh) {
    this.callback = new XmlCallback(crypt, fresh);
  }

  @Override
  public byte[] open(Request request) {
    return callback.open(request);
  }

  @Override
  public Received read(Request request, byte[] content) {
    if (request.isGet()) {
      return Handshake.echo(content);
    }
    var xml = StrictXml.object(content);
    if (!xml.kind("Event").equals("kf_msg_or_event")) {
      return new Accepted(List.of(), Answer.EMPTY);
    }
    return new Announced(
        xml.id("OpenKfId", LONGEST_ID), xml.id("Token", LONGEST_URL), Answer.EMPTY);
  }
}
