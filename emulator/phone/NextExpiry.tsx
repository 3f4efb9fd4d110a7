import { useId } from 'preact/hooks';
import type { PhoneView } from '../view';

type Choice = NonNullable<PhoneView['nextExpiry']> | 'default';

const CHOICES: Record<Choice, string> = {
	default: 'It is taken back',
	revokeFailed: 'It cannot be taken back',
	both: 'It is reported taken back and delivered',
	none: 'Nothing is reported',
};

/** Picks what happens the next time a message to this phone expires; rare cases made repeatable. */
export function NextExpiry(props: {
	phone: PhoneView;
	onChange: (choice: Choice) => Promise<boolean>;
}) {
	const { phone, onChange } = props;
	const id = useId();
	return (
		<div class="choice-row">
			<label for={id}>When the next message expires</label>
			<select
				id={id}
				aria-describedby={`${id}-hint`}
				value={phone.nextExpiry ?? 'default'}
				onChange={(event) => void onChange(event.currentTarget.value as Choice)}
			>
				{Object.entries(CHOICES).map(([choice, label]) => (
					<option key={choice} value={choice}>
						{label}
					</option>
				))}
			</select>
			<span class="hint" id={`${id}-hint`}>
				Happens once, then it is taken back again.
			</span>
		</div>
	);
}
