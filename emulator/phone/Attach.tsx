import { useRef, useState } from 'preact/hooks';
import { LocationDialog } from './LocationDialog';
import { Menu } from './Menu';
import type { LatLong } from './places';

/** The "+" beside the text: sends a file or a location. */
export function Attach(props: {
	disabled: boolean;
	onFile: (file: File) => Promise<boolean>;
	onLocation: (place: LatLong) => Promise<boolean>;
}) {
	const { disabled, onFile, onLocation } = props;
	const picker = useRef<HTMLInputElement>(null);
	const [locating, setLocating] = useState(false);
	const [busy, setBusy] = useState(false);

	const send = async (file: File | undefined) => {
		if (!file) return;
		setBusy(true);
		await onFile(file);
		setBusy(false);
	};
	return (
		<>
			<Menu
				label="Attach"
				icon="plus"
				place="above"
				disabled={disabled || busy}
				items={[
					{
						label: 'Photo or file…',
						icon: 'picture',
						onSelect: () => picker.current?.click(),
					},
					{ label: 'Location…', icon: 'pin', onSelect: () => setLocating(true) },
				]}
			/>
			<input
				type="file"
				ref={picker}
				hidden
				aria-label="Photo or file to send"
				onChange={(event) => {
					const input = event.currentTarget;
					void send(input.files?.[0]);
					// So that the same file can be chosen again.
					input.value = '';
				}}
			/>
			{locating && (
				<LocationDialog
					onSend={(place) => void onLocation(place)}
					onClose={() => setLocating(false)}
				/>
			)}
		</>
	);
}
