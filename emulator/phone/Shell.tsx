import { useEffect, useRef } from 'preact/hooks';
import type { EmulatorView } from '../view';
import { ClockOffset } from './clock';
import { Conversation } from './Conversation';
import { findConversation, unreadEntries, unreadOfPhone } from './conversations';
import { Device } from './Device';
import { Inbox } from './Inbox';
import { isInvited } from './Invitation';
import { PhoneList } from './PhoneList';
import { formatRoute, type Route } from './route';
import { Settings } from './Settings';
import { ToastsProvider } from './Toasts';
import { TopBar } from './TopBar';
import { useEmulator } from './useEmulator';
import { useRoute } from './useRoute';

/** Below this width one pane shows at a time; the same number stands in style.css. */
const NARROW = '(max-width: 719px)';

/** The whole page: phones, the chosen phone, its settings. */
export function Shell() {
	const { view, connected, clockOffset } = useEmulator();
	const route = useRoute();
	return (
		<ClockOffset.Provider value={clockOffset}>
			<ToastsProvider>
				{view ? (
					<Panes view={view} route={route} />
				) : (
					<main class="starting">
						<h1>RBM emulator</h1>
						<p>{connected ? 'Connecting to the emulator…' : 'The emulator does not answer.'}</p>
					</main>
				)}

				<div class="connection" role="status">
					{!connected && <p>Connection to the emulator lost. Trying again…</p>}
				</div>
			</ToastsProvider>
		</ClockOffset.Provider>
	);
}

function Panes({ view, route }: { view: EmulatorView; route: Route }) {
	const named = view.phones.find((phone) => phone.phoneNumber === route.phoneNumber);
	const phone = named ?? view.phones[0];
	// The bare page stands for the first phone's first agent.
	const agentId = named ? route.agentId : view.agents[0]?.agentId;
	const agent = view.agents.find((candidate) => candidate.agentId === agentId);
	const conversation = phone && agent && findConversation(view, phone.phoneNumber, agent.agentId);
	const pane = !named ? 'list' : route.settings ? 'settings' : 'phone';
	const here = { phoneNumber: phone?.phoneNumber, agentId: agent?.agentId };
	const severalAgents = view.agents.length > 1;
	// Picking a phone stays with the agent at hand; from the inbox, or the bare list, it opens the inbox.
	const stayWith = severalAgents ? named && agent?.agentId : view.agents[0]?.agentId;

	const unreadElsewhere =
		phone && agent && severalAgents
			? unreadOfPhone(view, phone.phoneNumber) - unreadEntries(conversation).length
			: 0;
	useDefaultRoute(view, named !== undefined);
	usePaneFocus(`${pane} ${here.phoneNumber} ${here.agentId}`);
	useEscape();
	useEffect(() => {
		const all = view.phones.reduce(
			(sum, { phoneNumber }) => sum + unreadOfPhone(view, phoneNumber),
			0,
		);
		const names = [agent?.displayName, phone?.displayName, 'RBM emulator'].filter(Boolean);
		document.title = `${all > 0 ? `(${all}) ` : ''}${names.join(' · ')}`;
	});

	return (
		<div class="page" data-pane={pane}>
			<TopBar />
			<main class="panes">
				<PhoneList view={view} selected={named?.phoneNumber} agentId={stayWith} />
				{phone && (
					<section class="stage" aria-label={`${phone.displayName}’s phone`}>
						<Device phone={phone}>
							{agent ? (
								<Conversation
									key={`${phone.phoneNumber} ${agent.agentId}`}
									phone={phone}
									agent={agent}
									conversation={conversation}
									invited={isInvited(view, phone, agent)}
									back={{
										href: formatRoute(severalAgents ? { phoneNumber: phone.phoneNumber } : {}),
										label: severalAgents ? 'Back to all messages' : 'Back to the phones',
										narrowOnly: !severalAgents,
										unread: unreadElsewhere,
									}}
									settingsHref={formatRoute({ ...here, settings: true })}
								/>
							) : (
								<Inbox phone={phone} view={view} />
							)}
						</Device>
					</section>
				)}
				{phone && (
					<Settings
						key={phone.phoneNumber}
						phone={phone}
						agent={agent ?? (severalAgents ? undefined : view.agents[0])}
						backHref={formatRoute(here)}
					/>
				)}
			</main>
		</div>
	);
}

/** Writes the default conversation into the address, except where the list has the window alone. */
function useDefaultRoute(view: EmulatorView, namesPhone: boolean) {
	useEffect(() => {
		const phoneNumber = view.phones[0]?.phoneNumber;
		if (namesPhone || phoneNumber === undefined || window.matchMedia(NARROW).matches) return;
		history.replaceState(null, '', formatRoute({ phoneNumber, agentId: view.agents[0]?.agentId }));
		window.dispatchEvent(new HashChangeEvent('hashchange'));
	});
}

/** After moving to another pane, puts a focus that got lost on the heading of what shows now. */
function usePaneFocus(place: string) {
	const last = useRef(place);
	useEffect(() => {
		if (last.current === place) return;
		last.current = place;
		const focused = document.activeElement;
		if (focused && focused !== document.body && focused.checkVisibility()) return;
		const headings = document.querySelectorAll<HTMLElement>(
			'.stage [data-pane-heading], [data-pane-heading]',
		);
		[...headings].find((heading) => heading.checkVisibility())?.focus();
	}, [place]);
}

/** Lets Escape go back where panes replace each other. */
function useEscape() {
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
			if (!window.matchMedia(NARROW).matches) return;
			const links = document.querySelectorAll<HTMLAnchorElement>('[data-back]');
			[...links].find((link) => link.checkVisibility())?.click();
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, []);
}
