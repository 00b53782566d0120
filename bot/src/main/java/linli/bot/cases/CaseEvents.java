package linli.bot.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.OutboundMessage;
import linli.bot.cases.Case.State;
import linli.bot.channels.Channel;
import linli.bot.estates.Estates;
import linli.bot.outbox.Outbox;
import linli.bot.store.Transaction;

/**
 * Tells other systems what happens to cases: for each line of a case's history a line of the outbox
 * for each subscriber that may know of it. The case is its conversation there, so its order is
 * kept. Nothing in it is a person's: no room, no name, no words.
 */
public final class CaseEvents {

  private final Outbox outbox;
  private final Estates estates;
  private final CaseFacts facts;
  private final CaseDisclosure disclosure;
  private final List<Channel> subscribers;

  CaseEvents(Outbox outbox, Estates estates, CaseFacts facts, CaseDisclosure disclosure) {
    this.outbox = outbox;
    this.estates = estates;
    this.facts = facts;
    this.disclosure = disclosure;
    this.subscribers = outbox.channels().subscribers();
  }

  /** What happened, to those who may know of the case as it is now. */
  void changed(Transaction tx, Case now, String verb, State from, Actor actor, Instant at) {
    for (var subscriber : subscribers) {
      if (subscriber.subscription().covers(now.estateId(), now.partyId())) {
        var event = event("case.changed", now, at);
        event
            .putObject("change")
            .put("verb", verb)
            .put("from", from == null ? null : from.name())
            .put("to", now.state().name())
            .put("actorRole", actor.role());
        event.set("case", whole(now));
        add(tx, subscriber, now, event, at);
      }
    }
  }

  /** That it is another party's now, to those who may know no more of it than that. */
  void left(Transaction tx, Case before, Case now, Instant at) {
    for (var subscriber : subscribers) {
      var covers = subscriber.subscription();
      if (covers.covers(before.estateId(), before.partyId())
          && !covers.covers(now.estateId(), now.partyId())) {
        var event = event("case.left", now, at);
        event.putObject("case").put("id", CaseFacts.id(now)).put("no", now.no());
        add(tx, subscriber, now, event, at);
      }
    }
  }

  private static ObjectNode event(String what, Case about, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", UUID.randomUUID().toString())
        .put("event", what)
        .put("at", CaseFacts.time(at))
        .put("estate", about.estateId());
  }

  private ObjectNode whole(Case now) {
    var json = facts.kind(now);
    CaseFacts.party(json, estates.byId(now.estateId()), now);
    CaseFacts.place(json, disclosure.place(now));
    json.put("anonymous", now.anonymous());
    CaseFacts.times(json, now);
    return json.put("reopened", now.reopened())
        .put("href", "/api/v1/estates/%s/cases/%s".formatted(now.estateId(), CaseFacts.id(now)));
  }

  private void add(Transaction tx, Channel subscriber, Case about, ObjectNode event, Instant at) {
    outbox.add(
        tx,
        subscriber.name(),
        about.estateId(),
        new OutboundMessage(
            UUID.fromString(event.path("id").asText()),
            about.estateId() + "/" + CaseFacts.id(about),
            Type.GROUP,
            null,
            event.toString(),
            List.of(),
            null,
            about.no(),
            at));
  }
}
