package linli.bot.estates;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The written form of an estate, {@code NAME.estate.yml}; docs/estate-file.md describes it. */
public record EstateFile(
    String id,
    String name,
    String community,
    String committee,
    String street,
    boolean demo,
    Boolean offerUnaddressed,
    NoiseEntry noise,
    Map<String, NumberEntry> numbers,
    List<BuildingEntry> buildings,
    Map<String, PartyEntry> parties,
    Map<String, GroupEntry> groups,
    List<RouteEntry> routes,
    Map<String, PersonEntry> people,
    Map<String, List<DutyEntry>> duty,
    List<String> confirmBindings,
    ReceptionEntry reception,
    List<RollEntry> roll,
    VotesEntry votes) {

  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** The file cannot be used; the message says where and what was expected. */
  public static final class BadEstateFile extends RuntimeException {
    public BadEstateFile(String message) {
      super(message);
    }
  }

  /** Null: as it was, the product's default at first. */
  public record NoiseEntry(
      Integer caseLines,
      Integer personAnswers,
      Integer personMinutes,
      Integer groupAnswers,
      Integer groupMinutes,
      Integer personReports) {
    public NoiseEntry {
      requireAtLeast(caseLines, 2, "noise.caseLines");
      requireAtLeast(personAnswers, 1, "noise.personAnswers");
      requireAtLeast(personMinutes, 1, "noise.personMinutes");
      requireAtLeast(groupAnswers, 1, "noise.groupAnswers");
      requireAtLeast(groupMinutes, 1, "noise.groupMinutes");
      requireAtLeast(personReports, 1, "noise.personReports");
    }
  }

  public record NumberEntry(String number, LocalDate checkedOn) {}

  public record BuildingEntry(String building, List<String> units, int floors, int flatsPerFloor) {}

  /**
   * {@code channel} is where the conversation is, that of the file when absent; {@code phones} are
   * dialled by staff where there is no conversation.
   */
  public record PartyEntry(
      String kind, String name, String conversation, String channel, List<String> phones) {}

  public record GroupEntry(String audience, String building, String party, String channel) {}

  public record RouteEntry(String type, String site, String party, String role) {}

  public record PersonEntry(List<HomeEntry> homes, List<StaffEntry> staff) {}

  /** {@code at} is building-unit-room. */
  public record HomeEntry(String at, String relation, Boolean livesHere) {}

  public record StaffEntry(String role, String party, String title) {}

  /** {@code weekdays} are ISO (1 = Monday), all when absent; times are {@code HH:mm}. */
  public record DutyEntry(String person, List<Integer> weekdays, String starts, String ends) {
    Integer[] isoWeekdays() {
      return weekdays == null
          ? new Integer[] {1, 2, 3, 4, 5, 6, 7}
          : weekdays.toArray(Integer[]::new);
    }
  }

  /** Reception days; {@code slotMinutes} is 8 when absent, {@code holidays} DEFER_HOLIDAY. */
  public record ReceptionEntry(
      List<Integer> days,
      String starts,
      String ends,
      String place,
      String whereabouts,
      String holidays,
      Integer slotMinutes,
      String secretary,
      String deputy,
      String manager,
      List<RotaEntry> rota) {}

  /** Who receives on one of the days; whoever is absent is as in the rule. */
  public record RotaEntry(Integer day, String secretary, String deputy, String manager) {}

  /**
   * Every flat of a building has this area, and one without an owner gets one of its own: for an
   * estate that is invented. A real one has a roster.
   *
   * @param area in m² with at most two decimals
   * @param unsold flats as 3-2-101 that the developer owns
   * @param undelivered flats that are sold and not handed over
   */
  public record RollEntry(
      String building, String area, String source, List<String> unsold, List<String> undelivered) {
    public RollEntry {
      unsold = unsold == null ? List.of() : unsold;
      undelivered = undelivered == null ? List.of() : undelivered;
    }
  }

  /** By whose rules votes are held: an id of {@code votes/profiles.tsv}. */
  public record VotesEntry(String profile) {}

  public EstateFile {
    require(id, "id");
    require(name, "name");
    require(community, "community");
    require(committee, "committee");
    require(street, "street");
    numbers = numbers == null ? Map.of() : numbers;
    buildings = buildings == null ? List.of() : buildings;
    parties = parties == null ? Map.of() : parties;
    groups = groups == null ? Map.of() : groups;
    routes = routes == null ? List.of() : routes;
    people = people == null ? Map.of() : people;
    duty = duty == null ? Map.of() : duty;
    roll = roll == null ? List.of() : roll;
    confirmBindings = confirmBindings == null ? List.of() : confirmBindings;
  }

  private static void requireAtLeast(Integer value, int least, String key) {
    if (value != null && value < least) {
      throw new BadEstateFile("estate file: " + key + ": expected at least " + least);
    }
  }

  private static void require(String value, String key) {
    if (value == null || value.isBlank()) {
      throw new BadEstateFile("estate file: " + key + " is missing; expected a non-empty text");
    }
  }

  /**
   * Reads an estate file.
   *
   * @param source how to name the file in a message
   * @throws BadEstateFile when it has an unknown key, a wrong value or a missing one
   */
  public static EstateFile read(InputStream in, String source) {
    try {
      return YAML.readValue(in, EstateFile.class);
    } catch (JsonMappingException wrong) {
      if (wrong.getCause() instanceof BadEstateFile bad) {
        throw new BadEstateFile(source + ": " + bad.getMessage());
      }
      throw bad(source, wrong);
    } catch (JsonParseException wrong) { // a key that stands there twice, for example
      throw bad(source, wrong);
    } catch (IOException unreadable) {
      throw new BadEstateFile(source + ": " + unreadable.getMessage());
    }
  }

  private static BadEstateFile bad(String source, JsonProcessingException wrong) {
    var at = wrong.getLocation() == null ? "" : ", line " + wrong.getLocation().getLineNr();
    return new BadEstateFile(source + at + ": " + wrong.getOriginalMessage());
  }

  /** The demo estate that the product ships (幸福里小区). */
  public static EstateFile shippedDemo() {
    return shipped("xingfuli");
  }

  /** All estates of the demo: 幸福里小区, and 幸福东院 without a property company. */
  public static List<EstateFile> shippedDemos() {
    return List.of(shippedDemo(), shipped("xingfudongyuan"));
  }

  private static EstateFile shipped(String file) {
    var resource = "/linli/estates/" + file + ".estate.yml";
    try (var in = EstateFile.class.getResourceAsStream(resource)) {
      return read(in, resource);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
