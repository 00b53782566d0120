package linli.bot.channels;

import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.Optional;
import linli.adapters.Mouth.Verdict;
import linli.adapters.OutboundMessage;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.wecom.KfPages;
import linli.bot.channels.Callbacks.Fetched;
import linli.bot.channels.Callbacks.Outcome;

/** Says messages on platforms of others: straight down, on virtual threads only. */
final class Mouths {

  private static final Duration WITHOUT_TOKEN = Duration.ofMinutes(1);

  private final VendorCalls calls;
  private final Replies replies;
  private final Duration longest;

  /**
   * @param longest an attempt ends then, token and all: no call begins that could not end in time
   */
  Mouths(WebClient client, Tokens tokens, Replies replies, Duration longest) {
    this.calls = new VendorCalls(client, tokens);
    this.replies = replies;
    this.longest = longest;
  }

  /**
   * Never fails but for faults of ours: a broken connection is an outcome.
   *
   * @param partsSaid so many parts were taken in earlier attempts
   */
  Outcome say(Channel channel, OutboundMessage message, int partsSaid) {
    if (!channel.mouth().needsHandle()) {
      return sayWithToken(channel, message, partsSaid);
    }
    var handle = replies.takeHandle(channel.name(), message.conversationId());
    if (handle.isEmpty()) {
      return new Outcome.Rejected(Replies.CLOSED);
    }
    var outcome = sayWithHandle(channel, message, handle.get().value());
    if (outcome instanceof Outcome.Failed) {
      replies.putBack(channel.name(), handle.get());
    }
    return outcome;
  }

  private Outcome sayWithHandle(Channel channel, OutboundMessage message, Secret handle) {
    var call = channel.mouth().say(message, handle).getFirst();
    return switch (calls.ask(channel, call).verdict()) {
      case Verdict.Said said -> new Outcome.Delivered(said.messageId());
      case Verdict.Later later -> new Outcome.Failed(later.code(), later.pause());
      case Verdict.Never never -> new Outcome.Rejected(never.code());
      case Verdict.StaleToken stale -> new Outcome.Rejected("handle refused");
    };
  }

  private Outcome sayWithToken(Channel channel, OutboundMessage message, int partsSaid) {
    var mouth = channel.mouth();
    var end = end();
    var token = calls.token(channel, null, end);
    if (token.isEmpty() && mouth.askForToken().isPresent()) {
      return new Outcome.Failed("no token", WITHOUT_TOKEN, partsSaid);
    }
    var said = partsSaid;
    String messageId = null;
    var fresh = false;
    var parts = mouth.say(message, token.orElse(null));
    while (said < parts.size()) {
      if (System.nanoTime() > end) {
        return new Outcome.Failed("slow", Duration.ZERO, said);
      }
      switch (calls.ask(channel, parts.get(said)).verdict()) {
        case Verdict.Said done -> {
          said++;
          messageId = done.messageId();
        }
        case Verdict.Later later -> {
          return new Outcome.Failed(later.code(), later.pause(), said);
        }
        case Verdict.Never never -> {
          return new Outcome.Rejected(never.code());
        }
        case Verdict.StaleToken stale -> {
          token = fresh ? Optional.empty() : calls.token(channel, token.orElseThrow(), end);
          if (token.isEmpty()) {
            return new Outcome.Failed("token refused", WITHOUT_TOKEN, said);
          }
          fresh = true;
          parts = mouth.say(message, token.get());
        }
      }
    }
    return parts.isEmpty()
        ? new Outcome.Rejected("no way to this conversation")
        : new Outcome.Delivered(messageId, parts.size());
  }

  /** One page of customer service. */
  Fetched fetch(Channel channel, String account, String ticket, String cursor) {
    var end = end();
    var token = calls.token(channel, null, end);
    for (var fresh = false; token.isPresent(); fresh = true) {
      var answered = calls.ask(channel, KfPages.ask(account, ticket, cursor, token.get()));
      switch (answered.verdict()) {
        case Verdict.Said page -> {
          return read(answered.body());
        }
        case Verdict.Later later -> {
          return new Fetched.Not(later.code(), later.pause());
        }
        case Verdict.Never never -> {
          return new Fetched.Not(never.code(), WITHOUT_TOKEN);
        }
        case Verdict.StaleToken stale -> {
          token = fresh ? Optional.empty() : calls.token(channel, token.get(), end);
        }
      }
    }
    return new Fetched.Not("no token", WITHOUT_TOKEN);
  }

  private static Fetched read(byte[] answer) {
    try {
      return new Fetched.Got(KfPages.read(answer));
    } catch (Refusal noPage) {
      return new Fetched.Not("no page", Duration.ofMinutes(1));
    }
  }

  /** The last call begins by then. */
  private long end() {
    return System.nanoTime() + longest.minus(VendorCalls.PATIENCE).toNanos();
  }
}
