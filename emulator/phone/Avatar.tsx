import type { AgentView } from '../view';

/** The agent's initials on its colour. */
export function Avatar({ agent, size }: { agent: AgentView; size: 'large' | 'normal' }) {
	const color = /^#[0-9a-f]{6}$/i.test(agent.color) ? agent.color : '#5f6368';
	return (
		<span
			class={`avatar avatar-${size}`}
			style={{ background: color, color: inkOn(color) }}
			aria-hidden="true"
		>
			{initials(agent.displayName)}
		</span>
	);
}

function initials(name: string): string {
	const words = name.split(/\s+/).filter((word) => word !== '');
	return words
		.slice(0, 2)
		.map((word) => Array.from(word)[0]?.toUpperCase())
		.join('');
}

/** Black or white, whichever contrasts more (WCAG relative luminance; always at least 4.5:1). */
function inkOn(color: string): string {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const channel = parseInt(color.slice(at, at + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}
