package linli.bot.cases;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.cases.Case.State;
import linli.bot.cases.MoveResult.CommunityDecides;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsPhoto;
import linli.bot.cases.MoveResult.NeedsText;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.OwnMatter;
import linli.bot.cases.MoveResult.TooLate;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.media.Attachment;
import linli.bot.media.CaseMedia;
import linli.bot.media.CaseMedia.Photo;
import linli.bot.media.CaseMedia.Stage;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.residents.Speaker;
import linli.bot.routing.Routing;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;
import linli.schedules.QuietHours;

/** What can be done with cases. Every method works inside the caller's transaction. */
public final class CaseService {

  /** How long after closing the same case can be taken up again (decisions 4). */
  static final Duration REOPEN_WITHIN = Duration.ofDays(15);

  private static final int MOST_REOPENINGS = 2;

  private static final Pattern ANONYMOUS = Pattern.compile("(?<!不|不用|不要|不必|不需要|无需|不想|不是)匿名");

  /** Words that say that something was done, but not what. */
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "已处理", "处理了", "已处理完", "处理完毕", "已解决", "解决了", "好了", "修好了", "完成", "已完成", "搞定", "ok", "OK",
          "已修", "已修好", "已办结", "办结", "弄好了");

  /** Behind what was done, where nobody but the platform can show the picture. */
  private static final String ONLY_ON_PLATFORM = "(照片只在聊天平台上)";

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseJournal journal;
  private final ContactPhones phones;
  private final CaseMedia media;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Casework casework;
  private final Questions questions;
  private final Routing routing;
  private final CaseAgenda agenda;
  private final Catalogue catalogue;

  CaseService(
      CaseRepository cases,
      CaseMoves moves,
      CaseJournal journal,
      ContactPhones phones,
      CaseMedia media,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Casework casework,
      Questions questions,
      Routing routing,
      CaseAgenda agenda,
      Catalogue catalogue) {
    this.cases = cases;
    this.moves = moves;
    this.journal = journal;
    this.phones = phones;
    this.media = media;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.casework = casework;
    this.questions = questions;
    this.routing = routing;
    this.agenda = agenda;
    this.catalogue = catalogue;
  }

  /** Opens a case, gives it to whoever is responsible and starts its clocks. */
  public Case open(Transaction tx, Estate estate, NewCase wanted, Report report, Instant now) {
    return openFrom(tx, estate, wanted, report, now, now);
  }

  /** As {@code open}; the task is handed out and its deadlines count from a later time on. */
  public Case openFrom(
      Transaction tx, Estate estate, NewCase wanted, Report report, Instant now, Instant from) {
    var type = catalogue.issueType(wanted.issueType());
    var aboutProperty = isAboutProperty(type.id(), wanted.nature());
    var byItsKind =
        aboutProperty
            || "举报".equals(wanted.nature())
            || wanted.hazard() == null && asksToBeAnonymous(report.rawText());
    var responsible =
        wanted.hazard() == null
            ? routing.responsible(estate, type.id(), wanted.site(), type.lead(), aboutProperty)
            : routing.onDuty(estate);
    var opened =
        cases.insert(
            tx,
            estate.id(),
            ChinaTime.date(now),
            wanted,
            Summary.of(report.publicText()),
            type.grade(),
            responsible,
            wanted.anonymous() || byItsKind,
            clocks.of(estate, type, wanted.urgency(), wanted.nature(), now, from));
    journal.firstReport(tx, opened, report);
    attach(tx, opened, Stage.BEFORE, report);
    journal.history(tx, opened, "open", null, Actor.resident(report.speaker()), null, now);
    if (wanted.anonymous() && !byItsKind) {
      var by = Actor.resident(report.speaker());
      journal.history(tx, opened, "anonymous", opened.state(), by, null, now);
    }
    clocks.start(tx, estate, opened, type, from);
    agenda.opened(tx, opened);
    if (from.isAfter(now)) {
      clocks.dispatchLater(tx, opened, from);
    } else {
      dispatch(tx, estate, opened, now);
    }
    return opened;
  }

  /** Opens what the program itself will end at a fixed time: no clock of it runs. */
  public Case openTicket(
      Transaction tx, Estate estate, NewCase wanted, Report report, Instant now) {
    var opened = open(tx, estate, wanted, report, now);
    clocks.stop(tx, opened);
    return opened;
  }

  /** The ticket is over: who asked for it is forgotten. Does nothing when staff ended it before. */
  public void closeErased(Transaction tx, Case ticket, Instant now) {
    if (machine.move(ticket.state(), "erased").isEmpty()) {
      return;
    }
    var closed = moves.close(tx, ticket, State.CLOSED, "ERASED", now);
    machine.verify(ticket.state(), "erased", closed.state());
    journal.history(tx, closed, "erased", ticket.state(), Actor.BOT, null, now);
    questions.drop(tx, ticket.estateId(), ticket.id(), now, Kind.values());
  }

  /** Whether it is a complaint about the property company, not one that it could answer itself. */
  static boolean isAboutProperty(String issueType, String nature) {
    return switch (issueType) {
      case "service_quality" -> !"表扬".equals(nature);
      case "property_fee" -> "投诉".equals(nature) || "举报".equals(nature);
      default -> false;
    };
  }

  /** 我要匿名投诉…, but not 不用匿名. */
  private static boolean asksToBeAnonymous(String said) {
    return said != null && ANONYMOUS.matcher(said).find();
  }

  private void dispatch(Transaction tx, Estate estate, Case opened, Instant now) {
    if (!opened.isUrgent() && QuietHours.contains(now)) {
      clocks.dispatchLater(tx, opened, now);
      return;
    }
    notices.dispatched(tx, estate, opened, now);
  }

  /** Adds a neighbour who has the same trouble; false when this event did so already. */
  public boolean join(Transaction tx, Case open, Report report) {
    var added = journal.report(tx, open.estateId(), open.id(), report);
    if (added) {
      attach(tx, open, Stage.BEFORE, report);
    }
    return added;
  }

  /** The danger is known: the neighbour joins, the duty hears how many they are. */
  public void joinHazard(Transaction tx, Estate estate, Case open, Report report) {
    if (join(tx, open, report)) {
      notices.hazardAgain(tx, estate, open, reporters(tx, open).size());
    }
  }

  /** The neighbour says that it is not the same matter. */
  public void leave(Transaction tx, Case joined, Speaker speaker) {
    journal.leave(tx, joined, speaker.channel(), speaker.accountId());
    media.leave(tx, joined.estateId(), joined.id(), speaker.channel(), speaker.accountId());
    phones.leave(tx, joined, speaker.channel(), speaker.accountId());
  }

  /** The reporter speaks for somebody without a phone, who agreed to it. */
  public void onBehalf(Transaction tx, Estate estate, Report report, CasePlace home) {
    journal.consented(tx, estate.id(), report, home);
  }

  /** The account left this home: what it was asked about cases of that home needs no answer. */
  public void moveOut(
      Transaction tx,
      String estateId,
      String channel,
      String accountId,
      CasePlace home,
      Instant now) {
    var left = journal.casesFromHome(tx, estateId, channel, accountId, home);
    questions.dropOf(tx, estateId, channel, accountId, left, now);
  }

  /** More facts from a reporter; the people working on it hear of them. */
  public void supplement(Transaction tx, Estate estate, Case open, Report report) {
    if (!journal.report(tx, open.estateId(), open.id(), report.as(Report.Kind.SUPPLEMENT))) {
      return;
    }
    attach(tx, open, Stage.BEFORE, report);
    casework.heardFrom(tx, estate, open, report.speaker(), report.at());
    var hidden = CaseWords.hidesReporter(estate, open);
    notices.tellParty(
        tx,
        estate,
        open,
        hidden ? "staff.supplement.anonymous" : "staff.supplement",
        "no",
        open.no(),
        "text",
        hidden || saysNoWord(report) ? "" : Summary.of(report.publicText()),
        "photos",
        cameWith(report));
  }

  private static boolean saysNoWord(Report report) {
    return report.publicText() == null || report.publicText().isBlank();
  }

  private static String cameWith(Report report) {
    if (report.media().stream().anyMatch(Attachment::isPhoto)) {
      return "(有图片)";
    }
    return report.media().stream().anyMatch(Attachment::isVoice) ? "(有语音)" : "";
  }

  /** The place became known or more exact. */
  public Case refine(
      Transaction tx, Estate estate, Case open, CasePlace place, Speaker by, Instant now) {
    var refined = moves.place(tx, open, place);
    journal.history(tx, refined, "refine", open.state(), Actor.resident(by), null, now);
    var known =
        CaseWords.hidesReporter(estate, refined)
            ? CasePlace.buildingName(place.building())
            : place.toUnit();
    notices.tellParty(tx, estate, refined, "staff.place", "no", refined.no(), "place", known);
    return refined;
  }

  /** 接单. */
  public MoveResult accept(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return staffMove(
        tx, estate, no, by, "accept", now, c -> moves.accept(tx, c, by.personId(), now));
  }

  /** 到场. */
  public MoveResult arrive(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return staffMove(
        tx, estate, no, by, "arrive", now, c -> moves.arrive(tx, c, by.personId(), now));
  }

  /** 到岗: anybody of the duty chain answers for a danger. */
  public MoveResult acknowledge(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    var found = find(tx, estate, no, now);
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    if (!by.isStaff()) {
      return new NotYours(found.get());
    }
    if (found.get().hazard() == null) {
      return new NotNow(found.get());
    }
    return moved(
        tx,
        found.get(),
        by,
        "acknowledge",
        null,
        now,
        c -> moves.arrive(tx, c, by.personId(), now));
  }

  /**
   * 办结: says what was done, with a picture where the damage is visible; then residents are asked.
   */
  public MoveResult done(
      Transaction tx,
      Estate estate,
      CaseNo no,
      Speaker by,
      String text,
      Report evidence,
      Instant now) {
    var found = find(tx, estate, no, now);
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    if (!answersFor(estate, by, open)) {
      return new NotYours(open);
    }
    if (machine.move(open.state(), "done").isEmpty()) {
      return new NotNow(open);
    }
    if (saysNothing(text)) {
      return new NeedsText(open);
    }
    var photo = needsPhoto(open) ? photo(tx, evidence, estate) : Photo.KEPT;
    if (photo == Photo.NONE) {
      return new NeedsPhoto(open);
    }
    var done = moves.done(tx, open, by.personId(), now, Summary.of(text));
    attach(tx, done, Stage.AFTER, evidence);
    journal.history(
        tx,
        done,
        "done",
        open.state(),
        Actor.staff(by, open.partyId()),
        photo == Photo.ELSEWHERE ? Summary.of(text) + ONLY_ON_PLATFORM : Summary.of(text),
        now);
    notices.askWhetherSolved(tx, estate, done, now);
    clocks.awaitConfirmation(tx, done, now);
    return new Moved(done);
  }

  private boolean needsPhoto(Case open) {
    return open.hazard() == null && catalogue.issueType(open.issueType()).doneEvidence();
  }

  /** The picture in the message, or sent right before it. */
  private Photo photo(Transaction tx, Report evidence, Estate estate) {
    if (evidence.media().stream().anyMatch(Attachment::isPhoto)) {
      return Photo.KEPT;
    }
    var before = media.loosePhoto(tx, evidence.sent(estate.id()));
    var elsewhere = evidence.media().stream().anyMatch(Attachment::isPhotoElsewhere);
    return before == Photo.NONE && elsewhere ? Photo.ELSEWHERE : before;
  }

  private void attach(Transaction tx, Case to, Stage stage, Report from) {
    media.attach(tx, to.id(), stage, from.media(), from.sent(to.estateId()));
  }

  private static boolean saysNothing(String text) {
    var bare = text.replaceAll("[\\s,。!!.,、]", "");
    return bare.length() < 2 || EMPTY_WORDS.contains(bare);
  }

  private MoveResult staffMove(
      Transaction tx,
      Estate estate,
      CaseNo no,
      Speaker by,
      String verb,
      Instant now,
      java.util.function.UnaryOperator<Case> move) {
    var found = find(tx, estate, no, now);
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    if (!answersFor(estate, by, found.get())) {
      return new NotYours(found.get());
    }
    return moved(tx, found.get(), by, verb, null, now, move);
  }

  private MoveResult moved(
      Transaction tx,
      Case open,
      Speaker by,
      String verb,
      String reason,
      Instant now,
      java.util.function.UnaryOperator<Case> move) {
    if (machine.move(open.state(), verb).isEmpty()) {
      return new NotNow(open);
    }
    var changed = move.apply(open);
    machine.verify(open.state(), verb, changed.state());
    journal.history(tx, changed, verb, open.state(), Actor.staff(by, open.partyId()), reason, now);
    return new Moved(changed);
  }

  /** Whether the speaker works for the party that has the case, or is 街道值守 for one without chat. */
  static boolean answersFor(Estate estate, Speaker by, Case about) {
    return works(by, about)
        || by.hasRole("street_duty") && !estate.parties().get(about.partyId()).reachable();
  }

  /** Whether the speaker works for the party that has the case. */
  static boolean works(Speaker by, Case about) {
    return by.roles().stream().anyMatch(r -> r.party().equals(about.partyId()));
  }

  /** 好了: the reporter says that it is solved. */
  public MoveResult confirm(Transaction tx, Case about, Speaker by, Instant now) {
    if (!isReporter(tx, about, by)) {
      return new NotYours(about);
    }
    if (about.state() == State.CLOSED) {
      return new Moved(about);
    }
    if (about.state() == State.DONE && isOwnWork(about, by)) {
      return new OwnMatter(about, "");
    }
    if (machine.move(about.state(), "confirm").isEmpty()) {
      return new NotNow(about);
    }
    var closed = moves.close(tx, about, State.CLOSED, "SOLVED", now);
    machine.verify(about.state(), "confirm", closed.state());
    journal.history(tx, closed, "confirm", about.state(), Actor.resident(by), null, now);
    clocks.forgetContact(tx, closed, now);
    questions.drop(tx, about.estateId(), about.id(), now, Kind.CLOSING, Kind.WHAT_IS_LEFT);
    return new Moved(closed);
  }

  /** Nobody closes what they reported done themselves (case_states, invariants). */
  private static boolean isOwnWork(Case done, Speaker by) {
    return done.handler() != null && done.handler().equals(by.personId());
  }

  /**
   * 没好: it stays open; the second time it goes up to the community, the third time that decides.
   */
  public MoveResult notSolved(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    if (!isReporter(tx, about, by)) {
      return new NotYours(about);
    }
    if (about.closedAt() != null && about.closedAt().isBefore(now.minus(REOPEN_WITHIN))) {
      return new TooLate(about);
    }
    if (machine.move(about.state(), "not_solved").isEmpty()) {
      return new NotNow(about);
    }
    if (about.reopened() >= MOST_REOPENINGS) {
      questions.drop(tx, about.estateId(), about.id(), now, Kind.CLOSING);
      clocks.endClosing(tx, about);
      notices.tellRole(tx, estate, about, "secretary", "staff.decide", "no", about.no());
      return new CommunityDecides(about);
    }
    questions.drop(tx, about.estateId(), about.id(), now, Kind.CLOSING, Kind.SATISFACTION);
    var reopened = moves.reopen(tx, about, clocks.afterReopening(about, now));
    journal.history(tx, reopened, "not_solved", about.state(), Actor.resident(by), null, now);
    clocks.watchResolution(tx, reopened, now);
    if (reopened.reopened() < MOST_REOPENINGS) {
      notices.tellParty(tx, estate, reopened, "staff.reopened", "no", reopened.no());
      return new Moved(reopened);
    }
    return new Moved(toCommunity(tx, estate, reopened, now));
  }

  /** Second reopening: the community answers for it from now on. */
  private Case toCommunity(Transaction tx, Estate estate, Case reopened, Instant now) {
    notices.tellParty(tx, estate, reopened, "staff.goes-up", "no", reopened.no());
    var committee = estate.partyOfKind("committee").orElseThrow();
    var type = catalogue.issueType(reopened.issueType());
    var respondBy = clocks.of(estate, type, "P2", reopened.nature(), now).respondBy();
    var given =
        moves.reassign(tx, reopened, committee.id(), null, "社区级", respondBy, reopened.resolveBy());
    journal.handedOver(tx, reopened, given, "escalate", Actor.BOT, "second reopening", now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    return given;
  }

  /** 撤销: the only reporter takes it back; with others in it only the one leaves. */
  public MoveResult withdraw(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    if (machine.move(about.state(), "withdraw").isEmpty() || about.hazard() != null) {
      return new NotNow(about);
    }
    if (reporters(tx, about).size() > 1) {
      return new NotYours(about);
    }
    var withdrawn = moves.close(tx, about, State.WITHDRAWN, "WITHDRAWN", now);
    journal.history(tx, withdrawn, "withdraw", about.state(), Actor.resident(by), null, now);
    clocks.forgetContact(tx, withdrawn, now);
    questions.drop(tx, about.estateId(), about.id(), now, Kind.values());
    notices.tellParty(tx, estate, withdrawn, "staff.withdrawn", "no", withdrawn.no());
    return new Moved(withdrawn);
  }

  /** 不要再提醒: the reporter hears no more of this case but the question whether it is solved. */
  public void mute(Transaction tx, Case about, Speaker by, Instant now) {
    journal.mute(tx, about, by, now);
  }

  /** 恢复提醒: they hear of all their cases again. */
  public void unmute(Transaction tx, Estate estate, Speaker by) {
    journal.unmute(tx, estate.id(), by);
  }

  /** Satisfaction: 1 满意 2 一般 3 不满意, once a case. */
  public void rate(Transaction tx, Case closed, int value, Instant now) {
    journal.rate(tx, closed, value, now);
  }

  /** A reporter may be rung under this number; who handles the case hears that there is one. */
  public void leavePhone(
      Transaction tx, Estate estate, Case open, Speaker by, String phone, Instant now) {
    phones.keep(tx, open, by, phone, now);
    if (!CaseWords.hidesReporter(estate, open)) {
      var masked = ContactPhones.masked(phone);
      notices.tellParty(tx, estate, open, "staff.contact", "no", open.no(), "phone", masked);
    }
  }

  /**
   * What somebody may know of those who reported.
   *
   * @param phones whole for who handles the case, masked for others
   */
  public record Details(List<CaseJournal.Contact> contacts, List<String> phones) {
    @Override
    public String toString() {
      return "Details[]";
    }
  }

  /** 详情: what the handler needs to go there; the look is audited. */
  public Details details(Transaction tx, Case about, Speaker by, Instant now) {
    var hidden = hidesReporter(about, by);
    var numbers = hidden ? List.<String>of() : phones.of(tx, about, Casework.isCommunity(by));
    var fields = numbers.isEmpty() ? "home,text" : "home,text,phone";
    CaseJournal.audit(tx, about, Actor.staff(by, about.partyId()), fields, "详情", now);
    return new Details(
        hidden ? List.of() : CaseJournal.contacts(tx, about),
        works(by, about) ? numbers : numbers.stream().map(ContactPhones::masked).toList());
  }

  /** Who reported it is known to the community only, when they asked for that. */
  public static boolean hidesReporter(Case about, Speaker by) {
    return about.anonymous() && !Casework.isCommunity(by);
  }

  public boolean mayReadDetails(Speaker by, Case about) {
    return works(by, about) || by.hasRole("grid_worker") || by.hasRole("secretary");
  }

  public Optional<Case> find(Transaction tx, Estate estate, CaseNo no, Instant now) {
    return cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
  }

  public Optional<Case> find(Transaction tx, String estateId, long id) {
    return cases.find(tx, estateId, id);
  }

  /** Looks up together of which cases {@link #reporters} will be asked for. */
  public void prepareReporters(Transaction tx, List<Case> about) {
    about.stream()
        .collect(groupingBy(Case::estateId, mapping(Case::id, toList())))
        .forEach((estateId, ids) -> journal.prepareReporters(tx, estateId, ids));
  }

  public List<Reporter> reporters(Transaction tx, Case about) {
    return journal.reporters(tx, about.estateId(), about.id());
  }

  /** Whether this person reported or joined the case, with whichever account. */
  public boolean isReporter(Transaction tx, Case about, Speaker speaker) {
    return reporters(tx, about).stream().anyMatch(reporter -> isSame(reporter, speaker));
  }

  /** The same account, or another one of the same person. */
  private static boolean isSame(Reporter reporter, Speaker speaker) {
    return reporter.channel().equals(speaker.channel())
            && reporter.accountId().equals(speaker.accountId())
        || reporter.personId() != null && reporter.personId().equals(speaker.personId());
  }

  /** What the person reported or joined: open, or closed so recently that it can be reopened. */
  public List<Case> ofSpeaker(Transaction tx, Estate estate, Speaker speaker, Instant now) {
    return cases.ofAccount(
        tx, estate.id(), speaker.channel(), speaker.accountId(), now.minus(REOPEN_WITHIN));
  }

  /** What the account reported or joined since then, the oldest first. */
  public List<Case> reportedSince(
      Transaction tx, Estate estate, String channel, String accountId, Instant since) {
    return cases.reportedSince(tx, estate.id(), channel, accountId, since);
  }

  /** Some cases, and how many there are in all. */
  public record Counted(List<Case> some, int all) {}

  /** The first open cases announced in the group since then, without dangers; all are counted. */
  public Counted firstAnnounced(
      Transaction tx, Estate estate, String channel, String conversation, Instant since, int most) {
    return cases.firstAnnounced(tx, estate.id(), channel, conversation, since, most);
  }

  /** Open cases announced in the group since then, the youngest first. */
  public List<Case> announced(
      Transaction tx, Estate estate, String channel, String conversation, Instant since) {
    return cases.announced(tx, estate.id(), channel, conversation, since);
  }

  public List<Case> waitingFor(Transaction tx, Estate estate, String partyId) {
    return cases.ofParty(tx, estate.id(), partyId, State.ASSIGNED);
  }

  public Optional<Case> openHazard(Transaction tx, Estate estate, String hazard, String building) {
    return cases.openHazard(tx, estate.id(), hazard, building);
  }

  public List<Case> openOfType(Transaction tx, Estate estate, IssueType type, String building) {
    return cases.openOfType(tx, estate.id(), type.id(), building);
  }
}
