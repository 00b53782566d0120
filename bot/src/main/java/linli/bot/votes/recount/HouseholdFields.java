package linli.bot.votes.recount;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import linli.bot.votes.tally.Household;
import linli.bot.votes.tally.Household.Marks;
import linli.bot.votes.tally.Household.Status;

/** A household of the register as a file writes it. */
final class HouseholdFields {

  static final Set<String> NAMES =
      Set.of(
          "id",
          "building",
          "unit",
          "ownerId",
          "ownerIds",
          "areaCentiM2",
          "areaSource",
          "status",
          "representative",
          "served",
          "exclusivePartOccupied",
          "openObjection",
          "applicant",
          "interested",
          "excludedFromRoll",
          "ballot",
          "castBy",
          "ballots");

  private static final Map<String, Status> STATUSES =
      Words.of(Status.class, status -> status.name().toLowerCase(Locale.ROOT));

  /** 100 km² in 0.01 m²; the sum over any register stays far below the range of a long. */
  private static final long MOST_AREA = 1_000_000_000_000L;

  private HouseholdFields() {}

  static Household read(Field field) {
    field.only(NAMES);
    var status = field.get("status").oneOf(STATUSES, Status.DELIVERED);
    var owners = owners(field, status);
    return new Household(
        field.get("id").text(),
        field.get("building").text(),
        field.get("unit").text(),
        owners,
        field.get("areaCentiM2").number(0, MOST_AREA, "面积,0.01平方米的整数倍,如 89.57㎡ 写 8957"),
        status,
        representative(field.get("representative"), owners),
        marks(field),
        BallotFields.read(field, owners, status != Status.DELIVERED));
  }

  private static List<String> owners(Field field, Status status) {
    var one = field.get("ownerId");
    var several = field.get("ownerIds");
    if (one.isPresent() && several.isPresent()) {
      throw field.wrong("ownerId 和 ownerIds 只写一个");
    }
    if (one.isPresent()) {
      return List.of(one.text());
    }
    if (!several.isPresent() && status == Status.UNSOLD) {
      return List.of();
    }
    if (!several.isPresent()) {
      throw one.wrong("业主编号(未售的房屋写 \"status\":\"unsold\")");
    }
    var owners = several.elements().stream().map(Field::text).sorted().toList();
    if (owners.isEmpty() || new HashSet<>(owners).size() < owners.size()) {
      throw several.wrong("至少一个业主编号,不重复");
    }
    return owners;
  }

  private static String representative(Field field, List<String> owners) {
    if (field.isPresent() && !owners.contains(field.text())) {
      throw field.wrong("这户的业主 " + String.join("、", owners) + " 之一");
    }
    return field.textOrNull();
  }

  private static Marks marks(Field field) {
    return new Marks(
        field.get("served").flag(true),
        field.get("exclusivePartOccupied").flag(false),
        field.get("openObjection").flag(false),
        field.get("applicant").flag(false),
        field.get("interested").flag(false),
        field.get("excludedFromRoll").flag(false));
  }
}
