package linli.bot.receptions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import linli.bot.estates.Estate;
import linli.bot.receptions.Hosts.Host;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;

/** Whether the people who receive will be there, and who stands in for them. */
public final class Attendance {

  /** From {@link Step#ARRANGE} on. */
  private static final int ASKED_BEFORE_DAYS = 3;

  private final ReceptionRules rules;
  private final ReceptionRepository receptions;
  private final EntryRepository entries;
  private final Hosts hosts;
  private final ReceptionNotices notices;

  Attendance(
      ReceptionRules rules,
      ReceptionRepository receptions,
      EntryRepository entries,
      Hosts hosts,
      ReceptionNotices notices) {
    this.rules = rules;
    this.receptions = receptions;
    this.entries = entries;
    this.hosts = hosts;
    this.notices = notices;
  }

  /** What somebody answered: for which day, and who is asked instead of them. */
  public record Answered(Reception about, boolean comes, Optional<String> standIn) {}

  /** 确认, 请假: for the nearest day of which the speaker was asked; empty when of none. */
  public Optional<Answered> answer(
      Transaction tx, Estate estate, Speaker speaker, boolean comes, Instant now) {
    if (speaker.personId() == null) {
      return Optional.empty();
    }
    var soon = ChinaTime.date(now).plusDays(ASKED_BEFORE_DAYS);
    for (var about : receptions.coming(tx, estate.id(), now)) {
      if (about.heldOn().isAfter(soon)) {
        break;
      }
      for (var host : hosts.of(tx, about)) {
        if (host.personId() == speaker.personId()) {
          return Optional.of(answer(tx, estate, about, host, comes, now));
        }
      }
    }
    return Optional.empty();
  }

  private Answered answer(
      Transaction tx, Estate estate, Reception about, Host host, boolean comes, Instant now) {
    hosts.answer(tx, about, host, comes, now);
    if (comes) {
      return new Answered(about, true, Optional.empty());
    }
    if (host.role().equals(Hosts.MANAGER)) {
      tellChief(tx, estate, about, host);
      return new Answered(about, false, Optional.empty());
    }
    return new Answered(about, false, standIn(tx, estate, about, host, now));
  }

  private void tellChief(Transaction tx, Estate estate, Reception about, Host manager) {
    var name = ReceptionNotices.name(estate, manager.personId());
    notices.toChief(
        tx,
        estate,
        about,
        Line.of(notices.about(estate, about, "reception.declined.manager", "name", name)));
  }

  private Optional<String> standIn(
      Transaction tx, Estate estate, Reception about, Host declined, Instant now) {
    if (declined.rank() == 0) {
      var deputy = askDeputy(tx, estate, about);
      if (deputy.isPresent()) {
        return deputy;
      }
    }
    tellStreet(tx, estate, about, now);
    return Optional.empty();
  }

  /** Asks the deputy, once; gives the name. */
  Optional<String> askDeputy(Transaction tx, Estate estate, Reception about) {
    var deputy = rules.of(tx, estate.id()).map(rule -> rule.on(about.nominalOn()).deputy());
    if (deputy.isEmpty() || !hosts.add(tx, about, Hosts.SECRETARY, 1, deputy.get())) {
      return Optional.empty();
    }
    var host = new Host(Hosts.SECRETARY, 1, deputy.get(), null);
    var first =
        hosts.of(tx, about).stream()
            .filter(h -> h.role().equals(Hosts.SECRETARY) && h.rank() == 0)
            .map(h -> ReceptionNotices.name(estate, h.personId()))
            .findFirst()
            .orElse("");
    notices.ask(
        tx, estate, host, notices.about(estate, about, "reception.ask.deputy", "name", first));
    return Optional.of(ReceptionNotices.name(estate, deputy.get()));
  }

  void tellStreet(Transaction tx, Estate estate, Reception about, Instant now) {
    if (!receptions.streetTold(tx, about, now)) {
      return;
    }
    notices.toStreet(
        tx,
        estate,
        notices.about(estate, about, "reception.ask.street", "committee", estate.committee()));
  }

  /** Three days before: place, time, and what is still open from the last day. */
  void arrange(Transaction tx, Estate estate, Reception about, String promises) {
    for (var host : open(tx, about)) {
      var own = host.role().equals(Hosts.SECRETARY) ? promises : "";
      notices.ask(
          tx, estate, host, notices.about(estate, about, "reception.arrange", "promises", own));
    }
  }

  /**
   * Everybody who has not said that they do not come.
   *
   * @param text by the host's role
   */
  void tellHosts(Transaction tx, Estate estate, Reception about, UnaryOperator<String> text) {
    for (var host : hosts.of(tx, about)) {
      if (host.isOpen() || host.hasConfirmed()) {
        notices.toPerson(tx, estate, host.personId(), Line.of(text.apply(host.role())));
      }
    }
  }

  boolean isOpen(Transaction tx, Reception about) {
    return hosts.confirmed(tx, about, Hosts.SECRETARY).isEmpty();
  }

  /** Asks everybody who has not answered. */
  void ask(Transaction tx, Estate estate, Reception about) {
    var list = signedUp(tx, about);
    for (var host : open(tx, about)) {
      notices.ask(tx, estate, host, notices.about(estate, about, "reception.ask", "list", list));
    }
  }

  void askAgain(Transaction tx, Estate estate, Reception about) {
    for (var host : open(tx, about)) {
      notices.ask(tx, estate, host, notices.about(estate, about, "reception.ask.again"));
    }
  }

  private List<Host> open(Transaction tx, Reception about) {
    return hosts.of(tx, about).stream().filter(Host::isOpen).toList();
  }

  private String signedUp(Transaction tx, Reception about) {
    var active = entries.of(tx, about).stream().filter(e -> !e.isCancelled()).toList();
    return active.isEmpty()
        ? notices.text("reception.signed.none")
        : notices.text(
            "reception.signed", "n", active.size(), "categories", notices.categories(active));
  }

  /** 李经理已确认; what is known of the manager, for the secretary. */
  String managerState(Transaction tx, Estate estate, Reception about) {
    return hosts.of(tx, about).stream()
        .filter(h -> h.role().equals(Hosts.MANAGER))
        .findFirst()
        .map(
            h ->
                notices.text(
                    "reception.manager." + (h.isOpen() ? "open" : h.answer()),
                    "name",
                    ReceptionNotices.name(estate, h.personId())))
        .orElse("");
  }
}
