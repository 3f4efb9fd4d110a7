import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type LatLong, PLACES } from './places';

/** Asks which location to send: a place from a list, or any coordinates. */
export function LocationDialog(props: { onSend: (place: LatLong) => void; onClose: () => void }) {
	const { onSend, onClose } = props;
	const dialog = useRef<HTMLDialogElement>(null);
	const [place, setPlace] = useState(0);
	const [latitude, setLatitude] = useState(String(PLACES[0]?.latitude));
	const [longitude, setLongitude] = useState(String(PLACES[0]?.longitude));
	const headingId = useId();
	useEffect(() => dialog.current?.showModal(), []);

	const choose = (at: number) => {
		setPlace(at);
		const chosen = PLACES[at];
		if (!chosen) return;
		setLatitude(String(chosen.latitude));
		setLongitude(String(chosen.longitude));
	};
	const type = (set: (text: string) => void) => (event: { currentTarget: HTMLInputElement }) => {
		setPlace(PLACES.length);
		set(event.currentTarget.value);
	};
	return (
		<dialog
			class="dialog"
			ref={dialog}
			aria-labelledby={headingId}
			onClose={onClose}
			onKeyDown={(event) => {
				// Escape closes the dialog, and does not go back as well.
				if (event.key === 'Escape') event.stopPropagation();
			}}
		>
			<form
				method="dialog"
				onSubmit={() => onSend({ latitude: Number(latitude), longitude: Number(longitude) })}
			>
				<h2 id={headingId}>Send a location</h2>
				<label>
					Place
					<select value={place} onChange={(event) => choose(Number(event.currentTarget.value))}>
						{PLACES.map(({ name }, at) => (
							<option key={name} value={at}>
								{name}
							</option>
						))}
						<option value={PLACES.length}>Somewhere else</option>
					</select>
				</label>
				<div class="dialog-pair">
					<label>
						Latitude
						<input
							type="number"
							required
							step="any"
							min={-90}
							max={90}
							value={latitude}
							onInput={type(setLatitude)}
						/>
					</label>
					<label>
						Longitude
						<input
							type="number"
							required
							step="any"
							min={-180}
							max={180}
							value={longitude}
							onInput={type(setLongitude)}
						/>
					</label>
				</div>
				<div class="dialog-actions">
					<button type="button" class="button" onClick={() => dialog.current?.close()}>
						Cancel
					</button>
					<button type="submit" class="button button-primary">
						Send location
					</button>
				</div>
			</form>
		</dialog>
	);
}
