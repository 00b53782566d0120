/** Orders of the city's hotline (12345): from a table into cases, and their states back. */
package linli.bot.hotline;
