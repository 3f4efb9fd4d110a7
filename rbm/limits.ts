/**
 * Every published limit of RCS Business Messaging, in one place, used by validation, UI hints and
 * the emulator. Google's developer guide is abbreviated "guides" below:
 * https://developers.google.com/business-communications/rcs-business-messaging/guides
 */
export const LIMITS = {
	/** Characters in a text message (guides/build/messages/send). */
	text: 3072,
	/** Suggestions under a message, of any kind (guides/build/messages/send). */
	suggestionsPerMessage: 11,
	/** Suggestions on one rich card (guides/build/messages/send). */
	suggestionsPerCard: 4,
	/** Characters in the label of a suggestion (reference: Suggestion). */
	suggestionText: 25,
	/** Characters of postback data, plain text (guides/build/messages/send). */
	postbackData: 2048,
	/** Characters of a URL: open-URL action, fallback URL (reference: Suggestion). */
	url: 2048,
	/** Characters in a calendar event's title. */
	calendarTitle: 100,
	/** Characters in a calendar event's description. */
	calendarDescription: 500,
	/** Characters in a rich card's title. */
	cardTitle: 200,
	/** Characters in a rich card's description. */
	cardDescription: 2000,
	/** Fewest cards in a carousel. */
	carouselMin: 2,
	/** Most cards in a carousel. */
	carouselMax: 10,
	/** Bytes of a whole stringified AgentMessage: 250 KB, read as 250 × 1024 (the unit is a guess). */
	messageBytes: 250 * 1024,
	/** Seconds a message may wait before it expires: 15 days (guides/build/messages/send). */
	expirySeconds: 15 * 24 * 60 * 60,
	/** Bytes of one file, and of all attachments of a message: 100 MiB (guides/build/messages/send). */
	fileBytes: 100 * 1024 * 1024,
	/** Bytes of a thumbnail: 100 kB, read as 100 × 1024 (guides/build/messages/send; the unit is a guess). */
	thumbnailBytes: 100 * 1024,
	/** Days an uploaded file can be used (reference: files.create). */
	uploadedFileDays: 60,
	/** Most numbers in one bulk check (reference: users.batchGet). */
	batchUsersMax: 10_000,
	/** Fewest numbers in one bulk check that get sample counters (guides/build/capabilities). */
	batchUsersMin: 500,
	/** Bulk checks in a minute (reference: users.batchGet). */
	batchCallsPerMinute: 600,
	/** Invitations to testers in a day, for each agent (reference: testers.create). */
	testerInvitesPerDay: 20,
	/** Invitations to testers in total, for each agent (reference: testers.create). */
	testerInvitesTotal: 200,
} as const;

/**
 * Counts characters as Unicode code points, so that an emoji is one. Google says "characters"
 * without defining them; code points are our guess, and the reading that never refuses a message
 * Google would take.
 */
export function characterCount(text: string): number {
	return [...text].length;
}
