import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './Icon';

/** One line of a menu. */
export interface MenuItem {
	label: string;
	icon: IconName;
	onSelect: () => void;
}

/** A round button that opens a small menu: arrow keys move in it, Escape closes it. */
export function Menu(props: {
	label: string;
	icon: IconName;
	items: MenuItem[];
	/** Where the menu opens, seen from the button. */
	place: 'above' | 'below';
	disabled?: boolean;
}) {
	const { label, icon, items, place, disabled = false } = props;
	const [open, setOpen] = useState(false);
	const root = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const id = useId();
	const shown = open && !disabled;

	const options = () => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
	const close = () => {
		setOpen(false);
		button.current?.focus();
	};
	useEffect(() => {
		if (disabled) setOpen(false);
	}, [disabled]);
	// At once, so that the next key already finds the menu.
	useLayoutEffect(() => {
		if (shown) options()[0]?.focus();
	}, [shown]);
	useEffect(() => {
		if (!shown) return undefined;
		const onPointer = (event: PointerEvent) => {
			if (!root.current?.contains(event.target as Node)) setOpen(false);
		};
		document.addEventListener('pointerdown', onPointer);
		return () => document.removeEventListener('pointerdown', onPointer);
	}, [shown]);

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Tab') setOpen(false);
		if (event.key === 'Escape') close();
		const all = options();
		const at = all.indexOf(document.activeElement as HTMLElement);
		const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
		if (target !== undefined) all.at(target % all.length)?.focus();
		// What the menu took is not for the page, where Escape goes back.
		if (target !== undefined || event.key === 'Escape') event.preventDefault();
	};
	return (
		<div class="menu-root" ref={root}>
			<button
				type="button"
				class="icon-button"
				ref={button}
				aria-label={label}
				aria-haspopup="menu"
				aria-expanded={shown}
				aria-controls={shown ? id : undefined}
				disabled={disabled}
				onClick={() => setOpen(!shown)}
			>
				<Icon name={icon} />
			</button>
			{shown && (
				<div
					class={`menu menu-${place}`}
					role="menu"
					id={id}
					aria-label={label}
					onKeyDown={onKeyDown}
				>
					{items.map((item) => (
						<button
							key={item.label}
							type="button"
							role="menuitem"
							tabIndex={-1}
							onClick={() => {
								close();
								item.onSelect();
							}}
						>
							<Icon name={item.icon} />
							{item.label}
						</button>
					))}
				</div>
			)}
		</div>
	);
}
