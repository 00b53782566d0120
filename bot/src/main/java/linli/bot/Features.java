package linli.bot;

import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.bot.access.KeptAnswers;
import linli.bot.cases.CaseRecords;
import linli.bot.cases.Cases;
import linli.bot.city.CityWatch;
import linli.bot.conversation.Conversation;
import linli.bot.conversation.Talk;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.estates.Estates;
import linli.bot.filings.Filings;
import linli.bot.filings.Matters;
import linli.bot.hazards.HazardAdvice;
import linli.bot.hazards.IngressWatch;
import linli.bot.hotline.OrderImport;
import linli.bot.hotline.OrderStates;
import linli.bot.http.api.Api;
import linli.bot.http.open311.Open311;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.knowledge.WrittenAnswers;
import linli.bot.meetings.Meetings;
import linli.bot.outbox.Outbox;
import linli.bot.privacy.ErasureService;
import linli.bot.questions.Questions;
import linli.bot.reach.ChannelReport;
import linli.bot.reach.Undelivered;
import linli.bot.receptions.ReceptionPlanner;
import linli.bot.receptions.Receptions;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.bot.store.EstateLock;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import linli.bot.votes.VoteFeature;
import linli.bot.whistles.WhistleRules;
import linli.bot.whistles.Whistles;
import linli.nlp.Catalogue;
import linli.nlp.HazardGate;
import linli.nlp.Models;
import linli.nlp.Understander;
import linli.schedules.CurrentCalendar;
import linli.schedules.WorkCalendar;

/** What the service does with a message, put together by hand: everything behind the inbox. */
public final class Features {

  /** What is loaded once for all services of a process: models, texts, calendar. */
  public record Knowledge(
      Understander understander,
      HazardGate gate,
      Catalogue catalogue,
      Texts texts,
      Supplier<WorkCalendar> calendar,
      WhistleRules whistleRules) {
    public static Knowledge load() {
      return load(CurrentCalendar.shipped());
    }

    public static Knowledge load(Supplier<WorkCalendar> calendar) {
      return load(calendar, WhistleRules.shipped(), Models.shipped());
    }

    public static Knowledge load(
        Supplier<WorkCalendar> calendar, WhistleRules whistleRules, Models models) {
      return new Knowledge(
          Understander.load(models),
          HazardGate.load(models),
          Catalogue.load(),
          Texts.load(),
          calendar,
          whistleRules);
    }
  }

  private final Estates estates = new Estates();
  private final WrittenAnswers written = new WrittenAnswers();
  private final Conversation conversation;
  private final ReceptionPlanner receptionPlanner;
  private final ChannelReport channelReport;
  private final IngressWatch watch;
  private final Api.Parts apiParts;
  private final EventEstates eventEstates;
  private final Clock clock;
  private final Function<Wiring, CityWatch> cityWatch;

  /**
   * @param estateOfChannel name of the estate that a channel's unassigned conversations belong to
   */
  public Features(
      Knowledge knowledge,
      Outbox outbox,
      DueWork due,
      Map<String, String> estateOfChannel,
      boolean pager,
      Clock clock) {
    this.clock = clock;
    this.eventEstates = new EventEstates(estates, estateOfChannel);
    var speech = new Speech(outbox, clock);
    var texts = knowledge.texts().with(id -> estates.byId(id).texts());
    var questions = new Questions(due);
    var cases =
        Cases.create(
            knowledge.catalogue(),
            knowledge.calendar(),
            estates,
            questions,
            outbox,
            speech,
            texts,
            due,
            pager ? "pager" : null,
            clock);
    var receptions =
        Receptions.create(
            knowledge.catalogue(),
            knowledge.calendar(),
            estates,
            cases,
            questions,
            speech,
            texts,
            due,
            clock);
    receptionPlanner = receptions.planner();
    channelReport = new ChannelReport(outbox.channels(), outbox.states(), texts);
    new Undelivered(outbox.channels(), outbox.replies(), estates, questions, speech, texts)
        .register(due);
    var votes =
        VoteFeature.create(estates, questions, speech, texts, due, new SecureRandom(), clock);
    var whistles =
        Whistles.create(
            knowledge.whistleRules(),
            knowledge.calendar(),
            estates,
            cases,
            speech,
            texts,
            due,
            clock);
    cityWatch =
        wiring ->
            new CityWatch(
                wiring.database().pool(),
                wiring.transactions(),
                wiring.configuredChannels(),
                wiring.callbacks(),
                estates,
                cases,
                whistles,
                speech,
                texts,
                clock);
    var meetings =
        Meetings.create(
            knowledge.catalogue(),
            knowledge.calendar(),
            estates,
            cases,
            whistles,
            speech,
            texts,
            due,
            clock);
    var privacy = new ErasureService(cases.service(), estates, speech, texts, due, clock);
    conversation =
        Talk.create(
            estates,
            cases,
            receptions,
            written,
            votes,
            whistles,
            meetings,
            privacy,
            questions,
            outbox,
            speech,
            texts,
            due,
            knowledge.catalogue(),
            knowledge.understander(),
            channelReport);
    apiParts =
        new Api.Parts(
            estates,
            cases,
            meetings,
            votes,
            texts,
            knowledge.catalogue(),
            knowledge.understander(),
            new KeptAnswers(due));
    watch =
        new IngressWatch(
            knowledge.gate(), new HazardAdvice(knowledge.texts()), estates, eventEstates::inMemory);
  }

  /** Puts the demo estate into an empty database; changes nothing when it is there. */
  public void importEstate(Transactions transactions, EstateFile file, String channel) {
    transactions.run(
        tx -> {
          EstateLock.take(tx, file.id());
          EstateImport.run(tx, file, channel, clock.instant());
          receptionPlanner.begin(tx, file.id());
          return null;
        });
  }

  /** Reads the estates again when somebody changed them, on whichever node. */
  public void refreshEstates(Pool pool) {
    estates.refresh(pool);
  }

  /** Reads the estates again, and stores what is shipped for all of them. */
  public void loadEstates(Pool pool) {
    written.ship(pool);
    estates.load(pool);
  }

  /** The features as the way of a message needs them. */
  public Domain domain(Consumer<Router> routes) {
    return new Domain(
        conversation,
        this::estatesOf,
        watch,
        this::wantsMedia,
        conversation.wantsOpinion(),
        routes,
        Map.of(
            "models",
            () -> true,
            "estates",
            () -> !estates.all().isEmpty(),
            "numbers",
            this::numbersKnown));
  }

  /** Without a number to dial an advice is half an advice. */
  private boolean numbersKnown() {
    return estates.all().stream()
        .allMatch(
            estate ->
                estate.numbers().containsKey("gas")
                    && estate.numbers().containsKey("property_duty"));
  }

  /** What other systems may ask for, over these features. */
  public Api api(Wiring wiring) {
    return Api.over(
        wiring.database().pool(),
        wiring.transactions(),
        wiring.apiToken(),
        apiParts,
        wiring.jobs(),
        wiring.blobs(),
        channelReport,
        wiring.clock());
  }

  /** What systems of a city may read and file, over these features. */
  public Open311 open311(Wiring wiring) {
    return Open311.over(
        wiring.database().pool(),
        wiring.transactions(),
        wiring.apiToken(),
        new Open311.Parts(
            apiParts.estates(),
            apiParts.cases(),
            apiParts.texts(),
            apiParts.catalogue(),
            apiParts.understander(),
            apiParts.answers()),
        wiring.intake(),
        wiring.config().open311Public(),
        wiring.clock());
  }

  /** The hotline's orders: in, and where they stand. */
  record HotlineOrders(OrderImport imports, OrderStates states) {}

  HotlineOrders hotlineOrders(Wiring wiring) {
    var cases = apiParts.cases().service();
    var filings = new Filings(cases, new CaseRecords(wiring.database().pool()));
    var matters = new Matters(apiParts.catalogue(), apiParts.understander());
    return new HotlineOrders(
        new OrderImport(apiParts.catalogue(), matters, filings, cases),
        new OrderStates(cases, apiParts.cases().words()));
  }

  /** Who follows cases at the platforms of cities. */
  public CityWatch cityWatch(Wiring wiring) {
    return cityWatch.apply(wiring);
  }

  public Estates estates() {
    return estates;
  }

  public Conversation conversation() {
    return conversation;
  }

  public IngressWatch watch() {
    return watch;
  }

  /** Which estates the events belong to. */
  public List<Optional<String>> estatesOf(Transaction tx, List<ReceivedEvent> events) {
    return eventEstates.estatesOf(tx, events);
  }

  /**
   * In a group what comes without words and is not meant for the bot is neighbours' business; staff
   * send the picture first and the words after it.
   */
  public boolean wantsMedia(String channel, InboundEvent event) {
    var group = estates.group(channel, event.conversation().id());
    return event.kind() == Kind.MESSAGE
        && (event.conversation().type() == Type.PRIVATE
            || event.mentioned()
            || event.replyTo() != null
            || event.text() != null && !event.text().isBlank()
            || group.filter(ChatGroup::isStaff).isPresent());
  }
}
