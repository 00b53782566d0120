package linli.bot.media;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import linli.bot.media.Attachment.Refusal;

/**
 * Gets what a link in a message leads to: with a time-out and a cap, without following redirects,
 * and only from addresses of the public Internet, to the very address that was looked at.
 */
public final class Fetch implements AutoCloseable {

  private static final int LARGEST_PORT = 65_535;

  private final Vertx vertx;
  private final HttpClient client;
  private final Duration patience;
  private final boolean privateNetworks;

  /**
   * @param patience for one link, from connecting to the last byte
   * @param privateNetworks whether links may lead into the operator's own network
   */
  public Fetch(Vertx vertx, Duration patience, boolean privateNetworks) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) patience.toMillis())
                .setKeepAlive(false));
    this.patience = patience;
    this.privateNetworks = privateNetworks;
  }

  /** Why nothing was got. */
  static final class NotGot extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Refusal why;

    NotGot(Refusal why) {
      super(why.name(), null, false, false);
      this.why = why;
    }

    Refusal why() {
      return why;
    }
  }

  /** An answer, whatever its status. */
  record Got(int status, String contentType, byte[] body) {
    boolean isJson() {
      return contentType != null && contentType.contains("json");
    }
  }

  /**
   * What is asked for.
   *
   * @param trusted configured by the operator: may be an address of a private network
   */
  record Ask(
      HttpMethod method, URI target, Map<String, String> headers, byte[] body, boolean trusted) {
    @Override
    public String toString() {
      return "Ask[" + method + "]"; // addresses and headers may carry keys
    }
  }

  /**
   * The bytes behind the link.
   *
   * @param most a larger answer is given up
   * @param longest how long the caller has, where that is less than the usual patience
   */
  byte[] get(String link, int most, Duration longest) throws NotGot {
    var ask = new Ask(HttpMethod.GET, target(link), Map.of(), new byte[0], privateNetworks);
    var got = ask(ask, most, longest, false);
    return got.body();
  }

  /** As {@link #get}, of any request and with any status. */
  Got ask(Ask ask, int most, Duration longest) throws NotGot {
    return ask(ask, most, longest, true);
  }

  private Got ask(Ask ask, int most, Duration longest, boolean anyStatus) throws NotGot {
    var until = System.nanoTime() + Math.min(patience.toNanos(), longest.toNanos());
    var address = address(ask.target().getHost(), ask.trusted() || privateNetworks, until);
    var body = new CompletableFuture<Got>();
    // On an event loop, which the connection then is of, too: an answer that is short would be over
    // before another thread could listen to it.
    vertx.runOnContext(
        go ->
            client
                .request(options(ask, address))
                .compose(
                    request -> {
                      body.whenComplete((x, failed) -> request.reset());
                      return request.send(Buffer.buffer(ask.body()));
                    })
                .map(answer -> receive(answer, most, anyStatus, body))
                .onFailure(broken -> body.completeExceptionally(new NotGot(Refusal.NOT_FETCHED))));
    return await(body, until);
  }

  private static <T> T await(CompletableFuture<T> body, long until) throws NotGot {
    try {
      return body.get(Math.max(until - System.nanoTime(), 1), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NotGot(Refusal.NOT_FETCHED);
    } catch (TimeoutException slow) {
      body.cancel(false); // ends the request
      throw new NotGot(Refusal.NOT_FETCHED);
    } catch (java.util.concurrent.ExecutionException failed) {
      throw failed.getCause() instanceof NotGot known ? known : new NotGot(Refusal.NOT_FETCHED);
    }
  }

  static URI target(String link) throws NotGot {
    try {
      var target = new URI(link);
      var scheme = String.valueOf(target.getScheme()).toLowerCase(java.util.Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && target.getHost() != null
          && target.getPort() <= LARGEST_PORT
          && target.getUserInfo() == null) {
        return target;
      }
    } catch (URISyntaxException notALink) {
      // answered below
    }
    throw new NotGot(Refusal.NOT_FETCHED);
  }

  /** One address of the host; all of them have to be public, or none is gone to. */
  private static InetAddress address(String host, boolean anywhere, long until) throws NotGot {
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var addresses = await(lookUp(bare), until);
    if (anywhere || Arrays.stream(addresses).allMatch(PublicAddress::is)) {
      return addresses[0];
    }
    throw new NotGot(Refusal.NOT_FETCHED);
  }

  /** On a thread of its own: a name server may answer late, or never. */
  private static CompletableFuture<InetAddress[]> lookUp(String host) {
    var found = new CompletableFuture<InetAddress[]>();
    Thread.ofVirtual()
        .name("media-name")
        .start(
            () -> {
              try {
                found.complete(InetAddress.getAllByName(host));
              } catch (UnknownHostException | RuntimeException unknown) {
                found.completeExceptionally(new NotGot(Refusal.NOT_FETCHED));
              }
            });
    return found;
  }

  /** Connects to the address; certificate and Host are those of the name. */
  private RequestOptions options(Ask ask, InetAddress address) {
    var target = ask.target();
    var secure = target.getScheme().equalsIgnoreCase("https");
    var port = target.getPort() < 0 ? secure ? 443 : 80 : target.getPort();
    var path =
        target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    var options =
        new RequestOptions()
            .setMethod(ask.method())
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(target.getHost())
            .setPort(port)
            .setSsl(secure)
            .setURI(path + query)
            .setFollowRedirects(false)
            .setConnectTimeout(patience.toMillis())
            .putHeader("User-Agent", "Linli");
    ask.headers().forEach(options::putHeader);
    return options;
  }

  private static Void receive(
      HttpClientResponse answer, int most, boolean anyStatus, CompletableFuture<Got> body) {
    answer.exceptionHandler(broken -> body.completeExceptionally(new NotGot(Refusal.NOT_FETCHED)));
    if (answer.statusCode() != 200 && !anyStatus) {
      body.completeExceptionally(new NotGot(Refusal.NOT_FETCHED));
      return null;
    }
    var got = Buffer.buffer();
    var type = answer.getHeader("Content-Type");
    answer.endHandler(end -> body.complete(new Got(answer.statusCode(), type, got.getBytes())));
    answer.handler(
        part -> {
          if (got.length() + part.length() > most) {
            body.completeExceptionally(new NotGot(Refusal.TOO_LARGE));
          } else {
            got.appendBuffer(part);
          }
        });
    return null;
  }

  @Override
  public void close() {
    client.close();
  }
}
