package linli.bot.cases;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import linli.bot.cases.CaseCards.Card;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Texts;
import linli.nlp.Catalogue;

/** How a case is spoken of, to neighbours, to staff and to its reporter. */
public final class CaseWords {

  /** Below this a building would point at a household (domain-rules 5.2). */
  private static final int SMALLEST_NAMED_BUILDING = 8;

  static final Set<String> PERSONAL_HAZARDS =
      Set.of("medical", "person_down", "fall_risk", "missing_person");

  private final Catalogue catalogue;
  private final Texts texts;

  public CaseWords(Catalogue catalogue, Texts texts) {
    this.catalogue = catalogue;
    this.texts = texts;
  }

  /** 电梯故障; the hazard's name for a danger. */
  public String type(Case about) {
    if (about.hazard() != null) {
      return catalogue.hazard(about.hazard()).name();
    }
    return catalogue.issueType(about.issueType()).name();
  }

  /** Whether it is about somebody's home, not about common parts. */
  public boolean isAboutHome(Case about) {
    return about.place().room() != null
        || "户内".equals(about.site())
        || catalogue.issueType(about.issueType()).duplicateScope().equals("户");
  }

  /** The place as a group of neighbours may hear it. */
  public String publicPlace(Estate estate, Case about) {
    if (!isAboutHome(about)) {
      return about.place().toUnitOr("本小区");
    }
    var large =
        estate
            .building(about.place().building())
            .filter(b -> b.households() >= SMALLEST_NAMED_BUILDING)
            .isPresent();
    if (!large || about.issueType().equals("neighbor_dispute")) {
      return "本小区";
    }
    return CasePlace.buildingName(about.place().building());
  }

  /** Whether the party that has the case must not learn who reported it (decisions 8). */
  public static boolean hidesReporter(Estate estate, Case about) {
    return about.anonymous() && !isCommunity(estate, about.partyId());
  }

  private static boolean isCommunity(Estate estate, String partyId) {
    var kind = estate.parties().get(partyId).kind();
    return kind.equals("committee") || kind.equals("street");
  }

  /** The place as the party hears it: rooms stay in the details, of anonymous ones units, too. */
  public String staffPlace(Estate estate, Case about) {
    if (!about.place().isKnown()) {
      return about.place().toUnitOr("地点待补充");
    }
    if (hidesReporter(estate, about)) {
      return CasePlace.buildingName(about.place().building());
    }
    if (!isAboutHome(about)) {
      return new CasePlace(
              about.place().building(), about.place().unit(), about.place().floor(), null)
          .toDoor();
    }
    return about.place().toUnit() + "(房号见详情)";
  }

  /** Dangers of one person: their staircase would point at them. */
  boolean isAboutPerson(Case about) {
    return about.hazard() != null && PERSONAL_HAZARDS.contains(about.hazard());
  }

  /** The place of a danger for the duty group: building and unit, of one person the building. */
  String hazardPlace(Case about) {
    if (!about.place().isKnown()) {
      return "地点待核实";
    }
    return isAboutPerson(about)
        ? CasePlace.buildingName(about.place().building()) + "(详情私聊)"
        : about.place().toUnit();
  }

  /** The place as its own reporter hears it in private. */
  public String ownPlace(Case about) {
    return about.place().isKnown() ? about.place().toDoor() : about.place().toUnitOr("本小区");
  }

  /** 已有3户反映。 when all are bound, 已有4人反映。 otherwise, nothing for a single reporter. */
  public String felt(Estate estate, List<Reporter> reporters) {
    if (reporters.size() < 2) {
      return "";
    }
    if (reporters.stream().anyMatch(r -> r.household() == null)) {
      return texts.of(estate.id()).say("felt.people", "n", reporters.size());
    }
    var households =
        reporters.stream().map(Reporter::household).filter(Objects::nonNull).distinct().count();
    return households < 2 ? "" : texts.of(estate.id()).say("felt.households", "n", households);
  }

  /**
   * Where it stands, for systems that know only open and closed: 已派单,等待接单.
   *
   * @param now tells whether the first answer is late
   */
  public String standing(Case about, Instant now) {
    return texts.of(about.estateId()).say("case.status." + stand(about, now));
  }

  private static String stand(Case about, Instant now) {
    return switch (about.state()) {
      case OPEN, ASSIGNED -> now.isAfter(about.respondBy()) ? "LATE" : "ASSIGNED";
      case ACCEPTED -> about.arrivedAt() == null ? "ACCEPTED" : "ARRIVED";
      case CLOSED -> about.outcome();
      case PAUSED, DONE, WITHDRAWN, MERGED -> about.state().name();
    };
  }

  /** How the person who took the case may be named to residents: 维保周师傅. */
  public String handler(Estate estate, Case about) {
    return estate.rolesOf(about.handler()).stream()
        .filter(s -> s.party().equals(about.partyId()))
        .findFirst()
        .or(() -> estate.rolesOf(about.handler()).stream().findFirst())
        .map(Staff::title)
        .orElse(party(estate, about));
  }

  public String party(Estate estate, Case about) {
    return estate.parties().get(about.partyId()).name();
  }

  /** The gaps of a sentence about a card. */
  public Object[] card(Estate estate, Card card, Instant now) {
    return new Object[] {
      "no",
      card.no(),
      "type",
      catalogue.issueType(card.issueType()).name(),
      "party",
      estate.parties().get(card.partyId()).name(),
      "until",
      ChinaTime.deadline(card.resolveBy(), now),
      "why",
      texts.of(estate.id()).say("staff.card." + card.reason())
    };
  }

  /** One line about where the case stands. */
  public String progress(Estate estate, Case about, List<Reporter> reporters, Instant now) {
    var felt = felt(estate, reporters);
    var no = about.no();
    return switch (about.state()) {
      case OPEN, ASSIGNED ->
          now.isAfter(about.respondBy())
              ? texts
                  .of(estate.id())
                  .say("progress.overdue", "no", no, "party", party(estate, about), "felt", felt)
              : texts
                  .of(estate.id())
                  .say(
                      "progress.assigned",
                      "no",
                      no,
                      "party",
                      party(estate, about),
                      "respond",
                      ChinaTime.deadline(about.respondBy(), now),
                      "felt",
                      felt);
      case ACCEPTED ->
          texts
              .of(estate.id())
              .say(
                  about.arrivedAt() == null ? "progress.accepted" : "progress.arrived",
                  "no",
                  no,
                  "handler",
                  handler(estate, about),
                  "resolve",
                  ChinaTime.deadline(about.resolveBy(), now),
                  "felt",
                  felt);
      case DONE ->
          texts.of(estate.id()).say("progress.done", "no", no, "party", party(estate, about));
      case CLOSED ->
          texts
              .of(estate.id())
              .say(
                  switch (about.outcome()) {
                    case "SOLVED" -> "progress.solved";
                    case "FALSE_ALARM" -> "progress.false-alarm";
                    case "ERASED" -> "progress.erased";
                    default -> "progress.unconfirmed";
                  },
                  "no",
                  no);
      case PAUSED ->
          texts
              .of(estate.id())
              .say(
                  "progress.paused",
                  "no",
                  no,
                  "reason",
                  about.pauseReason(),
                  "until",
                  ChinaTime.deadline(about.resumeAt(), now));
      case WITHDRAWN -> texts.of(estate.id()).say("progress.withdrawn", "no", no);
      case MERGED -> texts.of(estate.id()).say("progress.merged", "no", no);
    };
  }
}
