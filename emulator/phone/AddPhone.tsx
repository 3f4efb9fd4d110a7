import { useState } from 'preact/hooks';
import { addPhone } from './api';
import { Icon } from './Icon';
import { formatRoute } from './route';
import { useToasts } from './Toasts';

/** A disclosure with the form that adds a phone. */
export function AddPhone() {
	const { attempt } = useToasts();
	const [open, setOpen] = useState(false);

	const add = async (form: HTMLFormElement) => {
		const fields = new FormData(form);
		const phoneNumber = String(fields.get('phoneNumber')).replace(/[\s()./-]/g, '');
		const displayName = String(fields.get('displayName')).trim();
		if (!(await attempt(addPhone(phoneNumber, displayName || undefined)))) return;
		form.reset();
		setOpen(false);
		location.hash = formatRoute({ phoneNumber });
	};
	return (
		<details class="add-phone" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<Icon name="plus" />
				Add a phone
			</summary>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					void add(event.currentTarget);
				}}
			>
				<label>
					Phone number
					<input
						name="phoneNumber"
						type="tel"
						required
						pattern="\+[0-9 .()\/\-]{7,24}"
						title="With country code, as in +49 151 1234 5678"
						placeholder="+49 151 1234 5678"
						autocomplete="off"
					/>
				</label>
				<label>
					Name
					<input name="displayName" placeholder="Optional" autocomplete="off" maxLength={40} />
				</label>
				<button type="submit" class="button">
					Add phone
				</button>
			</form>
		</details>
	);
}
