package linli.bot.chat;

import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linli.bot.chat.Person.Kind;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estates;
import linli.bot.estates.Members;
import linli.bot.estates.Members.Member;
import linli.bot.residents.Speakers;

/** Who can be played and where they can speak; nobody else has a place on the page. */
final class Cast {

  /** Two whom no estate knows: a passer-by in the group, and somebody before their first word. */
  private static final List<Person> GUESTS =
      List.of(new Person("游客Q", "没登记,路过的", Kind.GUEST), new Person("新号", "没登记,第一次来", Kind.GUEST));

  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, Room> rooms = new LinkedHashMap<>();

  /** The people and groups of a channel. */
  static Cast read(SqlClient client, String channel, Estates estates) {
    var groups = new ArrayList<ChatGroup>();
    estates.all().stream()
        .sorted(Comparator.comparing(Estate::id))
        .forEach(estate -> groups.addAll(estate.groups()));
    groups.removeIf(group -> !group.channel().equals(channel));
    return new Cast(Members.of(client, channel), groups);
  }

  Cast(List<Member> members, List<ChatGroup> groups) {
    groups.stream().filter(group -> !group.isStaff()).map(Cast::room).forEach(this::add);
    groups.stream().filter(ChatGroup::isStaff).map(Cast::room).forEach(this::add);
    members.stream().map(Cast::person).forEach(this::add);
    GUESTS.stream().filter(guest -> !people.containsKey(guest.name())).forEach(this::add);
  }

  private static Room room(ChatGroup group) {
    var kind = group.isStaff() ? Room.Kind.STAFF : Room.Kind.RESIDENTS;
    return new Room(group.conversation(), group.conversation(), kind, null, group.building());
  }

  private static Person person(Member member) {
    if (member.isStaff()) {
      return new Person(member.accountId(), member.title(), Kind.STAFF);
    }
    var hint = member.home() == null ? "没登记" : member.home();
    return new Person(member.accountId(), hint, Kind.RESIDENT);
  }

  private void add(Room room) {
    rooms.put(room.id(), room);
  }

  private void add(Person person) {
    people.put(person.name(), person);
    var id = Speakers.privateConversation(person.name());
    add(new Room(id, person.name(), Room.Kind.PRIVATE, person.name(), null));
  }

  Optional<Person> person(String name) {
    return Optional.ofNullable(people.get(name));
  }

  Optional<Room> room(String id) {
    return Optional.ofNullable(rooms.get(id));
  }

  List<Person> people(Kind kind) {
    return people.values().stream().filter(person -> person.kind() == kind).toList();
  }

  List<Room> rooms() {
    return List.copyOf(rooms.values());
  }

  /** The private conversation of somebody of the cast. */
  Room alone(Person person) {
    return rooms.get(Speakers.privateConversation(person.name()));
  }

  /** Where a newcomer begins: the first resident in the first group, else alone. */
  Place start() {
    var first = people.values().iterator().next();
    return new Place(first, rooms().getFirst());
  }
}
