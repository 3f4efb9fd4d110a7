import { useState } from 'preact/hooks';
import type { AgentView, PhoneView } from '../view';
import type { NumberedSuggestion } from './conversations';
import { Icon } from './Icon';
import { effectOf } from './suggestionEffect';
import { useToasts } from './Toasts';

/** The suggestions of a message as chips, or those of a card as buttons. */
export function Suggestions(props: {
	label: string;
	look: 'chips' | 'buttons';
	suggestions: NumberedSuggestion[];
	/** The one tapped already. */
	tapped?: number;
	agent: AgentView;
	phone: PhoneView;
	onTap: (index: number) => Promise<boolean>;
}) {
	const { label, look, suggestions, tapped, agent, phone, onTap } = props;
	const { say } = useToasts();
	const [busy, setBusy] = useState(false);
	if (suggestions.length === 0) return null;
	const disabled = busy || !phone.online || !phone.rcs;

	return (
		<ul class={look} aria-label={label}>
			{suggestions.map(({ index, suggestion }) => {
				const { text, icon, href, says } = effectOf(suggestion, agent, phone);
				const tap = async () => {
					setBusy(true);
					if ((await onTap(index)) && says) say(says);
					setBusy(false);
				};
				const inside = (
					<>
						{icon && <Icon name={icon} />}
						<span class="ellipsis" dir="auto">
							{text}
						</span>
						{tapped === index && (
							<>
								<span class="visually-hidden">, tapped</span>
								<Icon name="check" />
							</>
						)}
					</>
				);
				return (
					<li key={index}>
						{href && !disabled ? (
							<a
								class="chip"
								href={href}
								target="_blank"
								rel="noopener noreferrer"
								onClick={() => void tap()}
							>
								{inside}
							</a>
						) : (
							<button type="button" class="chip" disabled={disabled} onClick={() => void tap()}>
								{inside}
							</button>
						)}
					</li>
				);
			})}
		</ul>
	);
}
