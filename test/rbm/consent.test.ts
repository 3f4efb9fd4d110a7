import { consentOf } from '../../rbm/consent';
import { classify } from '../../rbm/events';

const event = (payload: object) => classify(Buffer.from(JSON.stringify(payload)));

it.each([
	['+14155550123', 'STOP', 'OPT_OUT'],
	['+4915112345678', ' stop. ', 'OPT_OUT'],
	['+919876543210', 'Start', 'OPT_IN'],
	['+33612345678', 'démarrer', 'OPT_IN'],
	['+33612345678', 'DEMARRER', 'OPT_IN'],
	['+34612345678', 'baja', 'OPT_OUT'],
	['+5215512345678', 'ALTA', 'OPT_IN'],
	['+5511912345678', 'Parar!', 'OPT_OUT'],
	['+5511912345678', 'comecar', 'OPT_IN'],
	['+4915112345678', 'BAJA', undefined],
	['+4915112345678', 'please do not stop', undefined],
	['+4915112345678', '', undefined],
])('%s writing "%s" means %s', (senderPhoneNumber, text, consent) => {
	expect(consentOf(event({ senderPhoneNumber, messageId: 'm', text }))).toBe(consent);
});

it.each([
	['UNSUBSCRIBE', 'OPT_OUT'],
	['SUBSCRIBE', 'OPT_IN'],
	['READ', undefined],
])('the event %s means %s', (eventType, consent) => {
	expect(consentOf(event({ senderPhoneNumber: '+1415', eventType, eventId: 'e' }))).toBe(consent);
});

it('a tapped suggestion is no keyword', () => {
	const suggestionResponse = { postbackData: 'STOP', text: 'STOP' };
	expect(consentOf(event({ senderPhoneNumber: '+1415', messageId: 'm', suggestionResponse }))).toBe(
		undefined,
	);
});
