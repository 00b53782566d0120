package linli.bot.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import linli.adapters.Answer;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Announced;
import linli.adapters.Received.Handshake;
import linli.adapters.Received.Refused;
import linli.adapters.Request;
import linli.adapters.webhook.MessageEncoder;
import linli.adapters.webhook.Signature;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.inbox.Inbox;
import linli.bot.inbox.Ingress;
import linli.bot.outbox.Messages;
import linli.bot.outbox.Messages.Cursor;

/** What platforms call: events come in, and who has no public address asks for messages. */
final class Hooks {

  private static final int LARGEST_PAGE = 500;
  private static final int USUAL_PAGE = 50;

  private final Channels channels;
  private final Ingress ingress;
  private final Messages messages;
  private final int maxBodyBytes;

  Hooks(Channels channels, Ingress ingress, Messages messages, int maxBodyBytes) {
    this.channels = channels;
    this.ingress = ingress;
    this.messages = messages;
    this.maxBodyBytes = maxBodyBytes;
  }

  void mount(Router router) {
    router
        .route("/hooks/:channel")
        .method(HttpMethod.GET) // platforms ask so whether the address is ours
        .method(HttpMethod.POST)
        .setName("/hooks/{channel}")
        .handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes))
        .handler(this::receive);
    router
        .get("/hooks/:channel/messages")
        .setName("/hooks/{channel}/messages")
        .handler(this::mayRead)
        .handler(OffLoop.handler(this::page));
  }

  /** Nothing is trusted, logged or stored before the signature holds. */
  private void receive(RoutingContext context) {
    var channel = channel(context);
    if (channel.isEmpty()) {
      Answers.error(context, 404, "no such channel", null, null);
      return;
    }
    answer(context, channel.get(), channel.get().webhook().receive(request(context)));
  }

  private static Request request(RoutingContext context) {
    var request = context.request();
    var body = context.body().buffer();
    return new Request(
        request.method().name(),
        request.query(),
        request::getHeader,
        body == null ? new byte[0] : body.getBytes());
  }

  private void answer(RoutingContext context, Channel channel, Received received) {
    switch (received) {
      case Refused refused ->
          Answers.error(
              context, refused.status(), refused.reason(), refused.path(), refused.expected());
      case Handshake handshake -> answer(context, handshake.answer());
      case Announced announced -> announced(context, channel, announced);
      case Accepted accepted ->
          ingress
              .take(channel, accepted.events(), accepted.handles())
              .onSuccess(taken -> taken(context, accepted, taken))
              .onFailure(failure -> context.fail(503, failure));
    }
  }

  private void announced(RoutingContext context, Channel channel, Announced announced) {
    if (!channel.fetches()) {
      answer(context, announced.answer());
      return;
    }
    ingress
        .announced(channel, announced)
        .onSuccess(noted -> answer(context, announced.answer()))
        .onFailure(failure -> context.fail(503, failure));
  }

  private static void taken(RoutingContext context, Accepted accepted, Inbox.Taken taken) {
    if (accepted.answer() != null) {
      answer(context, accepted.answer());
      return;
    }
    Answers.json(
        context,
        200,
        Answers.object().put("accepted", taken.accepted()).put("duplicates", taken.duplicates()));
  }

  private static void answer(RoutingContext context, Answer answer) {
    if (answer.body().length > 0) {
      context.response().putHeader("Content-Type", answer.contentType());
    }
    context.response().end(Buffer.buffer(answer.body()));
  }

  private void mayRead(RoutingContext context) {
    var channel = channel(context);
    if (channel.isEmpty() || channel.get().own().isEmpty()) {
      Answers.error(context, 404, "no such channel", null, null);
      return;
    }
    var header = context.request().getHeader(Signature.HEADER);
    if (!channel.get().own().get().mayRead(header, context.request().query())) {
      Answers.error(context, 401, "signature missing, wrong or too old", null, null);
      return;
    }
    context.next();
  }

  private void page(RoutingContext context) {
    var after = Cursor.parse(context.request().getParam("after"));
    if (after.isEmpty()) {
      Answers.error(
          context, 400, "bad query", "after", "a cursor of an earlier answer, or nothing");
      return;
    }
    var limit = limit(context.request().getParam("limit"));
    if (limit.isEmpty()) {
      Answers.error(context, 400, "bad query", "limit", "a whole number from 1 to " + LARGEST_PAGE);
      return;
    }
    var page = messages.after(channel(context).orElseThrow().name(), after.get(), limit.get());
    var answer = Answers.object();
    var list = answer.putArray("messages");
    for (var said : page) {
      var message = Answers.object().put("cursor", said.cursor().text());
      list.add(message.setAll(MessageEncoder.json(said.message())));
    }
    var next = page.isEmpty() ? after.get() : page.getLast().cursor();
    Answers.json(context, 200, answer.put("next", next.text()));
  }

  private static Optional<Integer> limit(String text) {
    if (text == null || text.isEmpty()) {
      return Optional.of(USUAL_PAGE);
    }
    if (!text.matches("\\d{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(text)).filter(n -> n >= 1 && n <= LARGEST_PAGE);
  }

  private Optional<Channel> channel(RoutingContext context) {
    return channels.find(context.pathParam("channel")).filter(Channel::hears);
  }
}
