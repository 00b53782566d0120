package linli.bot;

import java.util.OptionalInt;
import linli.bot.cases.Cases;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Staff;
import linli.bot.estates.Estates;
import linli.bot.estates.StaffBook;
import linli.bot.questions.Questions;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.bot.store.EstateLock;
import linli.nlp.Catalogue;

/** Ends what somebody is in an estate, by command; their open work goes to the duty. */
final class Dismissal {

  private final Wiring wiring;
  private final Estates estates = new Estates();
  private final Cases cases;

  Dismissal(Wiring wiring) {
    this.wiring = wiring;
    estates.load(wiring.database().pool());
    var texts = Texts.load().with(id -> estates.byId(id).texts());
    cases =
        Cases.create(
            Catalogue.load(),
            ServeCommand.calendar(wiring.config().holidays()),
            estates,
            new Questions(wiring.due()),
            wiring.outbox(),
            new Speech(wiring.outbox(), wiring.clock()),
            texts,
            wiring.due(),
            null,
            wiring.clock());
  }

  /**
   * @return how many cases wait for somebody else now; empty, and nothing is done, when nobody
   *     could set up the estate without this one
   */
  OptionalInt of(Estate estate, Staff gone) {
    return wiring
        .transactions()
        .run(
            tx -> {
              EstateLock.take(tx, estate.id());
              var now = wiring.clock().instant();
              var book = new StaffBook(estates);
              if (book.isLastAuthority(tx, estate.id(), gone)) {
                return OptionalInt.empty();
              }
              book.remove(tx, estate.id(), gone, null, now);
              return OptionalInt.of(cases.releases().release(tx, estate.without(gone), gone, now));
            });
  }
}
