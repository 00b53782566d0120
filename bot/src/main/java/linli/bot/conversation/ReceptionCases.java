package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import linli.bot.cases.Case;
import linli.bot.cases.Cases;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.receptions.Entry;
import linli.bot.receptions.Entry.Outcome;
import linli.bot.receptions.Reception;
import linli.bot.receptions.ReceptionService;
import linli.bot.receptions.Result;
import linli.bot.residents.Speaker;
import linli.bot.residents.Speakers;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;
import linli.nlp.PersonalData;
import linli.nlp.Understander;
import linli.nlp.Understanding.Issue;

/** 转办: what somebody said at a reception becomes a case of that person. */
final class ReceptionCases {

  private final ReceptionService receptions;
  private final Cases cases;
  private final PlaceResolver places;
  private final Speakers speakers;
  private final Understander understander;
  private final Catalogue catalogue;

  ReceptionCases(
      ReceptionService receptions,
      Cases cases,
      PlaceResolver places,
      Speakers speakers,
      Understander understander,
      Catalogue catalogue) {
    this.receptions = receptions;
    this.cases = cases;
    this.places = places;
    this.speakers = speakers;
    this.understander = understander;
    this.catalogue = catalogue;
  }

  /** The type that the words name; null for words that name none, and for no words. */
  String issueType(String words) {
    return words == null
        ? null
        : named(words).orElseGet(() -> issue(words).map(Issue::type).orElse(null));
  }

  private Optional<String> named(String words) {
    return catalogue.issueTypes().stream()
        .filter(type -> type.id().equals(words) || type.name().equals(words))
        .map(IssueType::id)
        .findFirst();
  }

  private Optional<Issue> issue(String words) {
    return understander.understandAddressed(words).issues().stream()
        .filter(issue -> !issue.type().equals("other"))
        .findFirst();
  }

  /**
   * Opens the case; its deadlines count from the hand-over, those of something urgent from now.
   *
   * @param matter what is said only now, or null
   * @param type the name of a type, words that tell it, or null
   * @return empty when nobody has said what it is about
   */
  Optional<Case> open(Turn turn, Reception about, Entry entry, String matter, String type) {
    var words = matter != null ? matter : entry.matter() != null ? entry.matter() : type;
    if (words == null) {
      return Optional.empty();
    }
    var person = person(turn, entry);
    var wanted = wanted(turn, person, entry, words, type);
    var from = wanted.urgency().equals("P1") ? turn.now() : receptions.handOver(about);
    var opened =
        cases
            .service()
            .openFrom(
                turn.tx(), turn.estate(), wanted, report(turn, person, words), turn.now(), from);
    receptions.record(
        turn.tx(),
        entry,
        new Result(Outcome.CASE, null, matter, opened.id(), null),
        turn.speaker().personId(),
        turn.now());
    receptions.tellCase(turn.tx(), entry, opened.no(), ChinaTime.deadline(from, turn.now()));
    return Optional.of(opened);
  }

  private Speaker person(Turn turn, Entry entry) {
    if (entry.hasAccount()) {
      return speakers.find(turn.tx(), turn.estate(), entry.channel(), entry.accountId());
    }
    var account = "reception:" + entry.receptionId() + ":" + entry.number();
    return new Speaker(
        Speech.NO_CHAT, account, null, List.of(), List.of(), "private:" + account, null, false);
  }

  private NewCase wanted(Turn turn, Speaker person, Entry entry, String words, String type) {
    var issue = issue(words);
    var id =
        Optional.ofNullable(issueType(type))
            .or(() -> Optional.ofNullable(entry.issueType()))
            .or(() -> issue.map(Issue::type))
            .orElse("other");
    var site = issue.map(Issue::site).orElse(null);
    var said =
        new Turn(
            turn.tx(),
            turn.estate(),
            turn.received(),
            person,
            null,
            words,
            true,
            null,
            turn.full(),
            turn.discreet(),
            turn.now());
    var place = places.resolve(said, issue.map(Issue::place).orElse(null), id, site).place();
    var urgent = issue.map(Issue::urgency).filter("P1"::equals).isPresent();
    var nature = issue.map(Issue::nature).orElse(catalogue.issueType(id).nature());
    var wanted = new NewCase(id, nature, urgent ? "P1" : "P2", null, site, place, null, null, null);
    return entry.anonymous() ? wanted.anonymously() : wanted;
  }

  private static Report report(Turn turn, Speaker person, String words) {
    return new Report(
        Report.Kind.REPORT,
        person,
        person.privateConversation(),
        false,
        turn.received().key(),
        0,
        PersonalData.mask(words),
        words,
        List.of(),
        turn.now());
  }
}
