package linli.adapters.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import linli.adapters.FreshTime;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Announced;
import linli.adapters.Signed;
import linli.adapters.WebhookContract;
import linli.adapters.msgcrypt.MsgCrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ear of WeCom's customer service")
class WecomKfWebhookTest {

  private final WecomKfWebhook webhook =
      new WecomKfWebhook(
          new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, WecomAppWebhookTest.CORP),
          new FreshTime(InstantSource.fixed(WebhookContract.NOW), Duration.ofMinutes(10)));

  private linli.adapters.Received receive(String xml) {
    var encrypt = Signed.sealed(Signed.bytes(xml), WecomAppWebhookTest.CORP);
    return webhook.receive(WecomAppWebhookTest.sealed(encrypt, WebhookContract.NOW).request());
  }

  @Test
  void hears_only_that_there_is_something_to_fetch() {
    var announced =
        (Announced)
            receive(
                "<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event>"
                    + "<Token>ticket-1</Token><OpenKfId>wk1</OpenKfId></xml>");
    assertThat(announced.account()).isEqualTo("wk1");
    assertThat(announced.ticket()).isEqualTo("ticket-1");
    assertThat(announced).hasToString("Announced[]");
  }

  @Test
  void answers_other_events_like_everything_else() {
    assertThat(receive("<xml><Event>change_contact</Event></xml>")).isInstanceOf(Accepted.class);
  }
}
