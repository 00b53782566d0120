package linli.bot.estates;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An estate (小区) as the service holds it in memory: everything but its residents.
 *
 * @param offerUnaddressed ask privately about a clear report that nobody addressed to the bot
 * @param numbers by purpose: {@code gas}, {@code lift_rescue}, {@code property_duty} …
 * @param duty by role, the first answers first
 * @param slaProfile whose deadlines hold: {@code own}, {@code SHANDONG}, {@code BEIJING}
 * @param texts sentences of the message file in the estate's own words, by key
 */
public record Estate(
    String id,
    String name,
    String community,
    String committee,
    String street,
    boolean offerUnaddressed,
    boolean demo,
    Noise noise,
    Map<String, Building> buildings,
    Map<String, Party> parties,
    List<Route> routes,
    Map<String, LocalNumber> numbers,
    List<Staff> staff,
    Map<String, List<Duty>> duty,
    List<ChatGroup> groups,
    String slaProfile,
    Map<String, String> texts) {

  /**
   * How much the bot may say.
   *
   * @param caseLines lines about one case to one person, the receipt among them
   * @param personAnswers answers to one person in private within {@code personMinutes}
   * @param groupAnswers answers in one group within {@code groupMinutes}
   * @param personReports matters of one person within ten minutes; what comes then is one case
   */
  public record Noise(
      int caseLines,
      int personAnswers,
      int personMinutes,
      int groupAnswers,
      int groupMinutes,
      int personReports) {}

  /** A building (楼栋) and how its flats are numbered: floor + 01, 02 … */
  public record Building(String name, List<String> units, int floors, int flatsPerFloor) {
    public int households() {
      return units.size() * floors * flatsPerFloor;
    }

    /** Whether there is such a flat. */
    public boolean hasRoom(String room) {
      if (!room.matches("\\d{3,4}")) {
        return false;
      }
      var floor = Integer.parseInt(room.substring(0, room.length() - 2));
      var flat = Integer.parseInt(room.substring(room.length() - 2));
      return floor >= 1 && floor <= floors && flat >= 1 && flat <= flatsPerFloor;
    }
  }

  /**
   * Who can be responsible; without a conversation 街道值守 answers for it.
   *
   * @param phones that staff dial where nobody reads
   */
  public record Party(
      String id,
      String kind,
      String name,
      String channel,
      String conversation,
      List<String> phones) {
    public boolean reachable() {
      return conversation != null;
    }

    Party unread() {
      return new Party(id, kind, name, null, null, phones);
    }
  }

  /** Type and site, or {@code *}; the party and whose task it is there. */
  public record Route(String issueType, String site, String party, String role) {}

  /** A telephone number that somebody dialled on {@code checkedOn}. */
  public record LocalNumber(String number, LocalDate checkedOn) {}

  /** Somebody who works for a party, with the accounts they read. */
  public record Staff(
      long personId, String name, String role, String party, String title, List<Account> accounts) {
    @Override
    public String toString() {
      return "Staff[" + role + "]";
    }
  }

  /** One account on one channel. */
  public record Account(String channel, String accountId) {
    @Override
    public String toString() {
      return "Account[" + channel + "]";
    }
  }

  /** A person's hours for a role. */
  public record Duty(long personId, Set<Integer> weekdays, int fromMinute, int toMinute) {
    boolean covers(ZonedDateTime at) {
      var minute = at.getHour() * 60 + at.getMinute();
      return weekdays.contains(at.getDayOfWeek().getValue())
          && minute >= fromMinute
          && minute < toMinute;
    }
  }

  /** A group chat and whom it is for; {@code building} null = the whole estate. */
  public record ChatGroup(
      String channel,
      String conversation,
      String estateId,
      String audience,
      String building,
      String party) {
    public boolean isStaff() {
      return audience.equals("staff");
    }
  }

  public Optional<ChatGroup> group(String channel, String conversation) {
    return groups.stream()
        .filter(g -> g.channel().equals(channel) && g.conversation().equals(conversation))
        .findFirst();
  }

  public Optional<Building> building(String name) {
    return Optional.ofNullable(name == null ? null : buildings.get(name));
  }

  public List<Staff> rolesOf(Long personId) {
    return personId == null
        ? List.of()
        : staff.stream().filter(s -> s.personId() == personId).toList();
  }

  /** Who answers for the role at that moment, in order; nobody when the roster has a gap. */
  public List<Staff> onDuty(String role, ZonedDateTime at) {
    return duty.getOrDefault(role, List.of()).stream()
        .filter(d -> d.covers(at))
        .flatMap(d -> rolesOf(d.personId()).stream().limit(1))
        .toList();
  }

  /** Who answers in the place of a role that nobody has at this moment, the nearest first. */
  private static final List<String> ABOVE =
      List.of("property_manager", "grid_worker", "secretary", "street_duty");

  /** As {@link #onDuty}; where the roster has a gap, who is on duty for the next role above. */
  public List<Staff> onDutyOrAbove(String role, ZonedDateTime at) {
    var present = onDuty(role, at);
    for (int next = ABOVE.indexOf(role) + 1; present.isEmpty() && next < ABOVE.size(); next++) {
      present = onDuty(ABOVE.get(next), at);
    }
    return present;
  }

  /** As it will be when this member of staff is gone: where they read alone, nobody does. */
  public Estate without(Staff gone) {
    var others = staff.stream().filter(s -> !s.equals(gone)).toList();
    var roster = new HashMap<>(duty);
    roster.computeIfPresent(
        gone.role(),
        (role, entries) -> entries.stream().filter(d -> d.personId() != gone.personId()).toList());
    var readers = new LinkedHashMap<>(parties);
    var left = others.stream().filter(s -> s.personId() == gone.personId()).toList();
    readers.replaceAll((id, party) -> isReadAlone(party, gone, left) ? party.unread() : party);
    return new Estate(
        id,
        name,
        community,
        committee,
        street,
        offerUnaddressed,
        demo,
        noise,
        buildings,
        readers,
        routes,
        numbers,
        others,
        roster,
        groups,
        slaProfile,
        texts);
  }

  /**
   * @param left the posts that this person keeps
   */
  private static boolean isReadAlone(Party party, Staff gone, List<Staff> left) {
    var theirs =
        gone.accounts().stream()
            .anyMatch(
                account ->
                    account.channel().equals(party.channel())
                        && ("private:" + account.accountId()).equals(party.conversation()));
    return theirs
        && left.stream()
            .noneMatch(post -> post.party().equals(party.id()) || !party.id().equals(gone.party()));
  }

  public Optional<Party> partyOfKind(String kind) {
    return parties.values().stream().filter(p -> p.kind().equals(kind)).findFirst();
  }
}
