package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.estates.roster.Relation;
import linli.bot.households.BindingRequests;
import linli.bot.households.BindingRequests.Request;
import linli.bot.households.BindingRequests.State;
import linli.bot.households.Household;
import linli.bot.households.HouseholdCodes;
import linli.bot.households.Residents;
import linli.bot.households.Residents.Proof;
import linli.bot.households.Residents.Registered;
import linli.bot.residents.Speaker;

/** What staff do about households: 确认绑定 拒绝绑定 登记, and 解绑 of who has moved out. */
final class BindingStaff {

  private static final Pattern NUMBERED = Pattern.compile("绑?(\\d{1,6})号?(?:\\s+(.*))?");
  private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}");
  private static final Pattern NAME = Pattern.compile("\\p{IsHan}[\\p{IsHan}·]{0,14}");

  /**
   * Of the committee's side only: nobody who works for the company parts a resident from a case.
   */
  private static final Set<String> SAY_MOVED_OUT =
      Set.of("grid_worker", "building_head", "secretary", "deputy_secretary");

  private final BindingRequests requests;
  private final HouseholdCodes codes;
  private final Residents residents;
  private final BindingTasks tasks;
  private final MovingOut movingOut;
  private final HomeWords homes;
  private final Answers answers;

  BindingStaff(
      BindingRequests requests,
      HouseholdCodes codes,
      Residents residents,
      BindingTasks tasks,
      MovingOut movingOut,
      HomeWords homes,
      Answers answers) {
    this.requests = requests;
    this.codes = codes;
    this.residents = residents;
    this.tasks = tasks;
    this.movingOut = movingOut;
    this.homes = homes;
    this.answers = answers;
  }

  boolean mayConfirm(Turn turn) {
    return tasks.mayConfirm(turn.tx(), turn.estate(), turn.speaker(), null);
  }

  // --- 确认绑定, 拒绝绑定 -----------------------------------------------------------------------

  /** 确认绑定 12, 确认绑定 12 张三, 确认绑定 12 1, 确认绑定 12 新. */
  String confirm(Turn turn, String words) {
    var found = waiting(turn, words, "确认绑定");
    if (found.isEmpty()) {
      return "answered";
    }
    var request = found.get();
    var who = rest(words);
    var known =
        tasks.candidates(
            turn.tx(), request.estateId(), request.account(), request.home(), request.relation());
    if (known.isEmpty() || who.matches("新(?:的|人|住户)?")) {
      return confirm(turn, request, null);
    }
    var chosen = chosen(known, who);
    if (chosen.isEmpty()) {
      return alone(turn, "bind.which", "n", request.no(), "list", BindingTasks.numbered(known));
    }
    return confirm(turn, request, chosen.get().personId());
  }

  private String confirm(Turn turn, Request request, Long known) {
    var by = turn.speaker().personId();
    if (residents.isAtHomeElsewhere(turn.tx(), request.estateId(), request.account())) {
      requests.decide(turn.tx(), request, State.WITHDRAWN, by, turn.now());
      tasks.tell(turn.tx(), request, "bind.elsewhere");
      return say(turn, "bind.gone", "n", request.no());
    }
    requests.decide(turn.tx(), request, State.CONFIRMED, by, turn.now());
    residents.bind(
        turn.tx(),
        request.estateId(),
        request.account(),
        known,
        request.home(),
        request.relation(),
        Proof.STAFF,
        by,
        turn.now());
    tasks.tell(
        turn.tx(),
        request,
        "bind.done",
        "home",
        HomeWords.door(request.home()),
        "relation",
        request.relation().word());
    return say(turn, "bind.confirmed", "n", request.no());
  }

  /** 拒绝绑定 12 原因. */
  String refuse(Turn turn, String words) {
    var found = waiting(turn, words, "拒绝绑定");
    if (found.isEmpty()) {
      return "answered";
    }
    var request = found.get();
    requests.decide(turn.tx(), request, State.REFUSED, turn.speaker().personId(), turn.now());
    var reason = rest(words);
    tasks.tell(
        turn.tx(),
        request,
        "bind.refused",
        "who",
        title(turn.speaker()),
        "home",
        HomeWords.door(request.home()),
        "reason",
        reason.isEmpty() ? "" : ":" + reason);
    return say(turn, "bind.refusal-noted", "n", request.no());
  }

  private static String title(Speaker speaker) {
    return speaker.roles().getFirst().title();
  }

  /** The request that the words name, when the speaker may decide it; else they are told. */
  private Optional<Request> waiting(Turn turn, String words, String verb) {
    var numbered = NUMBERED.matcher(words);
    var named = numbered.matches() ? find(turn, numbered) : Optional.<Request>empty();
    var about = named.map(Request::account).orElse(null);
    if (!tasks.mayConfirm(turn.tx(), turn.estate(), turn.speaker(), about)
        && named.filter(r -> isOwn(turn, r)).isEmpty()) {
      say(turn, "bind.not-yours");
      return Optional.empty();
    }
    if (!numbered.matches()) {
      say(turn, "bind.needs-no", "verb", verb);
      return Optional.empty();
    }
    var no = numbered.group(1);
    if (named.isEmpty() || named.get().state() != State.OPEN) {
      say(turn, named.isEmpty() ? "bind.unknown" : "bind.decided", "n", no);
      return Optional.empty();
    }
    if (isOwn(turn, named.get())) {
      say(turn, "bind.own", "n", no);
      return Optional.empty();
    }
    return named;
  }

  private Optional<Request> find(Turn turn, Matcher numbered) {
    return requests.find(turn.tx(), turn.estate().id(), Integer.parseInt(numbered.group(1)));
  }

  /** Nobody confirms themselves, from whichever account. */
  private boolean isOwn(Turn turn, Request request) {
    return request.account().equals(BindingTalk.account(turn))
        || residents
            .personOf(turn.tx(), request.estateId(), request.account())
            .filter(person -> person.equals(turn.speaker().personId()))
            .isPresent();
  }

  private static String rest(String words) {
    var numbered = NUMBERED.matcher(words);
    return numbered.matches() && numbered.group(2) != null ? numbered.group(2).strip() : "";
  }

  /** By name or by the number in the list. */
  private static Optional<Registered> chosen(List<Registered> known, String who) {
    if (who.matches("[1-9]\\d?")) {
      return known.stream().skip(Integer.parseInt(who) - 1L).findFirst();
    }
    var named = known.stream().filter(r -> r.name().equals(who)).toList();
    return named.size() == 1 ? named.stream().findFirst() : Optional.empty();
  }

  // --- 登记 -------------------------------------------------------------------------------------

  /** A line of a visit: 3-2-1101 王阿姨 户主 13800000000, or 本人同意 instead of the phone. */
  private record Visit(String name, Relation relation, String phone) {
    @Override
    public String toString() {
      return "Visit[]";
    }
  }

  /** 登记: takes somebody into the register, and gives the code that lets them bind themselves. */
  String register(Turn turn, String said) {
    if (!mayConfirm(turn)) {
      return say(turn, "bind.not-yours");
    }
    var consent = Consent.in(said);
    var line = consent.map(Consent::words).orElse(said);
    if (!(homes.read(turn, line.strip().split("\\s+")[0]) instanceof Written.Home written)) {
      return homeless(turn, line, "register.form");
    }
    var home = written.household();
    var visit = homes.afterHome(turn, line).flatMap(BindingStaff::visit);
    if (visit.isEmpty()) {
      return alone(turn, "register.form");
    }
    if (!residents.exists(turn.tx(), turn.estate().id(), home)) {
      return alone(turn, "bind.not-registered", "home", home.name());
    }
    if (visit.get().phone() == null && consent.isEmpty()) {
      return alone(turn, "register.needs-consent");
    }
    return register(turn, home, visit.get(), consent.isPresent());
  }

  private String register(Turn turn, Household home, Visit visit, boolean consented) {
    var estate = turn.estate().id();
    var by = turn.speaker().personId();
    var person =
        residents.register(
            turn.tx(), estate, home, visit.name(), visit.relation(), visit.phone(), by, turn.now());
    if (consented) {
      residents.consented(turn.tx(), estate, home, person, by, turn.now());
    }
    if (visit.phone() == null) {
      return alone(turn, "register.done", "home", HomeWords.door(home), "name", visit.name());
    }
    return alone(
        turn,
        "register.code",
        "home",
        HomeWords.door(home),
        "name",
        visit.name(),
        "code",
        codes.atTheDoor(turn.tx(), estate, home, person, turn.now()));
  }

  private static Optional<Visit> visit(String words) {
    var names = new ArrayList<String>();
    Relation relation = null;
    String phone = null;
    for (var word : words.split("[\\s,,]+")) {
      var said = Relation.ofSaid(word);
      if (said.isPresent() && relation == null) {
        relation = said.get();
      } else if (PHONE.matcher(word).matches() && phone == null) {
        phone = word;
      } else {
        names.add(word);
      }
    }
    return relation != null && names.size() == 1 && NAME.matcher(names.getFirst()).matches()
        ? Optional.of(new Visit(names.getFirst(), relation, phone))
        : Optional.empty();
  }

  // --- 解绑 of others ---------------------------------------------------------------------------

  /** Whether such words of the speaker can be about others. */
  boolean isConcerned(Turn turn) {
    return maySayMovedOut(turn) || mayConfirm(turn);
  }

  private static boolean maySayMovedOut(Turn turn) {
    return turn.speaker().roles().stream().anyMatch(r -> SAY_MOVED_OUT.contains(r.role()));
  }

  /** 解绑 3-2-1101 王阿姨: staff say that somebody has moved out. */
  String movedOut(Turn turn, String words) {
    if (!maySayMovedOut(turn)) {
      return say(turn, "unbind.not-yours");
    }
    if (!(homes.read(turn, words.strip().split("\\s+")[0]) instanceof Written.Home written)) {
      return homeless(turn, words, "unbind.form");
    }
    var home = written.household();
    var there =
        residents.of(turn.tx(), turn.estate().id(), home).stream()
            .filter(Registered::speaks)
            .toList();
    if (there.isEmpty()) {
      return alone(turn, "unbind.nobody", "home", HomeWords.door(home));
    }
    var who = homes.afterHome(turn, words).orElse("").strip();
    var chosen = chosen(there, who);
    if (chosen.isEmpty()) {
      return alone(turn, "unbind.which", "home", home.name(), "list", list(there));
    }
    movingOut.unbind(turn, chosen.get().personId(), home, true);
    return alone(turn, "unbind.noted", "home", HomeWords.door(home));
  }

  private static String list(List<Registered> there) {
    var list = new ArrayList<String>();
    for (var one : there) {
      var name = Residents.isNamed(one) ? BindingTalk.shown(one) : one.name();
      list.add("%d%s(%s)".formatted(list.size() + 1, name, one.relation().word()));
    }
    return String.join(" ", list);
  }

  private String homeless(Turn turn, String words, String form) {
    var first = words.isBlank() ? "" : words.strip().split("\\s+")[0];
    return homes.read(turn, first) instanceof Written.NotHere wrong
        ? alone(turn, wrong.key(), wrong.gaps())
        : alone(turn, form);
  }

  // --- answers ----------------------------------------------------------------------------------

  private String say(Turn turn, String key, Object... gaps) {
    answers.say(turn, key, gaps);
    return "answered";
  }

  /** With a home in it: never in a group, a staff group neither. */
  private String alone(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
