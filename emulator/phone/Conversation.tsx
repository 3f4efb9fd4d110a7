import { useMemo, useRef } from 'preact/hooks';
import type { AgentView, ConversationView, PhoneView } from '../view';
import { conversationApi, patchPhone } from './api';
import type { Back } from './BackLink';
import { useNow } from './clock';
import { Composer } from './Composer';
import { isGhost, lastOnPhone, numberedSuggestions } from './conversations';
import { ConversationHeader } from './ConversationHeader';
import { EmptyConversation } from './EmptyConversation';
import { Entry } from './Entry';
import { Icon } from './Icon';
import { Invitation } from './Invitation';
import { Log } from './Log';
import { Suggestions } from './Suggestions';
import { timeline } from './timeline';
import { useToasts } from './Toasts';
import { Typing } from './Typing';
import { useReading } from './useReading';
import { WebhookNotice } from './WebhookNotice';

const MINUTE_MS = 60 * 1000;

/** One conversation on the phone: header, messages, composer. */
export function Conversation(props: {
	phone: PhoneView;
	agent: AgentView;
	conversation: ConversationView | undefined;
	/** The agent waits to hear whether the person will test it. */
	invited: boolean;
	back: Back;
	settingsHref: string;
}) {
	const { phone, agent, conversation, invited, back, settingsHref } = props;
	const { attempt } = useToasts();
	const now = useNow(MINUTE_MS);
	const api = useMemo(
		() => conversationApi(phone.phoneNumber, agent.agentId),
		[phone.phoneNumber, agent.agentId],
	);
	const screen = useRef<HTMLDivElement>(null);
	useReading(screen, conversation, () => void attempt(api.read()));

	const entries = conversation?.entries ?? [];
	const last = lastOnPhone(conversation);
	const reachable = phone.online && phone.rcs;
	const unsubscribed = conversation?.unsubscribed === true;
	const send = async (text: string) => await attempt(api.send(text));
	const tap = async (messageId: string, index: number) => await attempt(api.tap(messageId, index));

	return (
		<div class="conversation" ref={screen}>
			<ConversationHeader
				agent={agent}
				back={back}
				settingsHref={settingsHref}
				unsubscribed={unsubscribed}
				reachable={reachable}
				onSubscription={(change) => void attempt(api[change]())}
			/>
			<WebhookNotice agent={agent} />
			<Log
				label={`Conversation with ${agent.displayName}`}
				tail={entries.at(-1)?.messageId}
				ownTail={entries.at(-1)?.from === 'user'}
			>
				{entries.length === 0 && (
					<EmptyConversation agent={agent} reachable={reachable} onHi={() => void send('hi')} />
				)}
				<ol class="entries">
					{timeline(entries, now).map((item) =>
						item.kind === 'day' ? (
							<li key={item.key} class="day">
								{item.label}
							</li>
						) : (
							<Entry
								key={item.key}
								entry={item.entry}
								first={item.first}
								last={item.last}
								agent={agent}
								phone={phone}
								onTap={tap}
							>
								{item.entry === last && item.entry.from === 'agent' && !isGhost(item.entry) && (
									<Suggestions
										label="Suggestions"
										look="chips"
										suggestions={numberedSuggestions(item.entry.content).chips}
										tapped={item.entry.tappedSuggestion}
										agent={agent}
										phone={phone}
										onTap={async (index) => await tap(item.entry.messageId, index)}
									/>
								)}
							</Entry>
						),
					)}
				</ol>
				{unsubscribed && (
					<p class="system-line">
						<Icon name="unsubscribe" />
						You unsubscribed from {agent.displayName}.
					</p>
				)}
				{invited && <Invitation agent={agent} phone={phone} />}
				{conversation?.agentTyping && <Typing name={agent.displayName} />}
			</Log>
			<Composer
				draftKey={`${phone.phoneNumber} ${agent.agentId}`}
				agent={agent}
				phone={phone}
				onSend={send}
				onFile={async (file) => await attempt(api.sendFile(file))}
				onLocation={async (place) => await attempt(api.sendLocation(place))}
				// Nobody misses a typing event; a failure would only be noise.
				onTyping={() => void api.typing().catch(() => {})}
				onRemedy={(patch) => void attempt(patchPhone(phone.phoneNumber, patch))}
			/>
		</div>
	);
}
