/** Joint meetings (联席会议): an agenda that builds itself, minutes, and tasks with deadlines. */
package linli.bot.meetings;
