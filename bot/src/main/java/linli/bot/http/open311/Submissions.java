package linli.bot.http.open311;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import linli.adapters.InboundEvent.Media;
import linli.bot.access.KeptAnswers;
import linli.bot.access.KeptAnswers.Request;
import linli.bot.estates.Estate;
import linli.bot.filings.Filings;
import linli.bot.media.Attachment;
import linli.bot.media.Intake;
import linli.bot.speech.Texts;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** Filing a case. The same form again within a minute, or with the same key, files nothing more. */
final class Submissions {

  /** GeoReport v2 has no key of repetitions: who sends the same so soon sends it again. */
  private static final Duration SAME_FORM = Duration.ofSeconds(60);

  private static final String KEY = "Idempotency-Key";
  private static final Duration PICTURE = Duration.ofSeconds(8);

  /** Fields that say who sends, not what: another secret files the same. */
  private static final Set<String> NOT_CONTENT = Set.of("api_key", "jurisdiction_id");

  private final Door door;
  private final Forms forms;
  private final Filings filings;
  private final KeptAnswers answers;
  private final Transactions transactions;
  private final Intake intake;
  private final Texts texts;
  private final Clock clock;

  Submissions(
      Door door,
      Forms forms,
      Filings filings,
      KeptAnswers answers,
      Transactions transactions,
      Intake intake,
      Texts texts,
      Clock clock) {
    this.door = door;
    this.forms = forms;
    this.filings = filings;
    this.answers = answers;
    this.transactions = transactions;
    this.intake = intake;
    this.texts = texts;
    this.clock = clock;
  }

  Document file(RoutingContext context) {
    var type = context.request().getHeader("Content-Type");
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      throw new Refused(400, "the form is not application/x-www-form-urlencoded");
    }
    var caller = door.writer(context);
    var estate = door.estate(context, caller);
    var form = forms.read(context, estate);
    var request = request(context, estate, caller.name());
    var once = request.key().startsWith("form:") ? SAME_FORM : KeptAnswers.KEPT;
    var pictures = pictures(form.mediaUrl());
    var id =
        transactions.run(
            tx -> {
              EstateLock.take(tx, estate.id());
              return once(tx, estate, request, form, pictures, once);
            });
    return answer(estate, id, pictures);
  }

  /** The number of the case. */
  private String once(
      Transaction tx,
      Estate estate,
      Request request,
      Forms.Form form,
      List<Attachment> pictures,
      Duration once) {
    var now = clock.instant();
    var before = answers.findSince(tx, request, now.minus(once));
    if (before.isPresent()) {
      if (!before.get().sameBody()) {
        throw new Refused(400, KEY + " was used for another form before");
      }
      return before.get().answer().replace("\"", "");
    }
    var filed = filings.file(tx, estate, form.filing(request.token(), pictures), now);
    var id = Requests.id(filed.about());
    answers.keep(tx, request, 200, JsonNodeFactory.instance.textNode(id).toString(), now);
    return id;
  }

  private static Request request(RoutingContext context, Estate estate, String token) {
    var content = content(context);
    var key = context.request().getHeader(KEY);
    if (key != null && !key.matches("[!-~]{1,200}")) {
      throw new Refused(400, KEY + " is not 1 to 200 printable ASCII characters");
    }
    return new Request(estate.id(), token, key == null ? "form:" + content : "key:" + key, content);
  }

  /** Everything in the form, the same in whichever order it was sent. */
  private static String content(RoutingContext context) {
    Map<String, List<String>> fields = new TreeMap<>();
    var sent = context.request().formAttributes();
    sent.names().stream()
        .filter(name -> !NOT_CONTENT.contains(name))
        .forEach(name -> fields.put(name, sent.getAll(name)));
    return fields.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("\n"));
  }

  /** Before the estate is locked: it takes seconds. What is not got is left out. */
  private List<Attachment> pictures(String mediaUrl) {
    return mediaUrl == null ? List.of() : intake.take(List.of(Media.image(mediaUrl)), PICTURE);
  }

  private Document answer(Estate estate, String id, List<Attachment> pictures) {
    var list = JsonNodeFactory.instance.arrayNode();
    var missing = pictures.stream().anyMatch(picture -> !picture.isKept());
    list.addObject()
        .put("service_request_id", id)
        .put(
            "service_notice", missing ? texts.of(estate.id()).say("open311.photo-not-taken") : null)
        .putNull("account_id");
    return new Document("service_requests", list);
  }
}
