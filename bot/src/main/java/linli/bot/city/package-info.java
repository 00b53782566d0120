/** What becomes of cases at the platforms of cities (docs/open311.md). */
package linli.bot.city;
