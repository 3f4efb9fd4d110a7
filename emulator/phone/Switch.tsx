import { useEffect, useId, useState } from 'preact/hooks';

/** A labelled on/off switch that flips at once and falls back if the change did not work. */
export function Switch(props: {
	label: string;
	hint: string;
	on: boolean;
	/** Answers whether the change worked. */
	onChange: (on: boolean) => Promise<boolean>;
}) {
	const { label, hint, on, onChange } = props;
	const id = useId();
	const [wanted, setWanted] = useState<boolean>();
	useEffect(() => setWanted(undefined), [on]);
	const shown = wanted ?? on;

	const flip = async () => {
		setWanted(!shown);
		if (!(await onChange(!shown))) setWanted(undefined);
	};
	return (
		<div class="switch-row">
			<div>
				<span class="switch-label" id={`${id}-label`} onClick={() => void flip()}>
					{label}
				</span>
				<span class="hint" id={`${id}-hint`}>
					{hint}
				</span>
			</div>
			<button
				type="button"
				role="switch"
				class="switch"
				aria-checked={shown}
				aria-labelledby={`${id}-label`}
				aria-describedby={`${id}-hint`}
				onClick={() => void flip()}
			/>
		</div>
	);
}
