import { splitLinks } from './safeLink';

/** Text somebody else wrote: as text, its web addresses clickable, in its own writing direction. */
export function LinkedText({ text }: { text: string }) {
	return (
		<span class="linked-text" dir="auto">
			{splitLinks(text).map((part, at) =>
				part.href ? (
					<a key={at} href={part.href} target="_blank" rel="noopener noreferrer">
						{part.text}
					</a>
				) : (
					part.text
				),
			)}
		</span>
	);
}
