/**
 * The count of a vote (计票): a pure function of the register, the ballots and the rules. No input,
 * no output, no clock; whole numbers only.
 */
package linli.bot.votes.tally;
