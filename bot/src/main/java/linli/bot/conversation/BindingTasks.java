package linli.bot.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.Estates;
import linli.bot.estates.Rights;
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
  private final Rights rights = Rights.load();

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
    able(tx, estate, request.account(), now).stream()
        .findFirst()
        .ifPresent(staff -> speech.toStaff(tx, estate, staff, task(tx, request)));
  }

  /** How residents may hear of who is asked first; empty where nobody can be. */
  Optional<String> whoIsAsked(Transaction tx, Estate estate, Account account, Instant now) {
    return able(tx, estate, account, now).stream().findFirst().map(Staff::title);
  }

  private void askNext(Transaction tx, Request request, Instant at) {
    var estate = estates.byId(request.estateId());
    var able = able(tx, estate, request.account(), at);
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
  private List<Staff> able(Transaction tx, Estate estate, Account account, Instant now) {
    var own = residents.personOf(tx, estate.id(), account).orElse(null);
    var able = new ArrayList<Staff>();
    for (var role : rolesFor(tx, estate, account)) {
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

  /**
   * The roles that may decide about this account: those that confirm, or, where nobody else has
   * one, those that may add staff.
   */
  private List<String> rolesFor(Transaction tx, Estate estate, Account account) {
    var own = account == null ? null : residents.personOf(tx, estate.id(), account).orElse(null);
    var confirming = requests.confirmingRoles(tx, estate.id());
    var isHeld =
        estate.staff().stream()
            .filter(staff -> own == null || own != staff.personId())
            .filter(staff -> !staff.accounts().isEmpty())
            .anyMatch(staff -> confirming.contains(staff.role()));
    return isHeld ? confirming : rights.rolesThatAddStaff();
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
            request.called() == null ? own.say("bind.task.nameless") : request.called(),
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
   * Who of the register the account can be: of the same relation, and not on this channel yet;
   * nobody of staff. An account that has a person is nobody else.
   */
  List<Registered> candidates(
      Transaction tx, String estateId, Account account, Household home, Relation relation) {
    if (residents.personOf(tx, estateId, account).isPresent()) {
      return List.of();
    }
    return residents.of(tx, estateId, home).stream()
        .filter(r -> r.relation() == relation && Residents.isNamed(r) && !r.isStaff())
        .filter(
            r ->
                residents.accounts(tx, estateId, r.personId()).stream()
                    .noneMatch(a -> a.channel().equals(account.channel())))
        .toList();
  }

  /**
   * Whether the speaker has a role that may confirm in this estate.
   *
   * @param account whom it is about, or null: anybody
   */
  boolean mayConfirm(Transaction tx, Estate estate, Speaker speaker, Account account) {
    var confirming = rolesFor(tx, estate, account);
    return speaker.roles().stream().anyMatch(r -> confirming.contains(r.role()));
  }
}
