package linli.adapters.wecom;

import linli.adapters.Answer;
import linli.adapters.FreshTime;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Request;
import linli.adapters.StrictXml;
import linli.adapters.Webhook;
import linli.adapters.msgcrypt.MsgCrypt;

/**
 * WeCom self-built app (企业微信自建应用): what members say to the app, each alone. Groups are not heard
 * here.
 */
public final class WecomAppWebhook implements Webhook {

  private final XmlCallback callback;

  /**
   * An ear for one app.
   *
   * @param crypt with the corp id (企业ID) as receiver
   * @param fresh our own limit: WeCom publishes none
   */
  public WecomAppWebhook(MsgCrypt crypt, FreshTime fresh) {
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
    return new Accepted(AppMessages.read(StrictXml.object(content)), Answer.EMPTY);
  }
}
