package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_URL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.Mouth.Call;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.StrictJson;
import linli.adapters.VendorJson;

/**
 * The messages of a customer service account.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/94670.
 */
public final class KfPages {

  private static final StrictJson JSON = new StrictJson(16);

  /** Messages on a page; the vendor allows 1,000. */
  private static final int MOST = 200;

  /**
   * One page.
   *
   * @param next where the next one begins
   * @param more whether there is a next one by now; the number of messages says nothing about it
   */
  public record Page(List<InboundEvent> events, String next, boolean more) {
    public Page {
      events = List.copyOf(events);
    }

    @Override
    public String toString() {
      return "Page[" + events.size() + " events]";
    }
  }

  private KfPages() {}

  /**
   * The request for a page.
   *
   * @param account the service account, {@code open_kfid}
   * @param ticket from its latest event, good for ten minutes; null: the vendor allows few of those
   * @param cursor where the page begins, or null at the very beginning
   */
  public static Call ask(String account, String ticket, String cursor, Secret token) {
    var body = VendorJson.object().put("open_kfid", account).put("limit", MOST);
    if (cursor != null) {
      body.put("cursor", cursor);
    }
    if (ticket != null) {
      body.put("token", ticket);
    }
    return Call.json(WecomAccess.path("/cgi-bin/kf/sync_msg", token), Map.of(), body);
  }

  /**
   * What came. A message that cannot be read is left out: the others must not wait behind it.
   *
   * @throws Refusal when the answer is no page
   */
  public static Page read(byte[] answer) {
    var json = JSON.object(answer);
    var events = new ArrayList<InboundEvent>();
    for (var message : json.oneOrMore("msg_list", 10 * MOST)) {
      events.addAll(events(message));
    }
    var more = json.kind("has_more").equals("1");
    return new Page(events, json.optionalLooseId("next_cursor", LONGEST_URL), more);
  }

  private static List<InboundEvent> events(Fields message) {
    try {
      return KfMessages.read(message);
    } catch (Refusal unreadable) {
      return List.of();
    }
  }
}
