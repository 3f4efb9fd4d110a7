import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { characterCount, LIMITS } from '../../rbm/limits';
import type { AgentView, PhoneView } from '../view';
import type { PhonePatch } from './api';
import { Attach } from './Attach';
import { Icon } from './Icon';
import type { LatLong } from './places';

const TYPING_EVERY_MS = 4000;
/** From how many characters before the limit on the count shows. */
const COUNT_FROM = LIMITS.text - 200;

interface Obstacle {
	reason: string;
	remedy: string;
	patch: PhonePatch;
}

/** What was being written, per conversation, while the person looks at another one. */
const drafts = new Map<string, string>();

/** Where the person writes. */
export function Composer(props: {
	draftKey: string;
	agent: AgentView;
	phone: PhoneView;
	onSend: (text: string) => Promise<boolean>;
	onFile: (file: File) => Promise<boolean>;
	onLocation: (place: LatLong) => Promise<boolean>;
	onTyping: () => void;
	/** Removes what keeps the phone from writing. */
	onRemedy: (patch: PhonePatch) => void;
}) {
	const { draftKey, agent, phone, onSend, onFile, onLocation, onTyping, onRemedy } = props;
	const [text, setText] = useState(() => drafts.get(draftKey) ?? '');
	const box = useRef<HTMLTextAreaElement>(null);
	const lastTyping = useRef(0);
	const reasonId = useId();

	useEffect(() => void drafts.set(draftKey, text), [draftKey, text]);
	useLayoutEffect(() => {
		if (!box.current) return;
		box.current.style.height = 'auto';
		box.current.style.height = `${box.current.scrollHeight}px`;
	}, [text]);

	const obstacle = obstacleOf(phone);
	const count = characterCount(text);
	const tooLong = count > LIMITS.text;
	const canSend = !obstacle && !tooLong && text.trim() !== '';

	const write = (value: string) => {
		setText(value);
		if (value.trim() === '' || Date.now() - lastTyping.current < TYPING_EVERY_MS) return;
		lastTyping.current = Date.now();
		onTyping();
	};
	const send = async () => {
		if (!canSend) return;
		setText('');
		lastTyping.current = 0;
		// A failed send gives the text back, unless the next one is being written already.
		if (!(await onSend(text))) setText((now) => (now === '' ? text : now));
		box.current?.focus();
	};

	return (
		<div class="composer">
			{obstacle && (
				<div class="composer-reason">
					<Icon name={phone.rcs ? 'plane' : 'warning'} />
					<span id={reasonId}>{obstacle.reason}</span>
					<button type="button" class="button" onClick={() => onRemedy(obstacle.patch)}>
						{obstacle.remedy}
					</button>
				</div>
			)}
			{!obstacle && count > COUNT_FROM && (
				<p class={`composer-count${tooLong ? ' too-long' : ''}`} id={reasonId}>
					{count.toLocaleString('en')} of {LIMITS.text.toLocaleString('en')} characters
					{tooLong && ': shorten it to send'}
				</p>
			)}
			<div class="composer-row">
				<Attach disabled={obstacle !== undefined} onFile={onFile} onLocation={onLocation} />
				<form
					class="composer-form"
					onSubmit={(event) => {
						event.preventDefault();
						void send();
					}}
				>
					<textarea
						ref={box}
						rows={1}
						dir="auto"
						value={text}
						disabled={obstacle !== undefined}
						placeholder="RCS message"
						aria-label={`Message to ${agent.displayName}`}
						aria-describedby={reasonId}
						aria-invalid={tooLong}
						onInput={(event) => write(event.currentTarget.value)}
						onKeyDown={(event) => {
							if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
							event.preventDefault();
							void send();
						}}
					/>
					<button type="submit" class="send" aria-label="Send" disabled={!canSend}>
						<Icon name="send" />
					</button>
				</form>
			</div>
		</div>
	);
}

/** Why the person cannot write now, and what would change that. */
function obstacleOf(phone: PhoneView): Obstacle | undefined {
	if (!phone.rcs) {
		return {
			reason: 'This phone has no RCS, so it cannot write.',
			remedy: 'Switch RCS on',
			patch: { rcs: true },
		};
	}
	if (!phone.online) {
		return {
			reason: 'This phone is offline, so it cannot write.',
			remedy: 'Go online',
			patch: { online: true },
		};
	}
	return undefined;
}
