/** A point on the map. */
export interface LatLong {
	latitude: number;
	longitude: number;
}

/** Places to send without looking up where they are. */
export const PLACES: ReadonlyArray<LatLong & { name: string }> = [
	{ name: 'Brandenburg Gate, Berlin', latitude: 52.516275, longitude: 13.377704 },
	{ name: 'Eiffel Tower, Paris', latitude: 48.85837, longitude: 2.294481 },
	{ name: 'Gateway of India, Mumbai', latitude: 18.921984, longitude: 72.834654 },
	{ name: 'Golden Gate Bridge, San Francisco', latitude: 37.819929, longitude: -122.478255 },
	{ name: 'Christ the Redeemer, Rio de Janeiro', latitude: -22.951916, longitude: -43.210487 },
];

/** The name of a place sent from the list. */
export function placeName({ latitude, longitude }: LatLong): string | undefined {
	return PLACES.find((place) => place.latitude === latitude && place.longitude === longitude)?.name;
}

/** A map of the surroundings, opened only when the person wants it. */
export function mapLink({ latitude, longitude }: LatLong): string {
	const at = `${latitude}/${longitude}`;
	return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${at}`;
}
