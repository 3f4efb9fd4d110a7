import { render } from 'preact';
import { Shell } from './Shell';

const root = document.getElementById('app');
if (root) render(<Shell />, root);
