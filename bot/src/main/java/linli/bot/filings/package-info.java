/** Cases that other systems file for somebody who has no chat with us. */
package linli.bot.filings;
