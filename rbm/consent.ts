import type { RbmEvent } from './events';

/** What a person said about further messages. */
export type Consent = 'OPT_OUT' | 'OPT_IN';

/**
 * Keywords that Google's unsubscribe and subscribe buttons send, by calling code
 * (guides/build/events/receive-events). STOP and START count everywhere.
 */
const KEYWORDS: Array<{ callingCode: string; optOut: string; optIn: string }> = [
	{ callingCode: '+33', optOut: 'STOP', optIn: 'Démarrer' },
	{ callingCode: '+34', optOut: 'BAJA', optIn: 'ALTA' },
	{ callingCode: '+52', optOut: 'BAJA', optIn: 'ALTA' },
	{ callingCode: '+55', optOut: 'parar', optIn: 'começar' },
];

/** Case, accents and what surrounds the word do not matter: people type it. */
function normalised(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/^[\s.!"']+|[\s.!"']+$/g, '')
		.toLowerCase();
}

/**
 * Whether an event takes consent back or gives it: the event of the button, or the keyword, typed or
 * sent along by the button. Only a text that is nothing but the keyword counts.
 */
export function consentOf(event: RbmEvent): Consent | undefined {
	if (event.eventType === 'UNSUBSCRIBE') return 'OPT_OUT';
	if (event.eventType === 'SUBSCRIBE') return 'OPT_IN';
	if (event.eventType !== 'TEXT') return undefined;
	const { phoneNumber, text } = event;
	const local = KEYWORDS.filter(({ callingCode }) => phoneNumber.startsWith(callingCode));
	const word = normalised(text);
	if (['STOP', ...local.map(({ optOut }) => optOut)].some((each) => normalised(each) === word)) {
		return 'OPT_OUT';
	}
	if (['START', ...local.map(({ optIn }) => optIn)].some((each) => normalised(each) === word)) {
		return 'OPT_IN';
	}
	return undefined;
}
