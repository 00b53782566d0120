/** What a person may ask of us about their own data: 删除我的信息 (PIPL art. 47). */
package linli.bot.privacy;
