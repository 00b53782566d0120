package linli.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import linli.adapters.Answer;
import linli.adapters.Received;
import linli.adapters.Request;
import linli.adapters.Webhook;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The address that platforms call")
class HooksTest {

  private static final class Announcing implements Webhook {
    @Override
    public byte[] open(Request request) {
      return request.body();
    }

    @Override
    public Received read(Request request, byte[] content) {
      return new Received.Announced("account", "ticket", Answer.text("success"));
    }
  }

  @Test
  void thanks_who_announces_messages_that_nobody_fetches() {
    var channels = new Channels(List.of(new Channel("kf", new Announcing(), null, null, 1)));
    var router = Router.router(TestDatabase.vertx());
    new Hooks(channels, null, null, 1_000).mount(router);
    var server =
        TestDatabase.vertx()
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .await();
    var client = WebClient.create(TestDatabase.vertx());
    try {
      var answer = client.post(server.actualPort(), "127.0.0.1", "/hooks/kf").send().await();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.bodyAsString()).isEqualTo("success");
    } finally {
      client.close();
      server.close().await();
    }
  }
}
