package linli.bot.votes.discussion;

/** What somebody thinks of a statement: 1 同意 2 不同意 3 跳过. */
public enum Answer {
  AGREE,
  DISAGREE,
  SKIP
}
