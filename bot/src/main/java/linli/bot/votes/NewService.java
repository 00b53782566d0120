package linli.bot.votes;

import java.time.Instant;

/**
 * A ballot was handed to the owners of a flat.
 *
 * @param photo of the receipt, or null
 * @param reference of a proof that another system keeps, or null
 * @param by who writes it down, or null
 * @param token by which a system does, or null
 */
public record NewService(
    String estateId,
    long voteId,
    NewVote.Flat flat,
    ServiceWay way,
    Instant servedAt,
    String photo,
    String reference,
    Long by,
    String token) {
  @Override
  public String toString() {
    return "NewService[" + voteId + "]";
  }
}
