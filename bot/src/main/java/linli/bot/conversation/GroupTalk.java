package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import linli.bot.cases.Report;
import linli.bot.conversation.Command.Verb;
import linli.bot.questions.Question;
import linli.bot.residents.MutedTopics;
import linli.bot.residents.Topic;
import linli.nlp.PersonalData;
import linli.nlp.Understanding;

/**
 * The order of what is tried in a group of residents: meant for the bot, joins an open case, clear
 * new report (offered in private), silence.
 */
final class GroupTalk {

  /** Certainty from which an un-addressed report is offered to be taken. */
  private static final double CLEAR = 0.8;

  private static final Set<String> ABOUT_COMPANY =
      Set.of("service_quality", "property_fee", "owner_affairs");

  private final SetUpTalk setUp;
  private final AnswerTalk answerTalk;
  private final BindingTalk bindings;
  private final ReportTalk reports;
  private final ReceptionTalk receptions;
  private final ContactTalk contacts;
  private final VoteDoor votes;
  private final SmallTalk smallTalk;
  private final MutedTopics muted;
  private final MediaTalk media;
  private final UproarTalk uproars;
  private final AddressedTalk addressed;
  private final ResidentWords inOwnWords = ResidentWords.load();

  GroupTalk(
      SetUpTalk setUp,
      AnswerTalk answerTalk,
      BindingTalk bindings,
      ReportTalk reports,
      ReceptionTalk receptions,
      ContactTalk contacts,
      VoteDoor votes,
      SmallTalk smallTalk,
      MutedTopics muted,
      MediaTalk media,
      UproarTalk uproars,
      AddressedTalk addressed) {
    this.setUp = setUp;
    this.answerTalk = answerTalk;
    this.bindings = bindings;
    this.reports = reports;
    this.receptions = receptions;
    this.contacts = contacts;
    this.votes = votes;
    this.smallTalk = smallTalk;
    this.muted = muted;
    this.media = media;
    this.uproars = uproars;
    this.addressed = addressed;
  }

  String answer(Turn turn, Understanding understood) {
    if (setUp.isOfAnotherEstate(turn, understood)) {
      return setUp.sayWhoseGroup(turn);
    }
    var open = answersInGroup(turn);
    if (!open.isEmpty()) {
      var digit = Wording.digit(turn.text());
      if (digit.isPresent()) {
        return answerTalk.digit(turn, digit.get(), open);
      }
      var label = answerTalk.label(turn, open);
      if (label.isPresent()) {
        return label.get();
      }
    }
    var vote = votes.inGroup(turn);
    if (vote.isPresent()) {
      return vote.get();
    }
    var command =
        Command.parse(turn.text(), false)
            .or(() -> turn.addressed() ? inOwnWords.read(turn.text()) : Optional.empty());
    if (command.filter(c -> asksToBind(turn, c)).isPresent()) {
      return addressed.verb(turn, command.get(), understood);
    }
    if (turn.addressed() || command.filter(c -> !c.numbers().isEmpty()).isPresent()) {
      return addressedInGroup(turn, understood, command, open);
    }
    return overheard(turn, understood, command);
  }

  /** 绑定 and 解绑 with a home are meant for the bot also when nobody says so. */
  private boolean asksToBind(Turn turn, Command command) {
    return (command.verb() == Verb.BIND || command.verb() == Verb.UNBIND)
        && (turn.addressed() || bindings.isMeant(turn, command.words()));
  }

  /** Questions that this person was asked in the group; looked up only for what may answer them. */
  private List<Question> answersInGroup(Turn turn) {
    return turn.addressed() || Wording.digit(turn.text()).isPresent()
        ? answerTalk.open(turn)
        : List.of();
  }

  private String addressedInGroup(
      Turn turn, Understanding understood, Optional<Command> command, List<Question> open) {
    if (PrivateTalk.onlyRefused(turn)) {
      return "silent";
    }
    var phone = command.isEmpty() ? contacts.left(turn, understood) : Optional.<String>empty();
    if (phone.isPresent()) {
      return phone.get();
    }
    if (PersonalData.mask(turn.text()).contains("已隐藏】")) {
      smallTalk.warnAboutPersonalData(turn);
    }
    var reception = receptions.command(turn, understood);
    if (reception.isPresent()) {
      return reception.get();
    }
    var answered = answerTalk.words(turn, open, command, understood);
    if (answered.isPresent()) {
      return answered.get();
    }
    return command.isPresent()
        ? addressed.verb(turn, command.get(), understood)
        : addressed.words(turn, understood, open);
  }

  private String overheard(Turn turn, Understanding understood, Optional<Command> command) {
    uproars.overheard(turn);
    var meToo =
        "me_too".equals(understood.intent())
            || command.filter(c -> c.verb() == Verb.PLUS_ONE).isPresent();
    var same = reports.overheard(turn, understood);
    if (same.isPresent()) {
      return reports.joinQuietly(turn, same.get(), Report.Kind.JOIN);
    }
    if (meToo) {
      return addressed.plusOne(turn, understood, false);
    }
    var clear =
        "report".equals(understood.intent())
            && AddressedTalk.isClear(understood)
            && understood.score() >= CLEAR;
    if (clear) {
      var outage = reports.belongsToOutage(turn, understood);
      if (outage.isPresent()) {
        return outage.get();
      }
    }
    if (clear && mayOffer(turn, understood)) {
      reports.offer(turn);
      media.keepForWords(turn, turn.speaker().privateConversation());
      return "offered";
    }
    return "silent";
  }

  /** Anger about the company is no request: it is left alone (journey J9). */
  private boolean mayOffer(Turn turn, Understanding understood) {
    var by = turn.speaker();
    return turn.estate().offerUnaddressed()
        && !ABOUT_COMPANY.contains(understood.issues().getFirst().type())
        && !muted.isMuted(turn.tx(), turn.estate().id(), by.channel(), by.accountId(), Topic.OFFERS)
        && smallTalk.firstToday(turn, "offer");
  }
}
