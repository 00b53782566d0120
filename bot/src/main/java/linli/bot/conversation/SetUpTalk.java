package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.cases.CasePlace;
import linli.bot.cases.Releases;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.Estates;
import linli.bot.estates.Groups;
import linli.bot.estates.Rights;
import linli.bot.estates.StaffBook;
import linli.bot.estates.StaffBook.Post;
import linli.bot.estates.StaffCode;
import linli.bot.estates.StaffRole;
import linli.bot.questions.SaidToday;
import linli.bot.speech.ChinaTime;
import linli.nlp.Understanding;

/** How an estate is set up by talking: 绑定本群 解绑本群 加人 撤人 上岗. */
final class SetUpTalk {

  private static final String RESIDENTS = "residents";

  /** Wrong codes that an account may send on a day. */
  private static final int WRONG_CODES = 5;

  private final Estates estates;
  private final Groups groups;
  private final StaffBook book;
  private final Rights rights = Rights.load();
  private final Releases releases;
  private final SaidToday said;
  private final Answers answers;

  SetUpTalk(Estates estates, Releases releases, SaidToday said, Answers answers) {
    this.estates = estates;
    this.groups = new Groups(estates);
    this.book = new StaffBook(estates);
    this.releases = releases;
    this.said = said;
    this.answers = answers;
  }

  String command(Turn turn, Command command) {
    return switch (command.verb()) {
      case BIND_GROUP -> bindGroup(turn, command.words());
      case UNBIND_GROUP -> unbindGroup(turn);
      case ADD_STAFF -> addStaff(turn, command.words());
      case REMOVE_STAFF -> removeStaff(turn, command.words());
      default -> startWork(turn, command.words());
    };
  }

  // --- a group and its estate -------------------------------------------------------------------

  private String bindGroup(Turn turn, String words) {
    if (turn.isPrivate()) {
      return say(turn, "setup.group.private");
    }
    if (turn.group() != null && turn.speaker().elsewhere() != null) {
      return say(turn, "setup.group.taken", "estate", turn.estate().name());
    }
    if (turn.speaker().roles().isEmpty()) {
      return notYours(turn);
    }
    var wanted = words.replaceAll("[\\s。!!]+", "");
    if (wanted.matches("全小区|小区|业主群|小区群|业主大群")) {
      return bindToResidents(turn, null);
    }
    var party = party(turn, wanted);
    if (party.isPresent()) {
      return bindToParty(turn, party.get());
    }
    var building = wanted.replaceAll("(?:号楼|栋|座|号|楼|幢)?(?:邻里群|居民群|群)?$", "");
    if (wanted.isEmpty() || building.isEmpty() || building.length() > 4) {
      return say(turn, "setup.group.form");
    }
    return turn.estate().building(building).isPresent()
        ? bindToResidents(turn, building)
        : unknownBuilding(turn, wanted);
  }

  /** 派单群 is the one of the property company, of the committee where there is none. */
  private static Optional<Party> party(Turn turn, String wanted) {
    var parties = turn.estate().parties().values();
    var named = wanted.replaceFirst("^(?:派单群|工作群)", "").replaceFirst("(?:派单群|工作群|群)$", "");
    if (named.isEmpty() && !wanted.isEmpty()) {
      var estate = turn.estate();
      return estate.partyOfKind("property").or(() -> estate.partyOfKind("committee"));
    }
    if (named.matches("物业|物业公司")) {
      return turn.estate().partyOfKind("property");
    }
    if (named.matches("居委会|社区")) {
      return turn.estate().partyOfKind("committee");
    }
    return parties.stream().filter(party -> party.name().equals(named)).findFirst();
  }

  /** A group that reads tasks is let go first: one wrong word must not leave tasks unread. */
  private String bindToResidents(Turn turn, String building) {
    if (!may(turn, Rights.ASSIGN_GROUP, RESIDENTS)) {
      return notYours(turn);
    }
    if (turn.group() != null && turn.group().isStaff() || !readers(turn).isEmpty()) {
      return say(turn, "setup.group.reads-tasks");
    }
    var place = building == null ? "" : CasePlace.buildingName(building);
    return assign(turn, RESIDENTS, building, null)
        ? say(turn, "setup.group.residents", "estate", turn.estate().name(), "building", place)
        : say(turn, "setup.group.taken", "estate", "别的小区");
  }

  /** A residents' group is let go first, too: one wrong word must not show them all tasks. */
  private String bindToParty(Turn turn, Party party) {
    var foreign =
        Stream.concat(Stream.of(party), readers(turn).stream())
            .filter(other -> !may(turn, Rights.ASSIGN_GROUP, other.kind()))
            .findFirst();
    if (foreign.isPresent()) {
      return notYourGroup(turn, foreign.get());
    }
    if (turn.group() != null && !turn.group().isStaff()) {
      return say(turn, "setup.group.read-by-residents");
    }
    return assign(turn, "staff", null, party.id())
        ? say(turn, "setup.group.staff", "estate", turn.estate().name(), "party", party.name())
        : say(turn, "setup.group.taken", "estate", "别的小区");
  }

  private boolean assign(Turn turn, String audience, String building, String party) {
    var group =
        new ChatGroup(
            turn.channel(), turn.conversationId(), turn.estate().id(), audience, building, party);
    return groups.assign(turn.tx(), group, turn.speaker().personId(), turn.now());
  }

  private String unknownBuilding(Turn turn, String wrong) {
    var known = PlaceResolver.list(List.copyOf(turn.estate().buildings().keySet()));
    return say(turn, "setup.group.building", "wrong", wrong, "buildings", known);
  }

  private String unbindGroup(Turn turn) {
    if (turn.isPrivate()) {
      return say(turn, "setup.group.private");
    }
    if (turn.group() == null) {
      return turn.addressed() ? say(turn, "setup.group.none") : "silent";
    }
    var group = turn.group();
    var readers = readers(turn);
    if (turn.speaker().roles().isEmpty()
        || readers.isEmpty() && !may(turn, Rights.ASSIGN_GROUP, RESIDENTS)) {
      return notYours(turn);
    }
    var foreign =
        readers.stream().filter(party -> !may(turn, Rights.ASSIGN_GROUP, party.kind())).findFirst();
    if (foreign.isPresent()) {
      return notYourGroup(turn, foreign.get());
    }
    var unread = readers.stream().filter(party -> Groups.isReadBy(group, party)).findFirst();
    groups.release(turn.tx(), group, turn.speaker().personId(), turn.now());
    return unread.isPresent()
        ? say(turn, "setup.group.released.staff", "party", unread.get().name())
        : say(turn, "setup.group.released", "estate", turn.estate().name());
  }

  /** Whose people read this group, also those whose tasks go elsewhere by now. */
  private static List<Party> readers(Turn turn) {
    var stored = turn.group() == null ? null : turn.group().party();
    return turn.estate().parties().values().stream()
        .filter(
            party ->
                party.id().equals(stored)
                    || turn.conversationId().equals(party.conversation())
                        && turn.channel().equals(party.channel()))
        .toList();
  }

  /**
   * Whether a resident of another estate speaks to the bot in this one's group and does not say of
   * which building: then nobody knows which estate is meant.
   */
  boolean isOfAnotherEstate(Turn turn, Understanding understood) {
    return turn.group() != null
        && turn.addressed()
        && turn.speaker().elsewhere() != null
        && understood.places().stream().noneMatch(place -> place.building() != null);
  }

  String sayWhoseGroup(Turn turn) {
    var own = estates.byId(turn.speaker().elsewhere());
    return say(turn, "setup.other-estate", "estate", turn.estate().name(), "own", own.name());
  }

  // --- staff ------------------------------------------------------------------------------------

  /** 加人 网格员 王芳: a code for them, told to whoever asked, alone. */
  private String addStaff(Turn turn, String words) {
    if (turn.speaker().roles().isEmpty()) {
      return notYours(turn);
    }
    var parts = words.strip().split("\\s+", 2);
    var role = StaffRole.byWord(parts[0]);
    if (role.isEmpty() || parts.length < 2) {
      return alone(turn, "setup.staff.form", "roles", StaffRole.titles());
    }
    if (!may(turn, Rights.ADD_STAFF, role.get().id())) {
      return notYours(turn);
    }
    var party = turn.estate().partyOfKind(role.get().partyKind());
    if (party.isEmpty()) {
      return alone(turn, "setup.staff.no-party", "role", role.get().title());
    }
    var post =
        new Post(
            turn.estate().id(), role.get().id(), party.get().id(), role.get().title(), parts[1]);
    var code = book.issue(turn.tx(), post, turn.speaker().personId(), turn.now());
    if (!turn.isPrivate()) {
      answers.say(turn, "setup.staff.in-private");
    }
    return alone(turn, "setup.staff.code", "code", code.value(), "name", parts[1]);
  }

  /** 上岗 K7QM-2XDP: whoever has the code gets the post. */
  private String startWork(Turn turn, String words) {
    var code = StaffCode.parse(words);
    if (code.isEmpty() && !turn.addressed()) {
      return "silent"; // neighbours talk about work
    }
    if (code.isEmpty() || !mayTry(turn)) {
      return alone(turn, "setup.staff.wrong-code");
    }
    if (turn.speaker().elsewhere() != null) {
      var own = estates.byId(turn.speaker().elsewhere());
      return alone(turn, "setup.staff.elsewhere", "own", own.name());
    }
    var post = book.use(turn.tx(), turn.estate().id(), code.get(), turn.now());
    if (post.isEmpty()) {
      return alone(turn, "setup.staff.wrong-code");
    }
    book.give(turn.tx(), post.get(), turn.channel(), turn.speaker().accountId(), turn.now());
    alone(turn, "setup.staff.begun", "estate", turn.estate().name(), "title", post.get().title());
    return "set-up";
  }

  private boolean mayTry(Turn turn) {
    var account = turn.speaker().accountId();
    var day = ChinaTime.date(turn.now());
    for (int i = 1; i <= WRONG_CODES; i++) {
      if (said.first(turn.tx(), turn.channel(), account, "staff-code-" + i, day)) {
        return true;
      }
    }
    return false;
  }

  /** 撤人 王芳, 撤人 网格员 王芳: their open work goes to the duty. */
  private String removeStaff(Turn turn, String words) {
    if (turn.speaker().roles().isEmpty()) {
      return notYours(turn);
    }
    var parts = words.strip().split("\\s+", 2);
    var role = parts.length == 2 ? StaffRole.byWord(parts[0]) : Optional.<StaffRole>empty();
    var name = parts[parts.length - 1];
    var meant =
        turn.estate().staff().stream()
            .filter(staff -> staff.name().equals(name) || staff.title().equals(name))
            .filter(staff -> role.isEmpty() || staff.role().equals(role.get().id()))
            .toList();
    if (meant.isEmpty()) {
      return alone(turn, "setup.staff.unknown");
    }
    if (meant.size() > 1) {
      return alone(turn, "setup.staff.which", "titles", titles(meant), "name", name);
    }
    return remove(turn, meant.getFirst());
  }

  private static String titles(List<Staff> meant) {
    return meant.stream()
        .map(staff -> StaffRole.byId(staff.role()).orElseThrow().title())
        .distinct()
        .collect(Collectors.joining("、"));
  }

  private String remove(Turn turn, Staff gone) {
    if (!may(turn, Rights.ADD_STAFF, gone.role())) {
      return notYours(turn);
    }
    var rest = turn.estate().without(gone);
    if (book.isLastAuthority(turn.tx(), rest.id(), gone)) {
      return alone(turn, "setup.staff.last");
    }
    book.remove(turn.tx(), rest.id(), gone, turn.speaker().personId(), turn.now());
    var released = releases.release(turn.tx(), rest, gone, turn.now());
    var work = released == 0 ? "" : answers.text(turn, "setup.staff.work", "n", released);
    answers.say(
        turn, "setup.staff.removed", "title", gone.title(), "work", work + unread(turn, rest));
    return "set-up";
  }

  /** Whose new cases nobody of their own reads now. */
  private String unread(Turn turn, Estate rest) {
    return rest.parties().values().stream()
        .filter(party -> !party.reachable())
        .filter(party -> turn.estate().parties().get(party.id()).reachable())
        .map(party -> answers.text(turn, "setup.staff.unread", "party", party.name()))
        .collect(Collectors.joining());
  }

  // --- answers ----------------------------------------------------------------------------------

  private boolean may(Turn turn, String action, String target) {
    return rights.allow(turn.speaker().roles(), action, target);
  }

  private String notYourGroup(Turn turn, Party party) {
    return say(turn, "setup.group.not-yours", "party", party.name());
  }

  /** Neighbours who only say such a word hear nothing. */
  private String notYours(Turn turn) {
    return turn.addressed() || turn.speaker().isStaff() ? say(turn, "setup.not-yours") : "silent";
  }

  private String say(Turn turn, String key, Object... gaps) {
    answers.say(turn, key, gaps);
    return "answered";
  }

  private String alone(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
