// Small drawings of the products, in the colours of the page.
import { type Html, trusted } from '../page/html.ts';

const drawings: Record<string, string> = {
  notebook:
    '<rect x="118" y="24" width="84" height="104" rx="6" fill="var(--accent)"/><rect x="126" y="24" width="6" height="104" fill="var(--tint)" opacity=".5"/><rect x="146" y="46" width="40" height="14" rx="3" fill="var(--card)"/><path d="M202 34h8M202 52h8M202 70h8M202 88h8M202 106h8" stroke="var(--soft)" stroke-width="3" stroke-linecap="round"/>',
  journal:
    '<rect x="108" y="30" width="104" height="92" rx="5" fill="var(--card)" stroke="var(--soft)" stroke-width="2"/><rect x="108" y="30" width="18" height="92" rx="5" fill="var(--warn)" opacity=".75"/><path d="M164 122v18l6-6 6 6v-18M184 122v12l5-5 5 5v-12" fill="var(--accent)"/><path d="M142 56h52M142 70h52M142 84h36" stroke="var(--line)" stroke-width="4" stroke-linecap="round"/>',
  'brush-pens':
    '<g stroke-linecap="round" stroke-width="10"><path d="M98 118 L118 44" stroke="var(--soft)" opacity=".35"/><path d="M122 122 L138 40" stroke="var(--soft)" opacity=".5"/><path d="M148 124 L157 36" stroke="var(--soft)" opacity=".65"/><path d="M174 124 L176 36" stroke="var(--soft)" opacity=".8"/><path d="M200 122 L196 40" stroke="var(--soft)"/><path d="M226 118 L214 44" stroke="var(--ink)"/></g>',
  lamp: '<path d="M132 128h56" stroke="var(--ink)" stroke-width="8" stroke-linecap="round"/><path d="M160 126 L142 84 L182 50" fill="none" stroke="var(--warn)" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"/><path d="M168 40 L196 34 L206 66 Q186 58 172 62 Z" fill="var(--accent)"/><path d="M180 64 L164 112 M196 66 L206 112" stroke="var(--warn)" stroke-width="2" opacity=".45"/>',
  blanket:
    '<g><rect x="102" y="92" width="116" height="26" rx="12" fill="var(--accent)"/><rect x="108" y="66" width="104" height="26" rx="12" fill="var(--warn)" opacity=".8"/><rect x="114" y="40" width="92" height="26" rx="12" fill="var(--card)" stroke="var(--soft)" stroke-width="2"/><path d="M128 53h64" stroke="var(--line)" stroke-width="4" stroke-dasharray="10 7"/></g>',
  sampler:
    '<g stroke="var(--soft)" stroke-width="2"><rect x="112" y="40" width="64" height="82" rx="3" fill="var(--warn-tint)" transform="rotate(-12 144 81)"/><rect x="128" y="36" width="64" height="82" rx="3" fill="var(--card)"/><rect x="148" y="40" width="64" height="82" rx="3" fill="var(--paper)" transform="rotate(12 180 81)"/></g>',
  'paper-club':
    '<circle cx="160" cy="76" r="46" fill="none" stroke="var(--accent)" stroke-width="6" stroke-dasharray="210 80" stroke-linecap="round"/><path d="M200 36 l10 18 -20 2z" fill="var(--accent)"/><rect x="140" y="54" width="40" height="46" rx="3" fill="var(--card)" stroke="var(--soft)" stroke-width="2"/><path d="M148 68h24M148 78h24M148 88h14" stroke="var(--line)" stroke-width="3" stroke-linecap="round"/>',
};

/** A drawing that says nothing the text beside it does not say, so it is hidden from screen readers. */
export function illustration(slug: string): Html {
  return trusted(
    `<svg viewBox="0 0 320 150" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">${drawings[slug] ?? ''}</svg>`,
  );
}
