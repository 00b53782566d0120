package linli.bot.media;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import linli.adapters.MediaWay;
import linli.adapters.Mouth;
import linli.adapters.Mouth.Call;
import linli.adapters.Mouth.Verdict;
import linli.adapters.Secret;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.media.Attachment.Refusal;
import linli.bot.media.Fetch.Ask;
import linli.bot.media.Fetch.Got;
import linli.bot.media.Fetch.NotGot;

/**
 * Gets what a message names by its platform's own id: with our credentials, and with the same cap
 * and time limit as any link.
 */
public final class PlatformFiles {

  /** Ask for an address, follow it: no platform has more steps. */
  private static final int MOST_STEPS = 3;

  /** What a sealed file is longer than what is in it. */
  private static final int SEAL = 32;

  private final Fetch fetch;
  private final Channels channels;
  private final Callbacks callbacks;

  public PlatformFiles(Fetch fetch, Channels channels, Callbacks callbacks) {
    this.fetch = fetch;
    this.channels = channels;
    this.callbacks = callbacks;
  }

  /**
   * The bytes; straight down, on virtual threads only.
   *
   * @param reference as the adapter of the channel's platform wrote it
   */
  byte[] get(String name, String reference, int most, Duration longest) throws NotGot {
    var channel = channels.find(name).filter(each -> each.mouth() != null);
    if (channel.isEmpty()) {
      throw new NotGot(Refusal.NOT_REACHABLE);
    }
    return new Search(channel.get(), reference, most, System.nanoTime() + longest.toNanos()).get();
  }

  private static final class Stale extends Exception {
    private static final long serialVersionUID = 1;

    Stale() {
      super("token", null, false, false);
    }
  }

  private final class Search {

    private final Channel channel;
    private final Mouth mouth;
    private final String reference;
    private final int most;
    private final long until;

    Search(Channel channel, String reference, int most, long until) {
      this.channel = channel;
      this.mouth = channel.mouth();
      this.reference = reference;
      this.most = most;
      this.until = until;
    }

    byte[] get() throws NotGot {
      var token = token(null);
      try {
        return follow(token);
      } catch (Stale refused) {
        // answered below
      }
      try {
        return follow(token(token.orElse(null)));
      } catch (Stale refusedAgain) {
        throw new NotGot(Refusal.NOT_FETCHED);
      }
    }

    private Optional<Secret> token(Secret refused) throws NotGot {
      var token = callbacks.token(channel, refused);
      if (token.isEmpty() && mouth.askForToken().isPresent()) {
        throw new NotGot(Refusal.NOT_FETCHED);
      }
      return token;
    }

    private byte[] follow(Optional<Secret> token) throws NotGot, Stale {
      var way =
          mouth
              .way(reference, token.orElse(null))
              .orElseThrow(() -> new NotGot(Refusal.NOT_REACHABLE));
      for (var step = 0; step < MOST_STEPS; step++) {
        switch (way) {
          case MediaWay.Bytes bytes -> {
            var got = ask(bytes.call());
            if (got.status() == 200 && !got.isJson()) {
              return got.body();
            }
            throw refused(got);
          }
          case MediaWay.Asks asks -> {
            var got = ask(asks.call());
            if (!(mouth.verdict(got.status(), null, got.body()) instanceof Verdict.Said)) {
              throw refused(got);
            }
            way = asks.on().apply(got.body()).orElseThrow(() -> new NotGot(Refusal.NOT_FETCHED));
          }
          case MediaWay.Link link -> {
            return linked(link);
          }
        }
      }
      throw new NotGot(Refusal.NOT_FETCHED);
    }

    /** Thrown for a token that is no good; else an id that is over, or a platform that is away. */
    private NotGot refused(Got got) throws Stale {
      if (mouth.verdict(got.status(), null, got.body()) instanceof Verdict.StaleToken) {
        throw new Stale();
      }
      return new NotGot(Refusal.NOT_FETCHED);
    }

    private Got ask(Call call) throws NotGot {
      var base = channel.apiBase().toString().replaceFirst("/+$", "");
      var headers = new HashMap<>(call.headers());
      if (!call.method().equals("GET")) {
        headers.put("Content-Type", "application/json; charset=utf-8");
      }
      return fetch.ask(
          new Ask(
              HttpMethod.valueOf(call.method()),
              Fetch.target(base + call.path()),
              headers,
              call.body(),
              true),
          most,
          left());
    }

    private byte[] linked(MediaWay.Link link) throws NotGot {
      var target = Fetch.target(link.address().toString());
      var ask = new Ask(HttpMethod.GET, target, link.headers(), new byte[0], isOfInterface(target));
      var got = fetch.ask(ask, most + SEAL, left());
      if (got.status() != 200) {
        throw new NotGot(Refusal.NOT_FETCHED);
      }
      try {
        return link.opened().apply(got.body());
      } catch (linli.adapters.Refusal notSealed) {
        throw new NotGot(Refusal.NOT_FETCHED);
      }
    }

    /** Whether it lies where the operator said that the platform is. */
    private boolean isOfInterface(URI target) {
      return target.getAuthority().equals(channel.apiBase().getAuthority());
    }

    private Duration left() throws NotGot {
      var left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative()) {
        throw new NotGot(Refusal.NOT_FETCHED);
      }
      return left;
    }
  }
}
