/** Files that anybody can count again: cases written by hand and exports of votes. */
package linli.bot.votes.recount;
