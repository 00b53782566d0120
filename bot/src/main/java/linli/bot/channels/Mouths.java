package linli.bot.channels;

import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import linli.adapters.Mouth.Call;
import linli.adapters.Mouth.Verdict;
import linli.adapters.OutboundMessage;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.TypedChoices;
import linli.adapters.wecom.KfPages;
import linli.bot.channels.Callbacks.Fetched;
import linli.bot.channels.Callbacks.Outcome;
import linli.bot.channels.Callbacks.Outcome.Trouble;
import linli.bot.channels.Callbacks.Standing;
import linli.bot.channels.VendorCalls.Answered;

/** Says messages on platforms of others: straight down, on virtual threads only. */
final class Mouths {

  private static final Duration WITHOUT_TOKEN = Duration.ofMinutes(1);
  private static final Duration UNTIL_REPAIRED = Duration.ofMinutes(10);

  private static final Outcome NOT_THERE = new Outcome.Rejected("nothing to change");

  private final VendorCalls calls;
  private final Replies replies;
  private final Duration longest;

  /**
   * @param longest an attempt ends then, token and all: no call begins that could not end in time
   */
  Mouths(
      WebClient client, Tokens tokens, Replies replies, Connections connections, Duration longest) {
    this.calls = new VendorCalls(client, tokens, connections);
    this.replies = replies;
    this.longest = longest;
  }

  /**
   * Never fails but for faults of ours: a broken connection is an outcome.
   *
   * @param partsSaid so many parts were taken in earlier attempts
   */
  Outcome say(Channel channel, OutboundMessage whole, int partsSaid) {
    var message = TypedChoices.fitted(whole, channel.mouth().capabilities());
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

  Optional<byte[]> ask(Channel channel, Call question) {
    var answered = calls.ask(channel, question);
    return answered.verdict() instanceof Verdict.Said
        ? Optional.of(answered.body())
        : Optional.empty();
  }

  private Outcome sayWithHandle(Channel channel, OutboundMessage message, Secret handle) {
    var answered = calls.ask(channel, channel.mouth().say(message, handle).getFirst());
    return switch (answered.verdict()) {
      case Verdict.Said said -> new Outcome.Delivered(said.messageId());
      case Verdict.Later later -> later(later, answered, 0);
      case Verdict.Locked locked -> locked(locked, 0);
      case Verdict.Never never -> new Outcome.Rejected(never.code());
      case Verdict.StaleToken stale -> new Outcome.Rejected("handle refused");
    };
  }

  private Outcome sayWithToken(Channel channel, OutboundMessage whole, int partsSaid) {
    var message = whole;
    var mouth = channel.mouth();
    var end = end();
    var token = calls.token(channel, null, end);
    if (token.isEmpty() && mouth.askForToken().isPresent()) {
      var refused = calls.refusal(channel).isPresent();
      return new Outcome.Failed("no token", WITHOUT_TOKEN, partsSaid)
          .of(refused ? Trouble.KEY : Trouble.PLATFORM);
    }
    var said = partsSaid;
    String messageId = null;
    var fresh = false;
    var parts = mouth.say(message, token.orElse(null));
    while (said < parts.size()) {
      if (System.nanoTime() > end) {
        return new Outcome.Failed("slow", Duration.ZERO, said);
      }
      var answered = calls.ask(channel, parts.get(said));
      switch (answered.verdict()) {
        case Verdict.Said done -> {
          said++;
          messageId = done.messageId();
        }
        case Verdict.Later later -> {
          return later(later, answered, said);
        }
        case Verdict.Locked locked -> {
          return locked(locked, said);
        }
        case Verdict.Never never -> {
          if (message.quotes() == null) {
            return new Outcome.Rejected(never.code());
          }
          message = message.withoutQuote(); // what it answers may be gone
          parts = mouth.say(message, token.orElse(null));
        }
        case Verdict.StaleToken stale -> {
          token = fresh ? Optional.empty() : calls.token(channel, token.orElseThrow(), end);
          if (token.isEmpty()) {
            return new Outcome.Failed("token refused", WITHOUT_TOKEN, said).of(Trouble.KEY);
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

  /** The same care with tokens; what cannot be changed stays as it is. */
  Outcome change(Channel channel, Standing standing, String note) {
    if (standing.name() == null) {
      return NOT_THERE;
    }
    var mouth = channel.mouth();
    var end = end();
    var token = calls.token(channel, null, end);
    for (var fresh = false; ; fresh = true) {
      if (token.isEmpty() && mouth.askForToken().isPresent()) {
        return new Outcome.Failed("no token", WITHOUT_TOKEN).of(Trouble.KEY);
      }
      var call = mouth.change(standing.message(), note, standing.name(), token.orElse(null));
      if (call.isEmpty()) {
        return NOT_THERE;
      }
      var answered = calls.ask(channel, call.get());
      switch (answered.verdict()) {
        case Verdict.Said done -> {
          return new Outcome.Delivered(); // its name stays that of the line
        }
        case Verdict.Later later -> {
          return later(later, answered, 0);
        }
        case Verdict.Locked locked -> {
          return locked(locked, 0);
        }
        case Verdict.Never never -> {
          return new Outcome.Rejected(never.code());
        }
        case Verdict.StaleToken stale -> {
          token = fresh ? Optional.empty() : calls.token(channel, token.orElseThrow(), end);
        }
      }
    }
  }

  private static Outcome later(Verdict.Later later, Answered answered, int said) {
    var failed = new Outcome.Failed(later.code(), later.pause(), said);
    return answered.there() ? failed : failed.of(Trouble.PLATFORM);
  }

  private static Outcome locked(Verdict.Locked locked, int said) {
    return new Outcome.Failed(locked.code(), UNTIL_REPAIRED, said).of(Trouble.KEY);
  }

  Optional<Secret> token(Channel channel, Secret refused) {
    return calls.token(channel, refused, end());
  }

  /** Where a platform can be listened to. */
  Optional<URI> openStream(Channel channel) {
    var stream = channel.stream().orElseThrow();
    var answer = stream.ask().map(call -> calls.ask(channel, call).body()).orElse(null);
    return stream.endpoint(channel.apiBase(), answer);
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
        case Verdict.Locked locked -> {
          return new Fetched.Not(locked.code(), UNTIL_REPAIRED);
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
