package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estate.Party;
import linli.bot.store.Transaction;

/** SQL of which chat group belongs to which estate. */
public final class Groups {

  private final Estates estates;

  public Groups(Estates estates) {
    this.estates = estates;
  }

  private static final String ASSIGN =
      """
      insert into chat_group (channel, conversation, estate_id, audience, building, party_id)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (channel, conversation) do update
      set audience = excluded.audience, building = excluded.building, party_id = excluded.party_id
      where chat_group.estate_id = excluded.estate_id
      """;

  /**
   * Gives the group to its estate; a staff group becomes where its party reads.
   *
   * @param by the person who does it
   * @return false when the group is another estate's
   */
  public boolean assign(Transaction tx, ChatGroup group, Long by, Instant now) {
    var done =
        tx.preparedQuery(ASSIGN)
            .execute(
                Tuple.of(
                    group.channel(),
                    group.conversation(),
                    group.estateId(),
                    group.audience(),
                    group.building(),
                    group.party()))
            .await();
    if (done.rowCount() == 0) {
      return false;
    }
    leaveParties(tx, group);
    if (group.isStaff()) {
      tx.write(
          READS_HERE,
          Tuple.of(group.estateId(), group.party(), group.channel(), group.conversation()));
    }
    audit(tx, group, by, "assign", now);
    estates.changed(tx);
    return true;
  }

  private static final String READS_HERE =
      """
      update party set channel = $3, conversation = $4 where estate_id = $1 and party_id = $2
      """;

  private static final String LEAVE =
      """
      update party set channel = null, conversation = null
      where estate_id = $1 and channel = $2 and conversation = $3
      """;

  private static void leaveParties(Transaction tx, ChatGroup group) {
    tx.write(LEAVE, Tuple.of(group.estateId(), group.channel(), group.conversation()));
  }

  private static final String RELEASE =
      """
      delete from chat_group where channel = $1 and conversation = $2 and estate_id = $3
      """;

  /** The group belongs to no estate any more, and no party reads there. */
  public void release(Transaction tx, ChatGroup group, Long by, Instant now) {
    tx.write(RELEASE, Tuple.of(group.channel(), group.conversation(), group.estateId()));
    leaveParties(tx, group);
    audit(tx, group, by, "release", now);
    estates.changed(tx);
  }

  private static final String AUDIT =
      """
      insert into audit (estate_id, at, actor, role, fields, purpose)
      values ($1, $2, $3, 'staff', 'chat_group', $4)
      """;

  private static void audit(Transaction tx, ChatGroup group, Long by, String purpose, Instant now) {
    tx.write(AUDIT, Tuple.of(group.estateId(), now.atOffset(ZoneOffset.UTC), by, purpose));
  }

  /** Whether the party's tasks are read in this group. */
  public static boolean isReadBy(ChatGroup group, Party party) {
    return group.conversation().equals(party.conversation())
        && group.channel().equals(party.channel());
  }
}
