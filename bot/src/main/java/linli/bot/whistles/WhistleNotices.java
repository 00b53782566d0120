package linli.bot.whistles;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNotices;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseWords;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** Tells those who are called, who called them, and the reporters. */
final class WhistleNotices {

  /** Characters of a line in a group (decisions 2). */
  private static final int LONGEST_LINE = 90;

  private final CaseNotices notices;
  private final CaseWords words;
  private final Speech speech;
  private final Texts texts;

  WhistleNotices(CaseNotices notices, CaseWords words, Speech speech, Texts texts) {
    this.notices = notices;
    this.words = words;
    this.speech = speech;
    this.texts = texts;
  }

  /**
   * Calls the party in: a person, a group, a system of the city; staff dial where there is none.
   */
  void call(Transaction tx, Estate estate, Case about, Whistle blown, Instant now) {
    var party = estate.parties().get(blown.toParty());
    var bare = task(estate, about, blown, "", now);
    var room = LONGEST_LINE - bare.codePointCount(0, bare.length());
    speech.toParty(
        tx,
        estate,
        party,
        Line.of(task(estate, about, blown, shortened(blown.reason(), room), now))
            .about(about.no())
            .with(new Button("接 " + about.no(), "接"), new Button("退 " + about.no(), "退")));
    if (!party.reachable() && !party.phones().isEmpty()) {
      var text =
          texts
              .of(estate.id())
              .say(
                  "whistle.dial",
                  "no",
                  about.no(),
                  "party",
                  party.name(),
                  "phones",
                  String.join("、", party.phones()));
      speech.toParty(tx, estate, party, Line.of(text).about(about.no()));
    }
  }

  private String task(Estate estate, Case about, Whistle blown, String reason, Instant now) {
    return texts
        .of(estate.id())
        .say(
            blown.decided() ? "whistle.task.final" : "whistle.task",
            "no",
            about.no(),
            "type",
            words.type(about),
            "place",
            place(about),
            "from",
            from(estate, blown),
            "party",
            estate.parties().get(blown.toParty()).name(),
            "reason",
            reason,
            "respond",
            ChinaTime.deadline(blown.respondBy(), now),
            "arrive",
            ChinaTime.deadline(blown.arriveBy(), now));
  }

  private static String shortened(String reason, int room) {
    if (reason == null || room < 4) {
      return "";
    }
    var length = reason.codePointCount(0, reason.length());
    return ":"
        + (length < room
            ? reason
            : reason.substring(0, reason.offsetByCodePoints(0, room - 2)) + "…");
  }

  /** Building and unit; of an anonymous matter the building: others than the community read it. */
  private static String place(Case about) {
    if (!about.place().isKnown()) {
      return about.place().toUnitOr("本小区");
    }
    return about.anonymous()
        ? CasePlace.buildingName(about.place().building())
        : about.place().toUnit();
  }

  private String from(Estate estate, Whistle blown) {
    if (blown.fromParty() == null) {
      return texts.of(estate.id()).say("whistle.from.resident");
    }
    var name = estate.parties().get(blown.fromParty()).name();
    return blown.climbed() ? texts.of(estate.id()).say("whistle.from.below", "party", name) : name;
  }

  /** One line to each reporter. */
  void tellReporters(Transaction tx, Case about, String key, Object... gaps) {
    notices.tellReporters(tx, about, key, gaps);
  }

  /** The one who called, when that is somebody of staff. */
  void tellBlower(
      Transaction tx, Estate estate, Case about, Whistle blown, String key, Object... gaps) {
    estate.rolesOf(blown.blownBy()).stream()
        .findFirst()
        .ifPresent(
            staff ->
                speech.toStaff(
                    tx,
                    estate,
                    staff,
                    Line.of(texts.of(estate.id()).say(key, gaps)).about(about.no())));
  }

  void tellParty(
      Transaction tx, Estate estate, Case about, Party party, String key, Object... gaps) {
    speech.toParty(
        tx, estate, party, Line.of(texts.of(estate.id()).say(key, gaps)).about(about.no()));
  }

  /** The community has to decide between these parties. */
  void askJudges(
      Transaction tx, Estate estate, Case about, Set<String> parties, String key, Object... gaps) {
    notices.tellJudges(tx, estate, about, parties, key, gaps);
  }

  /** The secretary on duty, unless that is who called. */
  void tellSecretary(
      Transaction tx, Estate estate, Case about, Long caller, String key, Object... gaps) {
    var present = estate.onDutyOrAbove("secretary", ChinaTime.zoned(speech.now()));
    if (present.isEmpty() || caller == null || present.getFirst().personId() != caller) {
      notices.tellRole(tx, estate, about, "secretary", key, gaps);
    }
  }

  static String names(List<Party> parties) {
    return parties.stream().map(Party::name).collect(Collectors.joining("、"));
  }
}
