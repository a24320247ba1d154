import { byId } from './elements.js';

/** Light or dark: as the system has it, until somebody chooses. */
export function watchTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const control = byId('theme');
  let chosen: boolean | undefined;
  const show = (): void => {
    const isDark = chosen ?? system.matches;
    document.documentElement.classList.toggle('dark', isDark);
    control.setAttribute('aria-pressed', String(isDark));
  };
  control.addEventListener('click', () => {
    chosen = !document.documentElement.classList.contains('dark');
    show();
  });
  system.addEventListener('change', show);
  show();
}
