import type { IDataObject } from 'n8n-workflow';

const NAMES = ['Anna', 'Bruno', 'Carol', 'Dev', 'Esra', 'Femi', 'Grace', 'Hiro'];
const CITIES = ['Berlin', 'Lyon', 'Porto', 'Gdańsk', 'Utrecht', 'Bologna', 'Sevilla', 'Graz'];

/** The text of every message, as an expression of a row's fields. */
export const TEXT =
	'=Hello {{ $json.firstName }}, your order {{ $json.orderId }} is on its way to {{ $json.city }}. It comes {{ $json.deliveryDay }}.';

/** The same text, made by hand. */
export function textOf({ firstName, orderId, city, deliveryDay }: IDataObject): string {
	return `Hello ${firstName}, your order ${orderId} is on its way to ${city}. It comes ${deliveryDay}.`;
}

/**
 * Rows as a campaign has them: eight fields, about 300 bytes as JSON, every number another one.
 *
 * @param step 2 gives numbers that are all reachable at the emulator, 1 every other one
 */
export function campaign(count: number, step: 1 | 2): IDataObject[] {
	return Array.from({ length: count }, (_, index) => {
		const firstName = NAMES[index % NAMES.length]!;
		return {
			phone: `+49151${String(10_000_000 + index * step)}`,
			firstName,
			email: `${firstName.toLowerCase()}.${index}@customers.example.com`,
			city: CITIES[(index >> 3) % CITIES.length]!,
			orderId: `ORD-2026-${String(index).padStart(7, '0')}`,
			deliveryDay: 'Thursday between 9 am and 1 pm',
			trackingUrl: `https://parcels.example.com/track/ORD-2026-${String(index).padStart(7, '0')}`,
			note: 'Leave it with the neighbours on the ground floor if nobody is at home.',
		};
	});
}
