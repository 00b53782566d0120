/** Open311 GeoReport v2: how systems of a city read and file cases (docs/open311.md). */
package linli.bot.http.open311;
