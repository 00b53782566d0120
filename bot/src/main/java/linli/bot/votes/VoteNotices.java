package linli.bot.votes;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estate.Staff;
import linli.bot.households.Household;
import linli.bot.households.Residents;
import linli.bot.residents.MutedTopics;
import linli.bot.residents.Speakers.Account;
import linli.bot.residents.Topic;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** Tells groups, staff and owners about a vote. */
final class VoteNotices {

  /** Who may be the second person, in the order in which they are asked. */
  private static final List<String> CHECKERS =
      List.of("secretary", "deputy_secretary", "grid_worker", "building_head");

  /** The roles of a property company, as the row policies of ballots know them. */
  private static final Set<String> COMPANY =
      Set.of("property_manager", "customer_service", "lift_maintenance", "repair");

  private final Speech speech;
  private final Texts texts;
  private final Residents residents;
  private final MutedTopics muted;

  VoteNotices(Speech speech, Texts texts, Residents residents, MutedTopics muted) {
    this.speech = speech;
    this.texts = texts;
    this.residents = residents;
    this.muted = muted;
  }

  VoteCards cards(String estateId) {
    return new VoteCards(texts.of(estateId));
  }

  String text(String estateId, String key, Object... gaps) {
    return texts.of(estateId).say(key, gaps);
  }

  /** What silence means in this vote; nothing where it means nothing. */
  String silence(Vote vote) {
    return new VoteWords(texts.of(vote.estateId())).silence(vote);
  }

  /** Says it in the groups of the vote's scope. */
  void toGroups(Transaction tx, Estate estate, Vote vote, String text) {
    for (ChatGroup group : ScopeGroups.of(estate, vote.scope())) {
      speech.toGroup(tx, estate.id(), group.channel(), group.conversation(), Line.of(text));
    }
  }

  void toDrafter(Transaction tx, Estate estate, Vote vote, String text) {
    estate.rolesOf(vote.draftedBy()).stream()
        .findFirst()
        .ifPresent(staff -> speech.toStaff(tx, estate, staff, Line.of(text)));
  }

  /** Somebody other than its drafter compares it; empty when there is nobody. */
  Optional<Staff> askSecond(Transaction tx, Estate estate, Vote vote, String card) {
    var second =
        CHECKERS.stream()
            .flatMap(role -> estate.staff().stream().filter(s -> s.role().equals(role)))
            .filter(staff -> staff.personId() != vote.draftedBy())
            .filter(staff -> mayCheck(estate.rolesOf(staff.personId())))
            .findFirst();
    var key = "复核 " + VoteWords.no(vote);
    second.ifPresent(
        staff -> speech.toStaff(tx, estate, staff, Line.of(card).with(new Button(key, "复核无误"))));
    return second;
  }

  /** Somebody other than who entered papers compares them; empty when there is nobody. */
  Optional<Staff> askToCompare(
      Transaction tx, Estate estate, long enteredBy, String key, String text) {
    var second =
        CHECKERS.reversed().stream()
            .flatMap(role -> estate.staff().stream().filter(s -> s.role().equals(role)))
            .filter(staff -> staff.personId() != enteredBy)
            .filter(staff -> mayCheck(estate.rolesOf(staff.personId())))
            .findFirst();
    second.ifPresent(
        staff -> speech.toStaff(tx, estate, staff, Line.of(text).with(new Button(key, "复核无误"))));
    return second;
  }

  /** Nobody of the property company has to do with ballots, whatever else they are. */
  static boolean mayCheck(List<Staff> roles) {
    return roles.stream().anyMatch(staff -> CHECKERS.contains(staff.role())) && !isOfCompany(roles);
  }

  /** Whether somebody works for the property company. */
  static boolean isOfCompany(List<Staff> roles) {
    return roles.stream().anyMatch(staff -> COMPANY.contains(staff.role()));
  }

  /** To the person's first account; nothing to somebody without one. */
  Optional<UUID> toPerson(Transaction tx, String estateId, long person, Line line) {
    return account(tx, estateId, person)
        .map(to -> speech.toAccount(tx, estateId, to.channel(), to.id(), line));
  }

  Optional<Account> account(Transaction tx, String estateId, long person) {
    return residents.accounts(tx, estateId, person).stream().findFirst();
  }

  /** How many of them have none. */
  int withoutAccount(Transaction tx, String estateId, Set<Long> people) {
    return residents.withoutAccount(tx, estateId, people);
  }

  boolean isMuted(Transaction tx, String estateId, Account account) {
    return muted.isMuted(tx, estateId, account.channel(), account.id(), Topic.VOTES);
  }

  /** Whether an account of the person still speaks for one of the flats. */
  boolean speaks(Transaction tx, String estateId, long person, List<OwnFlat> flats) {
    return flats.stream()
        .anyMatch(
            flat ->
                residents.speaks(
                    tx,
                    estateId,
                    person,
                    new Household(flat.building(), flat.unit(), flat.room())));
  }
}
