import { isResourceLocatorValue } from 'n8n-workflow';

/** A parameter's value; of a resource locator what was chosen or typed. n8n's own `extractValue` fails for fields that are not shown. */
export function plainValue(value: unknown): unknown {
	return isResourceLocatorValue(value) ? value.value : value;
}
