/** The roster (名册) of an estate: its flats with their areas and the people who belong to them. */
package linli.bot.estates.roster;
