package linli.bot.http.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import linli.bot.access.Caller;
import linli.bot.access.Scope;
import linli.bot.cases.Case;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseRecords;
import linli.bot.estates.Estate;
import linli.bot.media.Blobs;
import linli.bot.media.Blobs.StoreFailed;
import linli.bot.media.CaseMedia;
import linli.bot.media.CaseMedia.Shown;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** The bytes of a picture or recording, for who may see the persons of its case; audited. */
final class MediaApi {

  private final VisibleEstates estates;
  private final CasesApi cases;
  private final CaseRecords records;
  private final CaseMedia media;
  private final Transactions transactions;
  private final Blobs blobs;
  private final Clock clock;

  MediaApi(
      VisibleEstates estates,
      CasesApi cases,
      CaseRecords records,
      CaseMedia media,
      Transactions transactions,
      Blobs blobs,
      Clock clock) {
    this.estates = estates;
    this.cases = cases;
    this.records = records;
    this.media = media;
    this.transactions = transactions;
    this.blobs = blobs;
    this.clock = clock;
  }

  void one(RoutingContext context, Caller caller) {
    var estate = estates.named(context, caller);
    if (!caller.may(Scope.PERSONAL)) {
      throw new ApiRefused(
          403, "Authorization", "expected a token with the scope " + Scope.PERSONAL.written());
    }
    var id = id(context);
    var found = transactions.runQuietly(tx -> look(tx, context, estate, id, caller));
    var bytes = found.flatMap(shown -> bytes(shown.sha256()));
    if (bytes.isEmpty()) {
      throw ApiRefused.notFound("media", "the id of a picture or recording");
    }
    send(context, found.get(), bytes.get());
  }

  private static long id(RoutingContext context) {
    var written = context.pathParam("media");
    if (!written.matches("\\d{1,18}")) {
      throw ApiRefused.expected("media", "an id from the case's media", written);
    }
    return Long.parseLong(written);
  }

  private Optional<Shown> look(
      Transaction tx, RoutingContext context, Estate estate, long id, Caller caller) {
    var about = cases.find(tx, estate, context.pathParam("no"), caller).map(found -> found.about());
    var ofHidden = CaseDisclosure.isCommunity(estate, caller.partyId());
    var shown =
        about
            .filter(c -> CasesApi.showsPersons(estate, c, caller))
            .flatMap(c -> media.find(tx, c.estateId(), c.id(), ofHidden, id));
    shown.ifPresent(x -> audit(tx, about.orElseThrow(), id, caller));
    return shown;
  }

  private void audit(Transaction tx, Case about, long id, Caller caller) {
    records.looked(tx, about, id, caller.name(), clock.instant());
  }

  private Optional<byte[]> bytes(String sha256) {
    try {
      return blobs.get(sha256);
    } catch (StoreFailed away) {
      throw new ApiRefused(503, null, "the store of pictures is not available now");
    }
  }

  /** To be saved, not to be run: whatever it is, no browser takes it for a page. */
  private static void send(RoutingContext context, Shown shown, byte[] bytes) {
    var name =
        "%s-%s-%d.%s"
            .formatted(
                context.pathParam("no"),
                shown.stage().written(),
                shown.id(),
                shown.format().extension());
    context
        .response()
        .putHeader("Content-Type", shown.format().contentType())
        .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store")
        .end(Buffer.buffer(bytes));
  }
}
