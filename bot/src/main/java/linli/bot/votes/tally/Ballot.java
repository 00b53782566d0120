package linli.bot.votes.tally;

import java.time.Instant;
import java.util.Comparator;

/**
 * One answer as it was cast (选票).
 *
 * @param at when it was sent, or signed on paper; null: not known
 * @param receivedAt when it arrived; null: at once
 * @param by who cast it: a co-owner of the household or, for a proxy, the agent; null: the owner
 * @param proxyFor the co-owner for whom an agent cast it; null: the owner
 * @param authorised a written authorisation of the agent is kept
 * @param order among ballots of the same time, the higher one is later
 */
public record Ballot(
    Choice choice,
    Instant at,
    Instant receivedAt,
    Origin origin,
    Caster caster,
    String by,
    String proxyFor,
    boolean authorised,
    int order) {

  /** How it was cast. */
  public enum Origin {
    ELECTRONIC,
    PAPER;

    public String code() {
      return Codes.of(this);
    }
  }

  /** Who cast it, in relation to the household. */
  public enum Caster {
    OWNER,
    /** Somebody whom the owner authorised (受托人). */
    PROXY,
    /** Of the owner's family, living there, not an owner. */
    FAMILY,
    TENANT,
    /** Who bought a flat that is not handed over yet: the developer still votes. */
    BUYER,
    /** Nobody knows whether he belongs to the household. */
    UNVERIFIED,
    /** 楼栋长: carries ballots, casts none. */
    BUILDING_HEAD;

    public String code() {
      return Codes.of(this);
    }

    boolean livesThere() {
      return this == FAMILY || this == TENANT;
    }
  }

  /** From the first to the last. */
  static final Comparator<Ballot> CASTING =
      Comparator.comparing(Ballot::at, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingInt(Ballot::order);

  /** An owner's answer without a time. */
  public static Ballot of(Choice choice) {
    return new Ballot(choice, null, null, Origin.ELECTRONIC, Caster.OWNER, null, null, false, 0);
  }

  boolean isValid() {
    return choice != Choice.INVALID;
  }

  Ballot spoiled() {
    return new Ballot(
        Choice.INVALID, at, receivedAt, origin, caster, by, proxyFor, authorised, order);
  }

  @Override
  public String toString() {
    return "Ballot[]";
  }
}
