package linli.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.estates.Estates;
import linli.bot.estates.roster.Relation;
import linli.bot.households.BindingRequests;
import linli.bot.households.Household;
import linli.bot.households.HouseholdCodes;
import linli.bot.households.HouseholdCodes.Code;
import linli.bot.households.HouseholdCodes.Found;
import linli.bot.households.Residents;
import linli.bot.households.Residents.Proof;
import linli.bot.households.Residents.Registered;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;
import linli.nlp.privacy.PersonalDetail;
import linli.nlp.privacy.PersonalDetails;

/** 绑定: a resident says whose household they are. Everything about it is said alone. */
final class BindingTalk {

  /** Households that one account may wait for at a time. */
  private static final int MOST_OPEN = 3;

  /** Who names another home, or the same once more, answers the last question only. */
  private static final List<Kind> ABOUT_A_HOME =
      List.of(Kind.BIND_HOME, Kind.BIND_NAME, Kind.BIND_RELATION);

  /** 王阿姨, 我叫王秀英, Anna: short, so that no sentence is taken for a name. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:我叫|我是|叫我|叫)?(\\p{IsHan}[\\p{IsHan}·]{0,3}|[A-Za-z][A-Za-z .]{0,19})[。.!!]?");

  private final BindingRequests requests;
  private final HouseholdCodes codes;
  private final Residents residents;
  private final BindingTasks tasks;
  private final HomeWords homes;
  private final Estates estates;
  private final Questions questions;
  private final Answers answers;

  BindingTalk(
      BindingRequests requests,
      HouseholdCodes codes,
      Residents residents,
      BindingTasks tasks,
      HomeWords homes,
      Estates estates,
      Questions questions,
      Answers answers) {
    this.requests = requests;
    this.codes = codes;
    this.residents = residents;
    this.tasks = tasks;
    this.homes = homes;
    this.estates = estates;
    this.questions = questions;
    this.answers = answers;
  }

  /** 绑定, with a flat, with a code, or with nothing. */
  String begin(Turn turn, String words) {
    if (words.isBlank()) {
      return askHome(turn);
    }
    if (HouseholdCodes.looksLikeOne(words)) {
      return code(turn, words);
    }
    return switch (homes.read(turn, words)) {
      case Written.Home written -> home(turn, written.household(), words);
      case Written.NotHere wrong -> tell(turn, wrong.key(), wrong.gaps());
      case Written.Unclear unclear -> askHome(turn);
    };
  }

  /** Whether words that nobody addressed to the bot name a home or a code. */
  boolean isMeant(Turn turn, String words) {
    return words.isBlank()
        || HouseholdCodes.looksLikeOne(words)
        || !(homes.read(turn, words) instanceof Written.Unclear);
  }

  private String askHome(Turn turn) {
    var id = answers.alone(turn, Line.of(answers.text(turn, "bind.where")).asking());
    questions.ask(
        turn.tx(), asked(turn, turn.estate().id()), Kind.BIND_HOME, null, 0, null, id, turn.now());
    return "asked";
  }

  /** The flat or the code that was asked for; empty when it is something else. */
  Optional<String> home(Turn turn, Question question) {
    var isHome = !(homes.read(turn, turn.text()) instanceof Written.Unclear);
    if (!isHome && !HouseholdCodes.looksLikeOne(turn.text())) {
      return Optional.empty();
    }
    questions.answer(turn.tx(), question, "home", turn.now());
    return Optional.of(begin(there(turn, question), turn.text()));
  }

  private String home(Turn turn, Household home, String words) {
    var estate = turn.estate().id();
    if (!residents.exists(turn.tx(), estate, home)) {
      return tell(turn, "bind.not-registered", "home", home.name());
    }
    if (turn.speaker().homes().stream().anyMatch(h -> home.equals(household(h)))) {
      return tell(turn, "bind.already", "home", HomeWords.door(home));
    }
    if (residents.isAtHomeElsewhere(turn.tx(), estate, account(turn))) {
      return tell(turn, "bind.elsewhere");
    }
    var open = requests.openOf(turn.tx(), estate, account(turn));
    if (open.stream().anyMatch(r -> r.home().equals(home))) {
      return tell(turn, "bind.waits", "home", HomeWords.door(home));
    }
    if (open.size() >= MOST_OPEN) {
      return tell(turn, "bind.too-many");
    }
    return relationIn(words)
        .map(relation -> request(turn, home, relation))
        .orElseGet(() -> askRelation(turn, estate, home, "home:" + home.name()));
  }

  static Household household(linli.bot.residents.Speaker.Home home) {
    return new Household(home.building(), home.unit(), home.room());
  }

  private static Optional<Relation> relationIn(String words) {
    return java.util.Arrays.stream(words.split("[\\s,,。]+"))
        .flatMap(word -> Relation.ofSaid(word).stream())
        .findFirst();
  }

  private String askRelation(Turn turn, String estateId, Household home, String payload) {
    var line = warned(turn, "bind.relation", "home", HomeWords.door(home));
    var buttons = new Button[Relation.values().length];
    for (var relation : Relation.values()) {
      buttons[relation.ordinal()] =
          new Button(Integer.toString(relation.ordinal() + 1), relation.word());
    }
    var id = answers.alone(turn, Line.of(line).with(buttons).asking());
    for (var before : ABOUT_A_HOME) {
      questions.dropAsked(turn.tx(), asked(turn, estateId), before, turn.now());
    }
    questions.ask(
        turn.tx(),
        asked(turn, estateId),
        Kind.BIND_RELATION,
        null,
        buttons.length,
        payload,
        id,
        turn.now());
    return "asked";
  }

  /** 业主, 家人 or 租客: as a digit. */
  String relation(Turn turn, Question question, int digit) {
    var relation = Relation.values()[digit - 1];
    var payload = question.payload().split(":");
    return payload[0].equals("home")
        ? request(there(turn, question), Household.named(payload[1]), relation)
        : who(turn, question.estateId(), Long.parseLong(payload[1]), relation);
  }

  /** The same as a word; empty when it is something else. */
  Optional<String> relation(Turn turn, Question question) {
    return Relation.ofSaid(turn.text())
        .map(
            said -> {
              questions.answer(turn.tx(), question, said.word(), turn.now());
              return relation(turn, question, said.ordinal() + 1);
            });
  }

  /** Who checks it must know of whom: a platform that tells no name is made up for. */
  private String request(Turn turn, Household home, Relation relation) {
    var name = turn.event().sender().name();
    return name == null || name.isBlank()
        ? askName(turn, home, relation)
        : request(turn, home, relation, name);
  }

  private String askName(Turn turn, Household home, Relation relation) {
    var id = answers.alone(turn, Line.of(warned(turn, "bind.name")));
    questions.ask(
        turn.tx(),
        asked(turn, turn.estate().id()),
        Kind.BIND_NAME,
        null,
        0,
        home.name() + ":" + relation.name(),
        id,
        turn.now());
    return "asked";
  }

  /** The name that was asked for; empty when it is something else. */
  Optional<String> name(Turn turn, Question question) {
    var name = NAME.matcher(turn.text().strip());
    if (!name.matches()) {
      return Optional.empty();
    }
    questions.answer(turn.tx(), question, "name", turn.now());
    var payload = question.payload().split(":");
    return Optional.of(
        request(
            there(turn, question),
            Household.named(payload[0]),
            Relation.valueOf(payload[1]),
            name.group(1)));
  }

  private String request(Turn turn, Household home, Relation relation, String name) {
    var who = tasks.whoIsAsked(turn.tx(), turn.estate(), account(turn), turn.now());
    if (who.isEmpty()) {
      return tell(turn, "bind.nobody");
    }
    var opened =
        requests.open(
            turn.tx(), turn.estate().id(), account(turn), name, home, relation, turn.now());
    if (opened.isEmpty()) {
      return tell(turn, "bind.waits", "home", HomeWords.door(home));
    }
    tasks.ask(turn.tx(), opened.get(), turn.now());
    return tell(
        turn,
        "bind.asked",
        "who",
        who.get(),
        "home",
        HomeWords.door(home),
        "relation",
        relation.word());
  }

  // --- codes ------------------------------------------------------------------------------------

  /** A code from the mailbox or from the grid worker at the door. */
  String code(Turn turn, String typed) {
    var found = codes.find(turn.tx(), account(turn), typed, ChinaTime.date(turn.now()), turn.now());
    return switch (found) {
      case Found.Valid valid -> valid(turn, valid.code());
      case Found.Used used -> tell(turn, "code.used");
      case Found.Expired expired -> tell(turn, "code.expired");
      case Found.Wrong wrong -> tell(turn, "code.wrong", "n", wrong.left());
      case Found.Throttled throttled -> tell(turn, "code.throttled");
    };
  }

  private String valid(Turn turn, Code code) {
    if (residents.isAtHomeElsewhere(turn.tx(), code.estateId(), account(turn))) {
      return tell(turn, "bind.elsewhere");
    }
    var there = residents.of(turn.tx(), code.estateId(), code.home());
    var registered = there.stream().filter(r -> Long.valueOf(r.personId()).equals(code.personId()));
    return registered
        .findFirst()
        .map(r -> use(turn, code.estateId(), code.no(), r.relation(), r.personId()))
        .orElseGet(() -> askRelation(turn, code.estateId(), code.home(), "code:" + code.no()));
  }

  /** Somebody in the register, or somebody new? Asked of accounts that are nobody's yet. */
  private String who(Turn turn, String estateId, long codeNo, Relation relation) {
    var code = codes.byNo(turn.tx(), estateId, codeNo).orElseThrow();
    var known = tasks.candidates(turn.tx(), estateId, account(turn), code.home(), relation);
    if (known.isEmpty() || relation == Relation.OWNER) {
      // A paper from the mailbox proves where somebody lives, not that they are the owner.
      return use(turn, estateId, codeNo, relation, null);
    }
    var buttons = new ArrayList<Button>();
    known.forEach(r -> buttons.add(new Button(Integer.toString(buttons.size() + 1), shown(r))));
    buttons.add(new Button(Integer.toString(buttons.size() + 1), answers.text(turn, "bind.none")));
    var list = buttons.stream().map(b -> b.key() + b.label()).collect(Collectors.joining(" "));
    var id =
        answers.alone(
            turn,
            Line.of(answers.text(turn, "bind.who", "relation", relation.word(), "list", list))
                .with(buttons.toArray(Button[]::new))
                .asking());
    var ids = known.stream().map(r -> "" + r.personId()).collect(Collectors.joining(","));
    questions.ask(
        turn.tx(),
        asked(turn, estateId),
        Kind.BIND_WHO,
        null,
        buttons.size(),
        codeNo + ":" + relation.name() + ":" + ids,
        id,
        turn.now());
    return "asked";
  }

  /** Names as staff lists show them: 张*. */
  static String shown(Registered registered) {
    var name = registered.name();
    return PersonalDetails.shortened(
        new PersonalDetail(PersonalDetail.Kind.NAME, 0, name.length()), name);
  }

  String who(Turn turn, Question question, int digit) {
    var payload = question.payload().split(":");
    var known = List.of(payload[2].split(","));
    return use(
        turn,
        question.estateId(),
        Long.parseLong(payload[0]),
        Relation.valueOf(payload[1]),
        digit > known.size() ? null : Long.valueOf(known.get(digit - 1)));
  }

  private String use(Turn turn, String estateId, long codeNo, Relation relation, Long known) {
    var used = codes.use(turn.tx(), estateId, codeNo, turn.now());
    if (used.isEmpty()) {
      return tell(turn, "code.used");
    }
    var code = used.get();
    var own = residents.personOf(turn.tx(), estateId, account(turn));
    residents.bind(
        turn.tx(),
        estateId,
        account(turn),
        known,
        code.home(),
        relation,
        code.personId() == null ? Proof.CODE : Proof.VISIT,
        null,
        turn.now());
    forgetDouble(turn, code, own);
    withdrawRequests(turn.tx(), turn, estateId, code.home());
    return tell(
        turn, "bind.done", "home", HomeWords.door(code.home()), "relation", relation.word());
  }

  /** Who was registered at the door turns out to be somebody whom the account names already. */
  private void forgetDouble(Turn turn, Code code, Optional<Long> own) {
    var registered = code.personId();
    if (registered != null
        && own.filter(person -> !person.equals(registered)).isPresent()
        && residents.accounts(turn.tx(), code.estateId(), registered).isEmpty()) {
      residents.unbind(turn.tx(), code.estateId(), registered, code.home(), false, turn.now());
    }
  }

  /** What the code has proved nobody needs to confirm. */
  private void withdrawRequests(Transaction tx, Turn turn, String estateId, Household home) {
    requests.openOf(tx, estateId, account(turn)).stream()
        .filter(r -> r.home().equals(home))
        .forEach(r -> requests.decide(tx, r, BindingRequests.State.WITHDRAWN, null, turn.now()));
  }

  // --- 我的 -------------------------------------------------------------------------------------

  /** What the speaker waits for, in a line each. */
  List<String> waiting(Turn turn) {
    return requests.openOf(turn.tx(), turn.estate().id(), account(turn)).stream()
        .map(r -> answers.text(turn, "mine.waits", "home", HomeWords.door(r.home())))
        .toList();
  }

  /** How many accounts the person has. */
  int accounts(Turn turn) {
    return turn.speaker().personId() == null
        ? 0
        : residents.accounts(turn.tx(), turn.estate().id(), turn.speaker().personId()).size();
  }

  // --- answers ----------------------------------------------------------------------------------

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, Line.of(warned(turn, key, gaps)));
    return "answered";
  }

  /** Who wrote a home or a code into the group is asked not to. */
  private String warned(Turn turn, String key, Object... gaps) {
    var text = answers.text(turn, key, gaps);
    return turn.isPrivate() ? text : answers.text(turn, "bind.not-in-group") + text;
  }

  private Turn there(Turn turn, Question question) {
    return turn.in(estates.byId(question.estateId()));
  }

  static Account account(Turn turn) {
    return new Account(turn.channel(), turn.speaker().accountId());
  }

  private static Asked asked(Turn turn, String estateId) {
    return new Asked(
        estateId, turn.channel(), turn.speaker().privateConversation(), turn.speaker().accountId());
  }
}
