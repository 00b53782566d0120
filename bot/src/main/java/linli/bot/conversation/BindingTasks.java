package linli.bot.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.Estates;
import linli.bot.estates.roster.Relation;
import linli.bot.households.BindingRequests;
import linli.bot.households.BindingRequests.Request;
import linli.bot.households.Household;
import linli.bot.households.Residents;
import linli.bot.households.Residents.Registered;
import linli.bot.residents.Speaker;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** Asks staff, one after the other, whether somebody belongs to a household. */
final class BindingTasks {

  private final BindingRequests requests;
  private final Residents residents;
  private final Estates estates;
  private final Speech speech;
  private final Texts texts;

  BindingTasks(
      BindingRequests requests, Residents residents, Estates estates, Speech speech, Texts texts) {
    this.requests = requests;
    this.residents = residents;
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
    requests.onSilence(this::ask, this::askNext, this::expired);
  }

  /** Gives the task to the first who may confirm; at night it waits for the morning. */
  void ask(Transaction tx, Request request, Instant now) {
    if (QuietHours.contains(now)) {
      return;
    }
    var estate = estates.byId(request.estateId());
    able(tx, estate, request, now).stream()
        .findFirst()
        .ifPresentOrElse(
            staff -> speech.toStaff(tx, estate, staff, task(tx, request)),
            () -> speech.toParty(tx, estate, committee(estate), task(tx, request)));
  }

  private static Party committee(Estate estate) {
    return estate.partyOfKind("committee").orElseThrow();
  }

  /** How residents may hear of who is asked first. */
  String whoIsAsked(Transaction tx, Request request, Instant now) {
    var estate = estates.byId(request.estateId());
    return able(tx, estate, request, now).stream()
        .findFirst()
        .map(Staff::title)
        .orElseGet(() -> committee(estate).name());
  }

  private void askNext(Transaction tx, Request request, Instant at) {
    var estate = estates.byId(request.estateId());
    var able = able(tx, estate, request, at);
    able.stream()
        .skip(Math.min(1, Math.max(0, able.size() - 1)))
        .findFirst()
        .ifPresent(staff -> speech.toStaff(tx, estate, staff, task(tx, request)));
  }

  private void expired(Transaction tx, Request request, Instant at) {
    tell(tx, request, "bind.expired", "home", HomeWords.door(request.home()));
  }

  /** Says something to who asked to be bound. */
  void tell(Transaction tx, Request request, String key, Object... gaps) {
    speech.toAccount(
        tx,
        request.estateId(),
        request.account().channel(),
        request.account().id(),
        Line.of(texts.of(request.estateId()).say(key, gaps)));
  }

  /** Who can be asked, each once: those on duty, else all who have the role; never oneself. */
  private List<Staff> able(Transaction tx, Estate estate, Request request, Instant now) {
    var own = residents.personOf(tx, estate.id(), request.account()).orElse(null);
    var able = new ArrayList<Staff>();
    for (var role : requests.confirmingRoles(tx, estate.id())) {
      var onDuty = estate.onDuty(role, ChinaTime.zoned(now));
      var holders =
          onDuty.isEmpty()
              ? estate.staff().stream().filter(s -> s.role().equals(role)).toList()
              : onDuty;
      for (var staff : holders) {
        var isNew = able.stream().noneMatch(a -> a.personId() == staff.personId());
        if (isNew && (own == null || own != staff.personId()) && !staff.accounts().isEmpty()) {
          able.add(staff);
        }
      }
    }
    return able;
  }

  private Line task(Transaction tx, Request request) {
    var known =
        candidates(tx, request.estateId(), request.account(), request.home(), request.relation());
    var own = texts.of(request.estateId());
    var text =
        own.say(
            "bind.task",
            "n",
            request.no(),
            "who",
            request.called(),
            "home",
            HomeWords.door(request.home()),
            "relation",
            request.relation().word(),
            "known",
            known.isEmpty() ? "" : own.say("bind.task.known", "list", numbered(known)));
    return Line.of(text)
        .with(new Button("确认绑定 " + request.no(), "确认"), new Button("拒绝绑定 " + request.no(), "拒绝"));
  }

  /** 1张* 2李*. */
  static String numbered(List<Registered> known) {
    var list = new ArrayList<String>();
    known.forEach(r -> list.add((list.size() + 1) + BindingTalk.shown(r)));
    return list.stream().collect(Collectors.joining(" "));
  }

  /**
   * Who of the register the account can be: of the same relation, and not on this channel yet. An
   * account that has a person is nobody else.
   */
  List<Registered> candidates(
      Transaction tx, String estateId, Account account, Household home, Relation relation) {
    if (residents.personOf(tx, estateId, account).isPresent()) {
      return List.of();
    }
    return residents.of(tx, estateId, home).stream()
        .filter(r -> r.relation() == relation && Residents.isNamed(r))
        .filter(
            r ->
                residents.accounts(tx, estateId, r.personId()).stream()
                    .noneMatch(a -> a.channel().equals(account.channel())))
        .toList();
  }

  /** Whether the speaker has a role that may confirm in this estate. */
  boolean mayConfirm(Transaction tx, Estate estate, Speaker speaker) {
    var confirming = requests.confirmingRoles(tx, estate.id());
    return speaker.roles().stream().anyMatch(r -> confirming.contains(r.role()));
  }
}
