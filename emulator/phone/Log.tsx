import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './Icon';

/** How far from the end still counts as "at the end", in pixels. */
const NEAR = 32;

/** The scrolling part of a conversation: stays at the end if the person was there, else says so. */
export function Log(props: {
	label: string;
	/** The last message; when it changes, something new has come. */
	tail: string | undefined;
	/** The person wrote it, and so wants to see it. */
	ownTail: boolean;
	children: ComponentChildren;
}) {
	const { label, tail, ownTail, children } = props;
	const scroller = useRef<HTMLDivElement>(null);
	const content = useRef<HTMLDivElement>(null);
	const atEnd = useRef(true);
	const lastTop = useRef(0);
	const seenTail = useRef(tail);
	const [newBelow, setNewBelow] = useState(false);

	const toEnd = () => {
		atEnd.current = true;
		setNewBelow(false);
		if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
	};
	const onScroll = () => {
		const box = scroller.current;
		if (!box) return;
		const near = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
		// Only going up leaves the end: a picture that loads moves the end away, not the person.
		if (near || box.scrollTop < lastTop.current) atEnd.current = near;
		lastTop.current = box.scrollTop;
		if (atEnd.current) setNewBelow(false);
	};

	useEffect(() => {
		if (tail === seenTail.current) return;
		seenTail.current = tail;
		if (tail === undefined) return;
		if (ownTail || atEnd.current) toEnd();
		else setNewBelow(true);
	}, [tail, ownTail]);

	// Pictures that load, chips that come and go and a growing composer move the end as well.
	useEffect(() => {
		const observer = new ResizeObserver(() => {
			if (atEnd.current) toEnd();
		});
		if (scroller.current) observer.observe(scroller.current);
		if (content.current) observer.observe(content.current);
		return () => observer.disconnect();
	}, []);

	return (
		<div class="log">
			<div
				class="log-scroller"
				role="log"
				aria-label={label}
				aria-live="polite"
				aria-relevant="additions"
				tabIndex={0}
				ref={scroller}
				onScroll={onScroll}
			>
				<div class="log-content" ref={content}>
					{children}
				</div>
			</div>
			{newBelow && (
				<button type="button" class="new-messages" onClick={toEnd}>
					<Icon name="down" />
					New messages
				</button>
			)}
		</div>
	);
}
