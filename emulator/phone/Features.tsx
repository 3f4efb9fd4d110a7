import { useRef } from 'preact/hooks';
import { RBM_FEATURES } from '../../rbm/types';
import type { PhoneView } from '../view';

const LABELS: Record<string, string> = {
	RICHCARD_STANDALONE: 'Rich cards',
	RICHCARD_CAROUSEL: 'Carousels',
	ACTION_CREATE_CALENDAR_EVENT: 'Create calendar events',
	ACTION_DIAL: 'Dial a number',
	ACTION_OPEN_URL: 'Open web pages',
	ACTION_SHARE_LOCATION: 'Share its location',
	ACTION_VIEW_LOCATION: 'Show places on a map',
	ACTION_OPEN_URL_IN_WEBVIEW: 'Open web pages inside the chat',
	PDF_IN_RICH_CARDS: 'PDF in rich cards',
};

/** What the phone can do, as a capability check reports it. */
export function Features(props: {
	phone: PhoneView;
	onChange: (features: string[]) => Promise<boolean>;
}) {
	const { phone, onChange } = props;
	const form = useRef<HTMLFormElement>(null);
	const all = [...new Set<string>([...RBM_FEATURES, ...phone.features])];

	// Read from the boxes, not from the last view, so that quick clicks do not undo each other.
	const change = () => {
		if (form.current) void onChange(new FormData(form.current).getAll('feature').map(String));
	};
	return (
		<details class="features">
			<summary>
				Features
				<span class="count">
					{phone.features.length} of {all.length}
				</span>
			</summary>
			<form ref={form}>
				<fieldset>
					<legend class="hint">What a capability check reports about this phone</legend>
					{all.map((feature) => (
						<label key={feature} class="feature">
							<input
								type="checkbox"
								name="feature"
								value={feature}
								checked={phone.features.includes(feature)}
								onChange={change}
							/>
							<span>
								{LABELS[feature] ?? feature}
								{LABELS[feature] && <code>{feature}</code>}
							</span>
						</label>
					))}
				</fieldset>
			</form>
		</details>
	);
}
