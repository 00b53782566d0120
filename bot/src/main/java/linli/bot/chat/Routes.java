package linli.bot.chat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import linli.bot.due.DemoTime;
import linli.bot.http.OffLoop;
import linli.bot.speech.ChinaTime;

/** The addresses of the page. */
final class Routes {

  private static final int LARGEST_BODY = 16 << 10;
  private static final int LARGEST_PHOTO = 12 << 20;
  private static final LocalTime MORNING = LocalTime.of(8, 0);

  private final Cast cast;
  private final Transcript transcript;
  private final Photos photos;
  private final Pages pages;
  private final Streams streams;
  private final Talk talk;
  private final DemoTime time;
  private final String epoch;
  private final Assets assets = new Assets();

  Routes(
      Cast cast,
      Transcript transcript,
      Photos photos,
      Pages pages,
      Streams streams,
      Talk talk,
      DemoTime time,
      String epoch) {
    this.cast = cast;
    this.transcript = transcript;
    this.photos = photos;
    this.pages = pages;
    this.streams = streams;
    this.talk = talk;
    this.time = time;
    this.epoch = epoch;
  }

  void mount(Router router) {
    router.get("/").handler(context -> Small.over(context, "/chat"));
    router.route("/chat*").handler(Guard::everything);
    router.get("/chat").handler(this::page);
    router.get("/chat/assets/:file").handler(assets::serve);
    router.get("/chat/photo/:id").handler(this::photo);
    router.get("/chat/stream").handler(Guard::samePage).handler(this::stream);
    router.post("/chat/*").handler(Guard::samePage);
    router.post("/chat/photo").handler(BodyHandler.create(false).setBodyLimit(LARGEST_PHOTO));
    router.post("/chat/photo").handler(this::upload);
    router.post("/chat/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.post("/chat/say").handler(this::say);
    router.post("/chat/press").handler(this::press);
    router.post("/chat/clock").handler(OffLoop.handler(this::clock));
  }

  // --- looking ----------------------------------------------------------------------------------

  private void page(RoutingContext context) {
    var place = place(context);
    if (place.isEmpty()) {
      Small.text(context, 404, "没有这个人,或没有这个群。");
      return;
    }
    var shown = place.get();
    if (!shown.isPossible()) {
      Small.over(context, cast.alone(shown.as()).address(shown.as().name()));
      return;
    }
    var lines = transcript.after(shown.in().id(), 0);
    var last = lines.isEmpty() ? 0 : lines.getLast().number();
    transcript.seen(shown.in().id(), last);
    Small.html(context, pages.page(shown, lines, new Position(epoch, last).text()));
  }

  /** Only to who is in a conversation in which it was sent. */
  private void photo(RoutingContext context) {
    var id = context.pathParam("id");
    var bytes =
        place(context)
            .filter(Place::isPossible)
            .filter(place -> wasSent(place, id))
            .flatMap(place -> photos.find(id));
    var type = bytes.flatMap(Photos::type);
    if (type.isEmpty()) {
      Small.text(context, 404, "没有这张照片。");
      return;
    }
    context.response().putHeader("Content-Type", type.get()).end(Buffer.buffer(bytes.get()));
  }

  private boolean wasSent(Place place, String photo) {
    return transcript.after(place.in().id(), 0).stream()
        .anyMatch(line -> photo.equals(line.photo()));
  }

  private void stream(RoutingContext context) {
    var place = place(context).filter(Place::isPossible);
    var from =
        Position.parse(context.request().getHeader("Last-Event-ID"))
            .or(() -> Position.parse(context.request().getParam("after")));
    if (place.isEmpty() || from.isEmpty()) {
      Small.text(context, 404, "没有这个人,或没有这个群。");
      return;
    }
    if (!from.get().epoch().equals(epoch)) {
      Small.reload(context);
      return;
    }
    var stream =
        new Stream(
            Vertx.currentContext(), context.response(), pages, transcript, place.get(), from.get());
    if (!streams.add(stream)) {
      Small.text(context, 503, "打开的页面太多了,请先关掉几个。");
      return;
    }
    context.response().closeHandler(closed -> streams.remove(stream));
    context.response().endHandler(ended -> streams.remove(stream));
    stream.open();
  }

  /** Who looks at what; the newcomer's place when nothing is asked for. */
  private Optional<Place> place(RoutingContext context) {
    var start = cast.start();
    var in = cast.room(context.request().getParam("in", start.in().id()));
    var usual = in.filter(Room::isPrivate).map(Room::person).orElse(start.as().name());
    var as = cast.person(context.request().getParam("as", usual));
    return as.flatMap(person -> in.map(room -> new Place(person, room)));
  }

  private Optional<Place> place(String as, String in) {
    return cast.person(as).flatMap(person -> cast.room(in).map(room -> new Place(person, room)));
  }

  // --- speaking ---------------------------------------------------------------------------------

  private void say(RoutingContext context) {
    var text = Optional.ofNullable(field(context, "text")).orElse("").strip();
    var photo = Optional.ofNullable(field(context, "upload")).filter(id -> !id.isEmpty());
    var sent = photo.or(() -> Optional.ofNullable(field(context, "photo")));
    sent = sent.filter(id -> photos.find(id).isPresent());
    if (text.isEmpty() && sent.isEmpty()) {
      Small.text(context, 422, "先写一句话,或附一张照片。");
      return;
    }
    if (text.codePointCount(0, text.length()) > Talk.LONGEST) {
      Small.text(context, 422, "太长了:一条最多 " + Talk.LONGEST + " 字。");
      return;
    }
    var place = speaker(context);
    if (place.isPresent()) {
      var words = field(context, "mention") == null ? text : mention(text);
      var replyTo = uuid(field(context, "replyTo")).orElse(null);
      answer(context, talk.say(place.get(), words, replyTo, sent.orElse(null)));
    }
  }

  /** Something chosen on this machine, before it is sent. */
  private void upload(RoutingContext context) {
    var sent = context.body().buffer();
    if (sent == null || sent.length() == 0) {
      Small.text(context, 422, "这个文件是空的。");
      return;
    }
    Small.text(context, 200, photos.add(sent.getBytes()));
  }

  private static String mention(String text) {
    return text.contains("@小邻") ? text : "@小邻 " + text;
  }

  private void press(RoutingContext context) {
    var place = speaker(context);
    if (place.isEmpty()) {
      return;
    }
    var key = Optional.ofNullable(field(context, "key")).orElse("");
    var pressed =
        uuid(field(context, "replyTo")).flatMap(message -> talk.press(place.get(), message, key));
    if (pressed.isEmpty()) {
      Small.text(context, 422, "这个按钮已经不在了。");
      return;
    }
    answer(context, pressed.get());
  }

  /** Who speaks where; answers itself when that cannot be. */
  private Optional<Place> speaker(RoutingContext context) {
    var place =
        place(String.valueOf(field(context, "as")), String.valueOf(field(context, "in")))
            .filter(Place::isPossible);
    if (place.isEmpty()) {
      Small.text(context, 422, "没有这个人,或他不在这个群里。");
    } else if (!talk.hasBegun()) {
      Small.text(context, 503, "服务还在启动,请稍等再发。");
      return Optional.empty();
    }
    return place;
  }

  private static void answer(RoutingContext context, Future<?> delivered) {
    delivered
        .onSuccess(taken -> Small.done(context))
        .onFailure(notTaken -> Small.text(context, 503, "没有送到,请稍后再发一次。"));
  }

  // --- the clock --------------------------------------------------------------------------------

  private void clock(RoutingContext context) {
    var step = step(String.valueOf(field(context, "by")));
    if (step.isEmpty()) {
      Small.text(context, 422, "时间只能按给出的几步往前拨。");
      return;
    }
    time.advance(step.get());
    streams.wake();
    Small.done(context);
  }

  private Optional<Duration> step(String by) {
    return switch (by) {
      case "5m" -> Optional.of(Duration.ofMinutes(5));
      case "30m" -> Optional.of(Duration.ofMinutes(30));
      case "1h" -> Optional.of(Duration.ofHours(1));
      case "morning" -> Optional.of(untilMorning());
      case "3d" -> Optional.of(Duration.ofDays(3));
      default -> Optional.empty();
    };
  }

  private Duration untilMorning() {
    var now = ChinaTime.zoned(time.now());
    return Duration.between(now, now.plusDays(1).with(MORNING));
  }

  private static String field(RoutingContext context, String name) {
    return context.request().getFormAttribute(name);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return text == null || text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
