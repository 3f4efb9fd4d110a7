import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { Icon } from './Icon';

const SHOWN_MS = 7000;

interface Toast {
	id: number;
	tone: 'info' | 'problem';
	text: string;
}

/** Says something in passing. */
export interface Toasts {
	say(text: string): void;
	/** Waits for a call to the emulator; a failure is shown. Answers whether it went well. */
	attempt(work: Promise<void>): Promise<boolean>;
}

const ToastsContext = createContext<Toasts>({ say: () => {}, attempt: async () => false });

/** The toasts of the page. */
export function useToasts(): Toasts {
	return useContext(ToastsContext);
}

/** Shows one toast at a time, above its children. */
export function ToastsProvider({ children }: { children: ComponentChildren }) {
	const [toast, setToast] = useState<Toast>();
	const close = useCallback(() => setToast(undefined), []);
	const toasts = useMemo((): Toasts => {
		const show = (tone: Toast['tone'], text: string) =>
			setToast((last) => ({ id: (last?.id ?? 0) + 1, tone, text }));
		return {
			say: (text) => show('info', text),
			attempt: async (work) => {
				try {
					await work;
					return true;
				} catch (error) {
					show('problem', error instanceof Error ? error.message : String(error));
					return false;
				}
			},
		};
	}, []);
	useEffect(() => {
		if (!toast) return undefined;
		const timer = window.setTimeout(close, SHOWN_MS);
		return () => window.clearTimeout(timer);
	}, [toast, close]);

	// Both regions are always there: a live region only speaks of what changes inside it.
	return (
		<ToastsContext.Provider value={toasts}>
			{children}
			<div class="toasts">
				<div role="status">
					{toast?.tone === 'info' && <ToastBox key={toast.id} toast={toast} onClose={close} />}
				</div>
				<div role="alert">
					{toast?.tone === 'problem' && <ToastBox key={toast.id} toast={toast} onClose={close} />}
				</div>
			</div>
		</ToastsContext.Provider>
	);
}

function ToastBox({ toast, onClose }: { toast: Toast; onClose: () => void }) {
	return (
		<div class={`toast toast-${toast.tone}`}>
			{toast.tone === 'problem' && <Icon name="warning" />}
			<span dir="auto">{toast.text}</span>
			<button type="button" class="icon-button" aria-label="Dismiss" onClick={onClose}>
				<Icon name="close" />
			</button>
		</div>
	);
}
