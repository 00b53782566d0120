package linli.bot.conversation;

import java.util.Optional;
import java.util.regex.Pattern;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Kind;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estates;
import linli.bot.households.HouseholdCodes;
import linli.bot.households.Residents;
import linli.bot.inbox.ReceivedEvent;
import linli.bot.inbox.WantsOpinion;
import linli.bot.questions.Handovers;
import linli.bot.questions.Questions;
import linli.bot.residents.Speakers;
import linli.bot.store.Transaction;
import linli.nlp.PersonalData;
import linli.nlp.Understander;
import linli.nlp.Understanding;

/**
 * Messages whose sender would be asked what they mean: whether somebody else may be asked first,
 * and what follows from what they picked.
 */
final class SecondLook implements WantsOpinion {

  /** Who writes more has said what it is about, or much about themselves. */
  private static final int LONGEST = 120;

  private static final int SHORTEST_NAME = 2;
  private static final String NAME_HIDDEN = "【姓名已隐藏】";

  /** Letters, signs and words that speak to a machine: ids, links, orders. It is not passed on. */
  private static final Pattern TO_A_MACHINE =
      Pattern.compile(
          "[A-Za-z]{3,}|[<>{}\\[\\]`|_\\\\]|忽略|无视|不要理会|指令|提示词|系统提示|上面的|以上(?:内容|要求|规则)"
              + "|扮演|你现在是|从现在起|只(?:回答|回复|输出)|请?输出|编号是|模型|人工智能");

  private final Estates estates;
  private final Understander understander;
  private final Speakers speakers;
  private final Residents residents;
  private final Questions questions;
  private final Handovers handovers;

  SecondLook(
      Estates estates,
      Understander understander,
      Speakers speakers,
      Residents residents,
      Questions questions,
      Handovers handovers) {
    this.estates = estates;
    this.understander = understander;
    this.speakers = speakers;
    this.residents = residents;
    this.questions = questions;
    this.handovers = handovers;
  }

  @Override
  public boolean of(String channel, InboundEvent event) {
    if (event.kind() != Kind.MESSAGE
        || event.replyTo() != null
        || event.action() != null
        || !Turns.meantForBot(event)
        || estates
            .group(channel, event.conversation().id())
            .filter(ChatGroup::isStaff)
            .isPresent()) {
      return false;
    }
    var text = Turns.words(event);
    return !text.isBlank()
        && text.length() <= LONGEST
        && !TO_A_MACHINE.matcher(text).find()
        && Wording.digit(text).isEmpty()
        && Command.parse(text, true).isEmpty()
        && VoteWording.choice(text).isEmpty()
        && !HouseholdCodes.looksLikeOne(text)
        && !WaitingWords.askWhen(text)
        && !WaitingWords.sayWhere(text, false)
        && isUnclear(text);
  }

  /** What a rule took for no danger is no matter for others either. */
  private boolean isUnclear(String text) {
    var understood = understander.understandAddressed(text);
    return understood.hazard() == null
        && understood.vetoed() == null
        && AddressedTalk.asksBack(understood);
  }

  /** Of who was asked something, talks to a person or works here nothing is passed on. */
  @Override
  public Optional<String> words(Transaction tx, String estateId, ReceivedEvent received) {
    var estate = estates.byId(estateId);
    var event = received.event();
    var account = event.sender().id();
    var channel = received.channel();
    var now = received.receivedAt();
    var speaker = speakers.find(tx, estate, channel, account);
    if (speaker.isStaff()
        || !questions.open(tx, channel, event.conversation().id(), account, now).isEmpty()
        || handovers.running(tx, estateId, speaker, now).isPresent()) {
      return Optional.empty();
    }
    var plain = estates.placeNames(estateId).plain(Turns.words(event));
    if (!isUnclear(plain)) {
      return Optional.empty();
    }
    var hidden = plain.replace(estate.name(), "小区");
    for (var name : residents.namesIn(tx, estateId, plain)) {
      hidden = hide(hidden, name);
    }
    return Optional.of(PersonalData.maskForStrangers(hide(hidden, event.sender().name())));
  }

  private static String hide(String text, String name) {
    return name == null || name.length() < SHORTEST_NAME ? text : text.replace(name, NAME_HIDDEN);
  }

  /** What the message means when it is about what somebody else picked; empty where nobody did. */
  Optional<Understanding> at(Turn turn) {
    var picked = turn.received().opinion();
    if (picked == null) {
      return Optional.empty();
    }
    var plain = estates.placeNames(turn.estate().id()).plain(turn.text());
    return Optional.of(understander.understandAs(plain, picked));
  }
}
