/** Regional hosts of the RBM API (guides/learn/best-practices). */
export const REGIONS = ['us', 'europe', 'asia'] as const;
export type Region = (typeof REGIONS)[number];

/**
 * The region Google recommends for a recipient: the endpoint closest to the user, by the first
 * digit of the E.164 number. The rows for +8 and +9 are not published; asia is what other
 * implementers use.
 */
export function regionOf(phoneNumber: string): Region {
	switch (phoneNumber[1]) {
		case '1':
		case '5':
			return 'us';
		case '6':
		case '8':
		case '9':
			return 'asia';
		default:
			return 'europe';
	}
}
