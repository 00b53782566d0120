package linli.bot.votes;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import linli.bot.store.Transaction;

/** SQL of pictures of paper; what stands here is not swept away. */
final class VotePhotos {

  private VotePhotos() {}

  private static final String KEEP =
      """
      insert into vote_photo (estate_id, vote_id, sha256, at)
      select $1, $2, sha256, $4 from media_blob where sha256 = $3
      for key share
      """;

  static void keep(Transaction tx, Vote vote, String sha256, Instant now) {
    tx.write(KEEP, Tuple.of(vote.estateId(), vote.id(), sha256, now.atOffset(ZoneOffset.UTC)));
  }
}
