package linli.bot.cases;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import linli.bot.cases.Case.State;
import linli.bot.estates.Estate;
import linli.bot.media.Attachment;
import linli.bot.media.CaseMedia;
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
  public static final Duration REOPEN_WITHIN = Duration.ofDays(15);

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseJournal journal;
  private final ContactPhones phones;
  private final CaseMedia media;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Pausing pausing;
  private final Questions questions;
  private final Routing routing;
  private final CaseAgenda agenda;
  private final Catalogue catalogue;
  private final StaffMoves staff;
  private final ReporterMoves reporters;

  CaseService(
      CaseRepository cases,
      CaseMoves moves,
      CaseJournal journal,
      ContactPhones phones,
      CaseMedia media,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Pausing pausing,
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
    this.pausing = pausing;
    this.questions = questions;
    this.routing = routing;
    this.agenda = agenda;
    this.catalogue = catalogue;
    this.staff = new StaffMoves(cases, moves, journal, media, clocks, notices, machine, catalogue);
    this.reporters =
        new ReporterMoves(moves, journal, clocks, notices, machine, questions, catalogue);
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
            || wanted.hazard() == null && report.asksToBeAnonymous();
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
  public static boolean isAboutProperty(String issueType, String nature) {
    return switch (issueType) {
      case "service_quality" -> !"表扬".equals(nature);
      case "property_fee" -> "投诉".equals(nature) || "举报".equals(nature);
      default -> false;
    };
  }

  /** Hands the task out; at night what can wait waits for the morning. */
  void dispatch(Transaction tx, Estate estate, Case opened, Instant now) {
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
      var hidden = saysNoWord(report) || hides(tx, estate, open, report.speaker());
      var words = hidden ? "" : ":" + Summary.of(report.publicText());
      notices.hazardAgain(tx, estate, open, reporters(tx, open).size(), words);
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
    pausing.heardFrom(tx, estate, open, report.speaker(), report.at());
    var hidden = hides(tx, estate, open, report.speaker());
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

  /** Whether the party must not learn who this is: of the whole case, or of this reporter. */
  private boolean hides(Transaction tx, Estate estate, Case about, Speaker by) {
    return CaseWords.hidesReporter(estate, about)
        || !CaseDisclosure.isCommunity(estate, about.partyId()) && journal.isHidden(tx, about, by);
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
    return staff.accept(tx, estate, no, by, now);
  }

  /** 到场. */
  public MoveResult arrive(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return staff.arrive(tx, estate, no, by, now);
  }

  /** 到岗: anybody of the duty chain answers for a danger. */
  public MoveResult acknowledge(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return staff.acknowledge(tx, estate, no, by, now);
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
    return staff.done(tx, estate, no, by, text, evidence, now);
  }

  private void attach(Transaction tx, Case to, Stage stage, Report from) {
    media.attach(tx, to.id(), stage, from.media(), from.sent(to.estateId()));
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
    return reporters.confirm(tx, about, by, now);
  }

  /**
   * 没好: it stays open; the second time it goes up to the community, the third time that decides.
   */
  public MoveResult notSolved(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    return reporters.notSolved(tx, estate, about, by, now);
  }

  /** 撤销: the only reporter takes it back; with others in it only the one leaves. */
  public MoveResult withdraw(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    return reporters.withdraw(tx, estate, about, by, now);
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
    if (!hides(tx, estate, open, by)) {
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
  public Details details(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    var hidden = hidesReporter(about, by);
    var numbers = hidden ? List.<String>of() : phones.of(tx, about, Casework.isCommunity(by));
    var fields = numbers.isEmpty() ? "home,text" : "home,text,phone";
    CaseJournal.audit(tx, about, Actor.staff(by, about.partyId()), fields, "详情", now);
    return new Details(
        hidden ? List.of() : CaseJournal.contacts(tx, about, Casework.isCommunity(by)),
        answersFor(estate, by, about)
            ? numbers
            : numbers.stream().map(ContactPhones::masked).toList());
  }

  /** Who reported it is known to the community only, when they asked for that. */
  public static boolean hidesReporter(Case about, Speaker by) {
    return about.anonymous() && !Casework.isCommunity(by);
  }

  public boolean mayReadDetails(Estate estate, Speaker by, Case about) {
    return answersFor(estate, by, about) || Casework.isCommunity(by);
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
    return isAmong(reporters(tx, about), speaker);
  }

  static boolean isAmong(List<Reporter> reporters, Speaker speaker) {
    return reporters.stream().anyMatch(reporter -> isSame(reporter, speaker));
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

  /** As {@link #ofSpeaker}, of what they said something about since then. */
  public List<Case> latelyOfSpeaker(
      Transaction tx, Estate estate, Speaker speaker, Instant now, Instant since) {
    var closedSince = now.minus(REOPEN_WITHIN);
    return cases.ofAccount(
        tx, estate.id(), speaker.channel(), speaker.accountId(), closedSince, since);
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

  /** What the party has in hand, the youngest first. */
  public List<Case> inHand(Transaction tx, Estate estate, String partyId) {
    return cases.latestOfParty(tx, estate.id(), partyId);
  }

  /** All dangers that are not over, the youngest first. */
  public List<Case> openHazards(Transaction tx, Estate estate) {
    return cases.openHazards(tx, estate.id());
  }

  public Optional<Case> openHazard(Transaction tx, Estate estate, String hazard, String building) {
    return cases.openHazard(tx, estate.id(), hazard, building);
  }

  public List<Case> openOfType(Transaction tx, Estate estate, IssueType type, String building) {
    return cases.openOfType(tx, estate.id(), type.id(), building);
  }
}
