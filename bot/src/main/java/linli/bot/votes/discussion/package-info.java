/** Before a vote (议一议): one sentence each, and who agrees with it, by building. */
package linli.bot.votes.discussion;
